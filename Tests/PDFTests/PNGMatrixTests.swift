import Foundation
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
        "have the pixels that another decoder sees",
        .enabled(if: Pillow.isInstalled, "no Pillow for /usr/bin/python3")
    )
    func pillow() throws {
        let others = try Pillow.pixels(of: PNGPicture.all)
        for (picture, other) in zip(PNGPicture.all, others) {
            var (plain, streams) = (try decoded(picture), try prepared(picture))
            var other = other
            if picture.colour == 2, picture.depth == 16, picture.transparent != nil {
                // Pillow drops the low bytes, so it cannot tell the transparent colour from others.
                for at in stride(from: 3, to: other.count, by: 4) {
                    (plain[at], streams[at], other[at]) = (255, 255, 255)
                }
            }
            #expect(plain == other, "\(picture)")
            #expect(streams == other, "\(picture)")
        }
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
    private func plane(_ stream: PDFStream, of picture: PNGPicture) throws -> [UInt8] {
        #expect(stream.dictionary["Width"] == .integer(picture.width))
        #expect(stream.dictionary["Height"] == .integer(picture.height))
        let inks = stream.dictionary["ColorSpace"] == .name("DeviceRGB") ? 3 : 1
        if stream.dictionary["BitsPerComponent"] == 1 {
            // Only all-black pictures are packed so.
            let size = (picture.width + 7) / 8 * picture.height
            let bits = try #require(Flate.inflated(stream.bytes, size: size))
            #expect(bits.allSatisfy { $0 == 0 })
            return [UInt8](repeating: 0, count: picture.width * picture.height)
        }
        let length = picture.width * inks
        guard stream.dictionary["DecodeParms"] != nil else {
            return try #require(Flate.inflated(stream.bytes, size: length * picture.height))
        }
        let size = (length + 1) * picture.height
        let rows = try #require(Flate.inflated(stream.bytes, size: size))
        var plane: [UInt8] = []
        var above = [UInt8](repeating: 0, count: length)
        for start in stride(from: 0, to: rows.count, by: length + 1) {
            var line: [UInt8] = []
            for index in 0..<length {
                let left = index < inks ? 0 : line[index - inks]
                let corner = index < inks ? 0 : above[index - inks]
                let guess = PNGPicture.guess(rows[start], left, above[index], corner)
                line.append(rows[start + 1 + index] &+ guess)
            }
            plane += line
            above = line
        }
        return plane
    }
}

/// A picture of seeded noise: the file, and the pixels that the file must show.
struct PNGPicture: Sendable, CustomTestStringConvertible {
    let colour: UInt8
    let depth: Int
    let isInterlaced: Bool
    let width: Int
    let height: Int
    /// The samples of the colour that `tRNS` makes transparent, or the alphas of the first colours.
    let transparent: [Int]?
    private let palette: [[UInt8]]
    private let samples: [[Int]]

    static let all: [PNGPicture] = PNGSample.kinds.flatMap { colour, depth in
        [(1, 1), (3, 5), (8, 8), (33, 17)].flatMap { size in
            [false, true].flatMap { isInterlaced in
                // A picture with alpha of its own may have no tRNS (ISO/IEC 15948, 11.3.2.1).
                (colour < 4 ? [false, true] : [false]).map {
                    PNGPicture(colour, Int(depth), isInterlaced, size, isTransparent: $0)
                }
            }
        }
    }

    var testDescription: String {
        "\(width)x\(height) colour \(colour) depth \(depth)"
            + (isInterlaced ? " interlaced" : "") + (transparent == nil ? "" : " tRNS")
    }

    private init(
        _ colour: UInt8,
        _ depth: Int,
        _ isInterlaced: Bool,
        _ size: (width: Int, height: Int),
        isTransparent: Bool
    ) {
        let seed = UInt64(colour) << 32 | UInt64(depth) << 24 | UInt64(size.width)
        var random = SeededGenerator(seed: seed)
        self.colour = colour
        self.depth = depth
        self.isInterlaced = isInterlaced
        (self.width, self.height) = size
        // Fewer colours than indices, so that the end of the palette is no power of two.
        let colours = depth == 8 ? 200 : 1 << depth
        self.palette = (0..<colours).map { _ in
            (0..<3).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        let count = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colour, default: 1]
        var samples = (0..<size.width * size.height).map { _ in
            (0..<count).map { _ in
                switch (colour, depth) {
                case (3, _): Int.random(in: 0..<colours, using: &random)
                case (_, 16): Self.wide(using: &random)
                default: Int.random(in: 0..<1 << depth, using: &random)
                }
            }
        }
        if depth == 16, samples.count > 1 {
            // A near miss of the transparent colour, which only the low byte tells from it.
            samples[samples.count - 1] = samples[0]
            samples[samples.count - 1][0] += 1
        }
        self.samples = samples
        self.transparent =
            !isTransparent
            ? nil
            : colour == 3
                ? (0..<max(1, colours * 3 / 4)).map { $0 == samples[0][0] ? 0 : $0 * 97 % 256 }
                : samples[0]
    }

    /// Sixteen bits that become the same eight bits cut as rounded, and so does one more.
    ///
    /// Pillow cuts and libpng rounds; the specification allows both (ISO/IEC 15948, 13.12).
    private static func wide(using random: inout SeededGenerator) -> Int {
        let high = Int.random(in: 0...255, using: &random)
        let low = Int.random(in: max(0, high - 128)..<min(255, high + 127), using: &random)
        return high << 8 | low
    }

    /// Red, green, blue and alpha of every pixel by the specification (ISO/IEC 15948, 13.12).
    var pixels: [UInt8] {
        samples.flatMap { samples -> [UInt8] in
            if colour == 3 {
                let index = samples[0]
                let alphas = transparent ?? []
                return palette[index] + [index < alphas.count ? UInt8(alphas[index]) : 255]
            }
            let levels = samples.map { UInt8(depth == 16 ? $0 >> 8 : $0 * 255 / (1 << depth - 1)) }
            let rgb = levels.count < 3 ? [levels[0], levels[0], levels[0]] : Array(levels[..<3])
            let alpha: UInt8 = samples == transparent ? 0 : 255
            return rgb + [levels.count % 2 == 0 ? levels[levels.count - 1] : alpha]
        }
    }

    var bytes: [UInt8] {
        let header = PNGSample.word(width) + PNGSample.word(height)
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += PNGSample.chunk(
            "IHDR",
            header + [UInt8(depth), colour, 0, 0, isInterlaced ? 1 : 0]
        )
        if colour == 3 { file += PNGSample.chunk("PLTE", palette.flatMap(\.self)) }
        if let transparent {
            let data = transparent.flatMap { value in
                colour == 3 ? [UInt8(value)] : [UInt8(value >> 8), UInt8(value & 255)]
            }
            file += PNGSample.chunk("tRNS", data)
        }
        return file + PNGSample.chunk("IDAT", PNGSample.zlib(rows))
            + PNGSample.chunk("IEND", [])
    }

    /// The filtered rows of all passes, each row with another filter.
    private var rows: [UInt8] {
        var rows: [UInt8] = []
        var filter: UInt8 = 0
        for pass in 1...(isInterlaced ? 7 : 1) {
            var above: [UInt8]?
            for y in 0..<height {
                let row = (0..<width).filter { !isInterlaced || Self.pass($0, y) == pass }
                guard !row.isEmpty else { continue }
                let line = packed(row.flatMap { samples[y * width + $0] })
                let step = max(1, samples[0].count * depth / 8)
                rows.append(filter)
                rows += line.indices.map { index in
                    let left = index < step ? 0 : line[index - step]
                    let corner = index < step ? 0 : above?[index - step] ?? 0
                    return line[index] &- Self.guess(filter, left, above?[index] ?? 0, corner)
                }
                above = line
                filter = (filter + 1) % 5
            }
        }
        return rows
    }

    /// The pass of a pixel, as the picture in the specification has it (ISO/IEC 15948, 8.2),
    /// rather than by the offsets and steps that the decoder goes by.
    private static func pass(_ x: Int, _ y: Int) -> Int {
        let map = [
            [1, 6, 4, 6, 2, 6, 4, 6], [7, 7, 7, 7, 7, 7, 7, 7], [5, 6, 5, 6, 5, 6, 5, 6],
            [7, 7, 7, 7, 7, 7, 7, 7], [3, 6, 4, 6, 3, 6, 4, 6], [7, 7, 7, 7, 7, 7, 7, 7],
            [5, 6, 5, 6, 5, 6, 5, 6], [7, 7, 7, 7, 7, 7, 7, 7],
        ]
        return map[y % 8][x % 8]
    }

    private func packed(_ samples: [Int]) -> [UInt8] {
        if depth == 16 { return samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
        let share = 8 / depth
        return stride(from: 0, to: samples.count, by: share).map { at in
            (0..<share).reduce(0) { byte, place in
                byte << depth | UInt8(at + place < samples.count ? samples[at + place] : 0)
            }
        }
    }

    /// What a filter takes away from a byte (ISO/IEC 15948, 9.2).
    static func guess(_ filter: UInt8, _ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
        switch filter {
        case 1: return left
        case 2: return up
        case 3: return UInt8((Int(left) + Int(up)) / 2)
        case 4:
            let whole = Int(left) + Int(up) - Int(corner)
            let near = [left, up, corner].map { abs(whole - Int($0)) }
            if near[0] <= near[1], near[0] <= near[2] { return left }
            return near[1] <= near[2] ? up : corner
        default: return 0
        }
    }
}

/// A decoder that shares no code with libpng: Python's imaging library, from `python3-pil`.
enum Pillow {
    private static let python = Shell.path(of: "python3")

    static let isInstalled: Bool =
        python.flatMap { try? Shell.run($0, ["-c", "from PIL import Image"]) }?.status == 0

    /// Pillow's `convert` compares `tRNS` with samples already stretched to eight bits, so here
    /// it is compared as the file means it.
    private static let script = """
        import sys
        from PIL import Image
        for path in sys.argv[1:]:
            image = Image.open(path)
            depth = open(path, "rb").read()[24]
            clear = image.info.get("transparency")
            if image.mode == "P":
                pixels = list(image.convert("RGBA").getdata())
            elif image.mode == "1":
                clear = None if clear is None else 255 if clear else 0
                pixels = [(v, v, v, 0 if v == clear else 255) for v in image.getdata()]
            elif image.mode == "L":
                clear = None if clear is None else clear * 255 // (2 ** depth - 1)
                pixels = [(v, v, v, 0 if v == clear else 255) for v in image.getdata()]
            elif image.mode.startswith("I"):
                pixels = [(v >> 8,) * 3 + (0 if v == clear else 255,) for v in image.getdata()]
            elif image.mode == "RGB":
                pixels = [v + (0 if v == clear else 255,) for v in image.getdata()]
            else:
                pixels = list(image.convert("RGBA").getdata())
            with open(path + ".rgba", "wb") as out:
                out.write(bytes(sample for pixel in pixels for sample in pixel))
        """

    static func pixels(of pictures: [PNGPicture]) throws -> [[UInt8]] {
        let directory = try TemporaryDirectory()
        let urls = pictures.indices.map { directory.url.appendingPathComponent("\($0).png") }
        for (picture, url) in zip(pictures, urls) { try Data(picture.bytes).write(to: url) }
        let outcome = try Shell.run(try #require(python), ["-c", script] + urls.map(\.path))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try urls.map { Array(try Data(contentsOf: $0.appendingPathExtension("rgba"))) }
    }
}
