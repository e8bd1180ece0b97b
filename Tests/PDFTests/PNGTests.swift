import TestSupport
import Testing

@testable import PDF

@Suite("Posted pictures")
struct PNGTests {
    @Test(
        "are taken in every colour type, depth and interlacing",
        arguments: PNGSample.kinds.indices,
        [false, true]
    )
    func kinds(kind: Int, isInterlaced: Bool) throws {
        let (colour, depth) = PNGSample.kinds[kind]
        let sample = PNGSample(colour: colour, depth: depth, isInterlaced: isInterlaced)
        let image = try PNGImage(validating: sample.bytes)
        #expect(image.width == 40)
        #expect(image.height == 20)
        #expect(image.inkPixels == 59)
        let prepared = try PreparedImage(png: sample.bytes)
        #expect((prepared.width, prepared.height) == (40, 20))
        #expect((prepared.softMask != nil) == (colour == 4 || colour == 6))
    }

    @Test(
        "tell what encloses their ink",
        arguments: PNGSample.kinds.indices,
        [false, true]
    )
    func ink(kind: Int, isInterlaced: Bool) throws {
        let (colour, depth) = PNGSample.kinds[kind]
        for ink in [
            PixelBox(x: 11, y: 5, width: 7, height: 3), PixelBox(x: 0, y: 0, width: 1, height: 20),
            PixelBox(x: 39, y: 4, width: 1, height: 16),
            PixelBox(x: 3, y: 19, width: 17, height: 1),
        ] {
            let isInk: @Sendable (Int, Int) -> Bool = { x, y in
                // Its four sides, so that what is in the middle is no matter.
                let (right, bottom) = (ink.x + ink.width - 1, ink.y + ink.height - 1)
                return (ink.x...right).contains(x) && (ink.y...bottom).contains(y)
                    && (x == ink.x || x == right || y == ink.y || y == bottom)
            }
            let sample = PNGSample(
                colour: colour,
                depth: depth,
                isInterlaced: isInterlaced,
                isInk: isInk
            )
            #expect(try PNGImage(validating: sample.bytes).prepared.ink == ink)
            #expect(try PreparedImage(png: sample.bytes).ink == ink)
        }
        let blank = PNGSample(colour: colour, depth: depth) { _, _ in false }
        let whole = PixelBox(x: 0, y: 0, width: 40, height: 20)
        #expect(try PreparedImage(png: blank.bytes).ink == whole)
    }

    @Test("tell their ink by their alpha alone where all is black", arguments: UInt64(0)..<60)
    func black(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (width, height) = (Int.random(in: 1...40, using: &random), 1 + Int(seed) % 20)
        let colour: UInt8 = Bool.random(using: &random) ? 4 : 6
        var rows: [UInt8] = []
        for _ in 0..<height {
            rows.append(UInt8.random(in: 0...4, using: &random))
            for _ in 0..<width {
                rows += [UInt8](repeating: 0, count: colour == 4 ? 1 : 3)
                let isChange = Int.random(in: 0..<12, using: &random) == 0
                rows.append(isChange ? UInt8.random(in: 0...255, using: &random) : 0)
            }
        }
        let file =
            PNGFile.signature
            + PNGFile.header(width, height, depth: 8, colour: colour, isInterlaced: false)
            + PNGFile.chunk("IDAT", PNGFile.zlib(rows)) + PNGFile.end
        let container = try PNGContainer(file, limits: .kept)
        let layers = try PreparedImage.layers(of: container, bytesMax: .max)
        let alpha = try #require(layers.blackAlpha)
        let scan = InkScan(black: alpha, width: width, height: height)
        let decoded = try PreparedImage.ink(of: container)
        #expect(scan.box == decoded.box && scan.pixels == decoded.pixels)
    }

    @Test("have the same pixels interlaced or not", arguments: PNGSample.kinds.indices, 0...4)
    func interlacing(kind: Int, filter: Int) throws {
        let (colour, depth) = PNGSample.kinds[kind]
        for (width, height) in [(40, 20), (1, 1), (3, 2), (9, 17)] {
            var sample = PNGSample(
                width: width,
                height: height,
                colour: colour,
                depth: depth,
                filter: UInt8(filter)
            )
            let plain = try PNGContainer(sample.bytes, limits: .signature)
            sample.isInterlaced = true
            let interlaced = try PNGContainer(sample.bytes, limits: .signature)
            #expect(try PNGDecoder.pixels(of: plain) == PNGDecoder.pixels(of: interlaced))
        }
    }

    @Test("keep their alpha when rows are parted as filtered", arguments: 0...4)
    func split(filter: Int) throws {
        let sample = PNGSample(filter: UInt8(filter))
        let prepared = try PreparedImage(png: sample.bytes)
        let mask = try #require(prepared.softMask)
        let alpha = try pixels(of: mask, colour: 0)
        let colour = try pixels(of: prepared.colour, colour: 2)
        for y in 0..<sample.height {
            for x in 0..<sample.width {
                let at = (y * sample.width + x) * 4
                #expect(alpha[at] == (sample.isInk(x, y) ? 255 : 0))
                #expect(Array(colour[at..<at + 3]) == [0, 0, sample.isInk(x, y) ? 127 : 0])
            }
        }
    }

    @Test("of black ink need one bit of colour a pixel")
    func black() throws {
        let prepared = try PreparedImage(png: PNGSample(colour: 4).bytes)
        #expect(prepared.colour.stream.dictionary["Width"] == 40)
        #expect(prepared.colour.stream.dictionary["BitsPerComponent"] == 1)
        #expect(prepared.colour.bytes.count < 40)
        #expect(prepared.softMask?.stream.dictionary["Width"] == 40)
    }

    @Test("are refused wherever they are cut")
    func truncated() {
        let bytes = PNGSample().bytes
        for count in stride(from: 8, to: bytes.count, by: 7) {
            let cut = Array(bytes.prefix(count))
            #expect(throws: PNGRejection.truncated) { try PNGImage(validating: cut) }
            #expect(throws: PNGRejection.truncated) { try PreparedImage(png: cut) }
        }
        #expect(throws: PNGRejection.notPNG()) { try PNGImage(validating: Array(bytes.prefix(7))) }
        #expect(throws: PNGRejection.notPNG()) { try PNGImage(validating: []) }
    }

    @Test("are refused when any byte is flipped")
    func flipped() {
        let bytes = PNGSample(width: 24, height: 12).bytes
        for index in bytes.indices {
            var copy = bytes
            copy[index] ^= 0x41
            #expect(throws: PNGRejection.self) { try PNGImage(validating: copy) }
        }
    }

    @Test("are refused when too large, before anything is unpacked")
    func tooLarge() {
        func header(_ width: Int, _ height: Int) -> [UInt8] {
            PNGFile.signature + PNGFile.header(width, height)
                + PNGFile.chunk("IDAT", PNGFile.zlib([])) + PNGFile.end
        }
        for (width, height) in [(4097, 1), (1, 4097), (4096, 1025), (0, 1), (1 << 31, 1 << 31)] {
            #expect(throws: PNGRejection.badSize(width: width, height: height)) {
                try PNGImage(validating: header(width, height))
            }
        }
        let padded = [UInt8](repeating: 0, count: 512 * 1024 + 1)
        #expect(throws: PNGRejection.tooManyBytes(524_289, limit: 524_288)) {
            try PNGImage(validating: padded)
        }
        #expect(throws: PNGRejection.self) { try PNGImage(validating: header(4096, 1024)) }
    }

    @Test("are refused when their rows unpack to more or less than their size")
    func wrongRows() {
        for height in [19, 21] {
            var bytes = PNGSample(height: height).bytes
            bytes.replaceSubrange(8..<33, with: PNGFile.header(40, 20))
            #expect(throws: PNGRejection.self) { try PreparedImage(png: bytes) }
        }
    }

    @Test("are refused when blank, in any colour type", arguments: PNGSample.kinds.indices)
    func blank(kind: Int) {
        let (colour, depth) = PNGSample.kinds[kind]
        for isInk in [{ _, _ in false }, { x, y in x == 3 && y == 3 }]
            as [@Sendable (Int, Int) -> Bool]
        {
            let sample = PNGSample(colour: colour, depth: depth, isInk: isInk)
            #expect(throws: PNGRejection.blank) { try PNGImage(validating: sample.bytes) }
        }
    }

    @Test("are refused with an unknown critical chunk, and taken with an ancillary one")
    func chunks() throws {
        let bytes = PNGSample().bytes
        let ancillary = bytes[..<33] + PNGFile.chunk("zzZz", [1, 2, 3]) + bytes[33...]
        let critical = bytes[..<33] + PNGFile.chunk("ZzZz", [1, 2, 3]) + bytes[33...]
        #expect(try PNGImage(validating: Array(ancillary)).width == 40)
        #expect(throws: PNGRejection.badChunk("ZzZz")) {
            try PNGImage(validating: Array(critical))
        }
    }

    /// A prepared plane decoded by libpng: its predictor is PNG's own filter.
    private func pixels(of layer: PreparedImage.Layer, colour: UInt8) throws -> [UInt8] {
        let file =
            PNGFile.signature + PNGFile.header(40, 20, colour: colour)
            + PNGFile.chunk("IDAT", layer.bytes) + PNGFile.end
        return try PNGDecoder.pixels(of: PNGContainer(file, limits: .signature))
    }
}
