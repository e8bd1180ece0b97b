import TestSupport
import Testing

@testable import PDF

/// What may be posted is refused for what it is, or taken at a cost that is bounded beforehand.
@Suite("Pictures meant to do harm")
struct PNGBoundsTests {
    private let good = PNGSample(isInterlaced: true).bytes

    /// The sample with a chunk after its header.
    private func with(_ chunk: [UInt8]) -> [UInt8] { good[..<33] + chunk + good[33...] }

    private func file(_ header: [UInt8], idat: [UInt8], before: [UInt8] = []) -> [UInt8] {
        PNGFile.signature + header + before + PNGFile.chunk("IDAT", idat) + PNGFile.end
    }

    private func packed(_ bytes: [UInt8]) throws -> [UInt8] {
        let packed = Flate().compressed(bytes)
        return try #require(packed)
    }

    private func zeros(_ count: Int) throws -> [UInt8] {
        try packed([UInt8](repeating: 0, count: count))
    }

    /// Rows that are one row for their filter, and all different without it: 150 times as long.
    private func unfolding(side: Int) throws -> [UInt8] {
        var random = SeededGenerator(seed: 1)
        var rows: [UInt8] = []
        for pass in Self.passes {
            let row = (0..<side / pass.0 * 4).map { _ in
                UInt8.random(in: 0...255, using: &random) | 1
            }
            for _ in 0..<side / pass.1 { rows += [2] + row }
        }
        let header = PNGFile.header(side, side, isInterlaced: true)
        return file(header, idat: try packed(rows))
    }

    @Test("that would be many times as long in a document are refused, and printed if taken before")
    func unfolding() throws {
        let bytes = try unfolding(side: 1024)
        #expect(bytes.count < 150 << 10)
        #expect(throws: PNGRejection.tooIntricate(limit: 1 << 20)) {
            try PNGImage(validating: bytes)
        }
        #expect(try PreparedImage(png: bytes).byteCount > 3 << 20)
    }

    @Test("are as long in a document as allowed, and no longer", arguments: PNGPicture.all)
    func prepared(picture: PNGPicture) throws {
        let whole = try PreparedImage(png: picture.bytes)
        let container = try PNGContainer(picture.bytes, limits: .signature)
        let ink = whole.ink
        #expect(try PreparedImage(container, ink: ink, bytesMax: whole.byteCount) == whole)
        let limit = whole.byteCount - 1
        #expect(throws: PNGRejection.tooIntricate(limit: limit)) {
            try PreparedImage(container, ink: ink, bytesMax: limit)
        }
    }

    @Test("that go on after their end are refused, and printed if taken before")
    func goesOn() throws {
        for more in [[0], Array("<script>".utf8), good] {
            #expect(throws: PNGRejection.goesOn(bytes: more.count)) {
                try PNGImage(validating: good + more)
            }
            #expect(try PreparedImage(png: good + more) == PreparedImage(png: good))
        }
    }

    @Test("have their texts and profiles left out unread, whatever those unpack to")
    func metadata() throws {
        let bomb = try zeros(64 << 20)
        #expect(bomb.count < 80 << 10)
        let expected = try PNGImage(validating: good)
        for (name, head) in [
            ("zTXt", [0x43, 0, 0]), ("iCCP", [0x43, 0, 0]), ("iTXt", [0x43, 0, 1, 0, 0, 0]),
            ("tEXt", []), ("eXIf", []), ("acTL", []), ("gAMA", []), ("sBIT", []), ("bKGD", []),
        ] as [(String, [UInt8])] {
            let bytes = with(PNGFile.chunk(name, head + bomb))
            #expect(try PNGImage(validating: bytes) == expected, "\(name)")
            #expect(try PNGContainer(bytes, limits: .signature).essential.count < 4000, "\(name)")
        }
    }

    @Test("that unpack to more than their header promises are refused")
    func bombs() throws {
        let bomb = try zeros(64 << 20)
        for colour in [0, 2, 4, 6] as [UInt8] {
            for isInterlaced in [false, true] {
                let header = PNGFile.header(40, 20, colour: colour, isInterlaced: isInterlaced)
                expectUndecodable(file(header, idat: bomb))
            }
        }
    }

    private func expectUndecodable(
        _ bytes: [UInt8],
        _ location: SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: PNGRejection.self, sourceLocation: location) {
            try PNGImage(validating: bytes)
        }
        guard case .undecodable = error else {
            Issue.record("\(String(describing: error))", sourceLocation: location)
            return
        }
    }

    @Test("with any length in any chunk but its own are refused")
    func lengths() throws {
        let starts = sequence(first: 8) { at in
            let length = good[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            return at + 12 + length < good.count ? at + 12 + length : nil
        }
        for at in starts {
            let length = good[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            for other in [0, 1, length - 1, length + 1, good.count, 1 << 31, (1 << 32) - 1]
            where other >= 0 && other != length {
                var bytes = good
                bytes.replaceSubrange(at..<at + 4, with: PNGFile.word(other))
                #expect(throws: PNGRejection.self, "\(other) at \(at)") {
                    try PNGImage(validating: bytes)
                }
            }
        }
    }

    @Test("with chunks of a wrong content or in a wrong place are refused")
    func chunks() throws {
        let head = Array(good[16..<29])
        for body in [[], Array(head.dropLast()), head + [0]] {
            let bytes = PNGFile.signature + PNGFile.chunk("IHDR", body) + good[33...]
            #expect(throws: PNGRejection.badChunk("IHDR")) { try PNGImage(validating: bytes) }
        }
        #expect(throws: PNGRejection.badChunk("IHDR")) {
            try PNGImage(validating: with(PNGFile.header(40, 20)))
        }
        #expect(throws: PNGRejection.badChunk("IDAT")) {
            try PNGImage(validating: PNGFile.signature + PNGFile.header(40, 20) + PNGFile.end)
        }
        let row = PNGFile.zlib([UInt8](repeating: 0, count: 21 * 20))
        let palette = PNGFile.header(20, 20, colour: 3)
        for before in [
            [], PNGFile.chunk("PLTE", []), PNGFile.chunk("PLTE", [1, 2]),
            PNGFile.chunk("PLTE", [UInt8](repeating: 9, count: 257 * 3)),
            PNGFile.chunk("tRNS", [0]) + PNGFile.chunk("PLTE", [1, 2, 3]),
            PNGFile.chunk("PLTE", [1, 2, 3]) + PNGFile.chunk("tRNS", [0, 1]),
            PNGFile.chunk("PLTE", [1, 2, 3]) + PNGFile.chunk("PLTE", [1, 2, 3]),
        ] {
            expectUndecodable(file(palette, idat: row, before: before))
        }
        for (colour, samples) in [(0, 1), (2, 3), (4, 2), (6, 4)] as [(UInt8, Int)] {
            let rows = PNGFile.zlib([UInt8](repeating: 0, count: (1 + 20 * samples) * 20))
            let header = PNGFile.header(20, 20, colour: colour)
            // Alpha of its own and a transparent colour exclude each other; a gray one has 2 bytes.
            expectUndecodable(file(header, idat: rows, before: PNGFile.chunk("tRNS", [0])))
        }
    }

    @Test("whose rows name a filter that is none are refused, in every kind")
    func filters() {
        for (colour, depth) in PNGSample.kinds {
            for isInterlaced in [false, true] {
                let bytes = PNGSample(
                    colour: colour,
                    depth: depth,
                    isInterlaced: isInterlaced,
                    filter: 5
                ).bytes
                expectUndecodable(bytes)
            }
        }
    }

    @Test("whose zlib stream is cut, changed, or followed by something are refused")
    func streams() throws {
        let rows = [UInt8](repeating: 1, count: 81 * 20)
        let stream = PNGFile.zlib(rows)
        var sum = stream
        sum[sum.count - 1] ^= 1
        var method = stream
        method[0] = 0x79
        let dictionary: [UInt8] = [0x78, 0x20] + stream[2...]
        for idat in [
            Array(stream.dropLast()), Array(stream.dropLast(4)), sum, method, dictionary,
            stream + [0], stream + stream,
        ] {
            expectUndecodable(file(PNGFile.header(20, 20, colour: 6), idat: idat))
            expectUndecodable(file(PNGFile.header(20, 20, isInterlaced: true), idat: idat))
        }
    }

    @Test("that are other files are refused by name")
    func foreign() {
        let beginnings: [([UInt8], ForeignFile)] = [
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46], .jpeg),
            (Array("GIF89a".utf8), .gif), (Array("RIFF\0\0\0\0WEBP".utf8), .webp),
            (Array("%PDF-1.7".utf8), .pdf), (Array("<svg xmlns=\"\"/>".utf8), .markup),
            (Array("data:image/png;base64,iVBORw0KGgo=".utf8), .dataURL),
        ]
        #expect(beginnings.map(\.1) == ForeignFile.allCases)
        for (bytes, kind) in beginnings {
            #expect(throws: PNGRejection.notPNG(kind)) { try PNGImage(validating: bytes) }
        }
        #expect(
            PNGRejection.notPNG(.jpeg).description == "The image is not a PNG file but a JPEG file."
        )
    }

    @Test("of one pixel are blank, and of 4096 by 4096 too large")
    func sizes() throws {
        let pixel = PNGSample(width: 1, height: 1, isInk: { _, _ in true })
        #expect(throws: PNGRejection.blank) { try PNGImage(validating: pixel.bytes) }
        #expect(try PreparedImage(png: pixel.bytes).width == 1)
        let large = file(PNGFile.header(4096, 4096), idat: try zeros(16385 * 4096))
        #expect(large.count < 512 << 10)
        #expect(throws: PNGRejection.badSize(width: 4096, height: 4096)) {
            try PNGImage(validating: large)
        }
    }

    @Test(
        "of four megapixels are unpacked, whatever a pixel takes",
        arguments: [(0, 1), (3, 8), (6, 8), (6, 16)] as [(UInt8, Int)],
        [false, true]
    )
    func largest(kind: (colour: UInt8, depth: Int), isInterlaced: Bool) throws {
        let (width, height) = (4096, 1024)
        let bits = kind.depth * (kind.colour == 6 ? 4 : 1)
        var rows: [UInt8] = []
        for pass in isInterlaced ? Self.passes : [(1, 1)] {
            // White, and next to it black; or gray that half covers white.
            let ink: UInt8 = kind.colour == 6 ? 128 : 0
            let row = (0..<width / pass.0 * bits / 8).map { $0 % 64 < 32 ? 255 : ink }
            for _ in 0..<height / pass.1 { rows += [0] + row }
        }
        let header = PNGFile.header(
            width,
            height,
            depth: kind.depth,
            colour: kind.colour,
            isInterlaced: isInterlaced
        )
        let palette = PNGFile.chunk("PLTE", (0..<768).map { UInt8($0 / 3) })
        let image = try PNGImage(
            validating: file(header, idat: packed(rows), before: kind.colour == 3 ? palette : [])
        )
        #expect((image.width, image.height) == (width, height))
        #expect(image.inkPixels == width * height / 2)
    }

    /// How many columns and rows of a picture one of a pass stands for (ISO/IEC 15948, 8.2).
    private static let passes = [(8, 8), (8, 8), (4, 8), (4, 4), (2, 4), (2, 2), (1, 2)]
}
