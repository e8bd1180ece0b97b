import TestSupport
import Testing

@testable import PDF

@Suite("Pictures of every kind and awkward size")
struct PNGMatrixTests {
    @Test("have the pixels they were written with", arguments: PNGPicture.all)
    func written(picture: PNGPicture) throws {
        #expect(try decoded(picture) == picture.pixels)
        #expect(try prepared(picture) == picture.pixels)
    }

    @Test(
        "have the pixels that Pillow sees",
        .enabled(if: OtherDecoder.pillow.isInstalled, "no Pillow for python3")
    )
    func pillow() throws {
        // Pillow cuts 16 bits to 8 where libpng rounds; ISO/IEC 15948, 13.12 allows both.
        try compare(PNGPicture.all.filter { $0.depth < 16 }, with: .pillow)
    }

    @Test(
        "have the pixels that PyPNG sees, samples of 16 bits rounded",
        .enabled(if: OtherDecoder.pyPNG.isInstalled, "no PyPNG for python3")
    )
    func pyPNG() throws {
        try compare(PNGPicture.all, with: .pyPNG)
    }

    private func compare(_ pictures: [PNGPicture], with other: OtherDecoder) throws {
        let others = try other.pixels(of: pictures.map(\.bytes))
        for (picture, pixels) in zip(pictures, others) {
            #expect(try decoded(picture) == pixels, "\(picture)")
            #expect(try prepared(picture) == pixels, "\(picture)")
        }
    }

    @Test("have each of 65 536 shades rounded to the nearest of 256")
    func shades() throws {
        var rows: [UInt8] = []
        for high in UInt8.min...UInt8.max {
            rows.append(0)
            for low in UInt8.min...UInt8.max { rows += [high, low] }
        }
        let file =
            PNGFile.signature + PNGFile.header(256, 256, depth: 16, colour: 0)
            + PNGFile.chunk("IDAT", PNGFile.zlib(rows)) + PNGFile.end
        let pixels = try PNGDecoder.pixels(of: PNGContainer(file, limits: .signature))
        let expected = (0...65_535).map { PNGPicture.level($0, of: 65_535) }
        for channel in 0..<3 {
            let levels = stride(from: channel, to: pixels.count, by: 4).map { pixels[$0] }
            #expect(levels == expected)
        }
        let colour = try PreparedImage(png: file).colour
        #expect(Flate.inflated(colour.bytes, size: 65_536) == expected)
        // The rule itself, at the edges between its steps: 128.5 of 257 is nearer to the higher.
        let edges: [UInt8] = [0, 128, 129, 65_406, 65_407, 65_535].map { expected[$0] }
        #expect(edges == [0, 0, 1, 254, 255, 255])
    }

    private func decoded(_ picture: PNGPicture) throws -> [UInt8] {
        try PNGDecoder.pixels(of: PNGContainer(picture.bytes, limits: .signature))
    }

    /// Colour and soft mask as a reader of the PDF file puts them together.
    private func prepared(_ picture: PNGPicture) throws -> [UInt8] {
        let image = try PreparedImage(png: picture.bytes)
        let colour = try plane(image.colour, of: picture)
        let mask = try image.softMask.map { try plane($0, of: picture) }
        let inks = colour.count / (picture.width * picture.height)
        return (0..<picture.width * picture.height).flatMap { pixel in
            let ink = colour[pixel * inks..<(pixel + 1) * inks]
            let rgb = inks == 1 ? Array(repeating: ink[ink.startIndex], count: 3) : Array(ink)
            return rgb + [mask?[pixel] ?? 255]
        }
    }

    /// The samples of an image stream, its predictor undone (ISO 32000-1, 7.4.4.4).
    private func plane(_ layer: PreparedImage.Layer, of picture: PNGPicture) throws -> [UInt8] {
        #expect((layer.width, layer.height) == (picture.width, picture.height))
        let samples = try #require(Flate.inflated(layer.bytes, size: layer.unpackedCount))
        if layer.bits == 1 {
            // Only all-black pictures are packed so.
            #expect(samples.allSatisfy { $0 == 0 })
            return [UInt8](repeating: 0, count: picture.width * picture.height)
        }
        guard layer.isFiltered else { return samples }
        let (inks, length) = (layer.inks, layer.width * layer.inks)
        var plane: [UInt8] = []
        var above = [UInt8](repeating: 0, count: length)
        for start in stride(from: 0, to: samples.count, by: length + 1) {
            var line: [UInt8] = []
            for index in 0..<length {
                let left = index < inks ? 0 : line[index - inks]
                let corner = index < inks ? 0 : above[index - inks]
                let guess = PNGPicture.guess(samples[start], left, above[index], corner)
                line.append(samples[start + 1 + index] &+ guess)
            }
            plane += line
            above = line
        }
        return plane
    }
}
