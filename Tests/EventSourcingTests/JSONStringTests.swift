import EventSourcing
import Testing

/// Strings are compared by their scalars here: `String` takes some that differ for equal.
@Suite("A JSON string")
struct JSONStringTests {
    private static func scalars(of text: String) throws -> [UInt32] {
        let value = try JSON(parsing: "\"\(text)\"".utf8)
        return try #require(value.string).unicodeScalars.map(\.value)
    }

    @Test("reads every escape")
    func escapes() throws {
        let scalars = try Self.scalars(of: #"\"\\\/\b\f\n\r\t\u00e9\u20AC"#)
        #expect(scalars == [0x22, 0x5C, 0x2F, 8, 0x0C, 0x0A, 0x0D, 9, 0xE9, 0x20AC])
    }

    @Test("reads a pair of surrogates as one character")
    func pair() throws {
        #expect(try Self.scalars(of: #"a\ud83d\uDE00b"#) == [0x61, 0x1F600, 0x62])
        #expect(try Self.scalars(of: #"\uDBFF\uDFFF"#) == [0x10FFFF])
        #expect(try Self.scalars(of: #"\u0000"#) == [0])
    }

    @Test(
        "reads a surrogate that stands alone as a replacement character",
        arguments: [
            (#"\ud83d"#, [0xFFFD]), (#"\ud83dx"#, [0xFFFD, 0x78]), (#"\ude00"#, [0xFFFD]),
            (#"\ud83d\ud83d\ude00"#, [0xFFFD, 0x1F600]), (#"\ud83d\n"#, [0xFFFD, 0x0A]),
            (#"\ude00\ud83d"#, [0xFFFD, 0xFFFD]), (#"\ud83d\u0041"#, [0xFFFD, 0x41]),
        ] as [(String, [UInt32])]
    )
    func lone(text: String, scalars: [UInt32]) throws {
        #expect(try Self.scalars(of: text) == scalars)
    }

    @Test("breaks off where the second half of a pair is none")
    func halfPair() {
        #expect(throws: JSONError.self) { try JSON(parsing: #""\ud83d\u12""#.utf8) }
        #expect(throws: JSONError.self) { try JSON(parsing: #""\ud83d\u+123""#.utf8) }
    }

    @Test(
        "reads bytes that are no UTF-8 as replacement characters",
        arguments: [
            [0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xE2, 0x82],
        ] as [[UInt8]]
    )
    func invalid(bytes: [UInt8]) throws {
        for tail in [[], Array(#"\n"#.utf8)] {
            let text =
                [UInt8(ascii: "\""), UInt8(ascii: "a")] + bytes + tail + [UInt8(ascii: "\"")]
            let read = try #require(try JSON(parsing: text).string)
            #expect(read.unicodeScalars.first == "a")
            let rest = read.unicodeScalars.dropFirst().filter { $0 != "\n" }
            #expect(!rest.isEmpty)
            #expect(rest.allSatisfy { $0 == "\u{FFFD}" }, "\(bytes)")
        }
    }

    @Test("keeps the characters beside broken bytes")
    func neighbours() throws {
        let bytes: [UInt8] = [0x22, 0xC3, 0xA9, 0xFF, 0xE2, 0x82, 0xAC, 0x22]
        #expect(try JSON(parsing: bytes).string == "é\u{FFFD}€")
    }
}
