import EventSourcing
import Testing
import TestSupport

/// Payloads are read from their bytes; whatever is read must be what a whole parse gives.
@Suite("A payload read from its bytes")
struct PayloadMembersTests {
    private static let type = EventType("sample.happened")
    private static let names: [StaticString] = [
        "a", "b", "é", "list", "\u{1F600}", "long_name", "missing", "",
    ]

    @Test("says what a parse of the whole says, however it is made up", arguments: UInt64(0)..<200)
    func same(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let object = Self.object(using: &generator)
        for text in [object.canonicalText, Self.spaced(object.canonicalText)] {
            let bytes = Array(text.utf8)
            let parsed = try #require(try JSON(parsing: bytes).object)
            let reader = try PayloadReader(EncodedEvent(type: Self.type, payload: bytes))
            Self.expect(reader, toSay: parsed, of: text)
        }
    }

    @Test("says so by one reader of many, made up alike or not", arguments: UInt64(0)..<20)
    func oneReader(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var reader = PayloadReader()
        for _ in 0..<200 {
            let object = Self.object(using: &generator)
            let spaced = Int.random(in: 0..<10, using: &generator) == 0
            let text = spaced ? Self.spaced(object.canonicalText) : object.canonicalText
            // Of one length, so that what is remembered of one kind meets the other.
            let type = EventType(Bool.random(using: &generator) ? "one.happened" : "two.happened")
            var damaged = Array(text.utf8)
            damaged[.random(in: 1..<damaged.count, using: &generator)] = .random(
                in: 0...255,
                using: &generator
            )
            for bytes in [damaged, Array(text.utf8)] {
                let encoded = EncodedEvent(type: type, payload: bytes)
                guard let parsed = try? JSON(parsing: bytes).object else {
                    // Whatever is made of it, the next is read as if it had not been.
                    try? reader.open(encoded)
                    continue
                }
                try reader.open(encoded)
                Self.expect(reader, toSay: parsed, of: String(decoding: bytes, as: UTF8.self))
            }
        }
    }

    @Test(
        "is not taken for one that is made up nearly alike",
        arguments: [
            #"{"aa":1,"ab":2}"#, #"{"aa":1,"ac":2}"#, #"{"aa":1}"#, #"{"aa":1,"ab":2,"ac":3}"#,
            #"{"aa":"ab\":2}","ab":3}"#, #"{"aa":{"ab":2},"ab":3}"#, #"{"aa":["ab",2]}"#, "{}",
            #"{"a":1,"b":2}"#, #"{"aa":"1","ab":"2"}"#, #"{"aa":1,"ab":2}{"#, #"{"aa":1,"ab":}"#,
            #"{"aa":1,"ab":2"#, #"{"aa":1,"ab""#, #"{"aa":1,"#, #"{"aa":1;"ab":2}"#,
            #"{"member_of_long_name_1":1,"member_of_long_name_2":2}"#,
            #"{"member_of_long_name_1":1,"member_of_long_name_3":2}"#,
        ]
    )
    func nearlyAlike(text: String) {
        let names: [StaticString] = [
            "a", "b", "aa", "ab", "ac", "member_of_long_name_1", "member_of_long_name_2",
            "member_of_long_name_3",
        ]
        for first in [
            #"{"aa":1,"ab":2}"#, #"{"member_of_long_name_1":1,"member_of_long_name_2":2}"#,
        ] {
            var reader = PayloadReader()
            let event = EncodedEvent(type: Self.type, payload: Array(text.utf8))
            let alone = Result { () throws(PayloadError) in try PayloadReader(event).said(names) }
            let after = Result { () throws(PayloadError) in
                try reader.open(EncodedEvent(type: Self.type, payload: Array(first.utf8)))
                _ = reader.said(names)
                try reader.open(event)
                return reader.said(names)
            }
            #expect(after == alone, "\(text) after \(first)")
        }
    }

    private static func expect(
        _ reader: borrowing PayloadReader,
        toSay parsed: [String: JSON],
        of text: String
    ) {
        for name in names {
            let value = parsed["\(name)"]
            #expect(reader.optionalText(name) == value?.string, "\(name) in \(text)")
            #expect(reader.optionalInteger(name) == value?.integer, "\(name) in \(text)")
            #expect(reader.flag(name) == (value == true), "\(name) in \(text)")
            #expect(reader.texts(name) == value?.array?.compactMap(\.string) ?? [])
        }
    }

    @Test(
        "is refused or read, and never trapped on, when bytes are damaged",
        arguments: UInt64(0)..<100
    )
    func damaged(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes = Self.object(using: &generator).canonicalBytes()
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[place] = .random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        let encoded = EncodedEvent(type: Self.type, payload: bytes)
        guard let reader = try? PayloadReader(encoded) else { return }
        for name in Self.names + ["a\"b"] {
            _ = reader.optionalText(name)
            _ = reader.optionalInteger(name)
            _ = try? reader.elements(name) { (element) throws(PayloadError) in
                try element.integer("n")
            }
            _ = try? reader.personal(name)
        }
    }

    @Test(
        "holds integers to the limits of 64 bits",
        arguments: [
            ("9223372036854775807", Int64.max), ("-9223372036854775808", .min), ("0", 0),
            ("-7", -7),
            ("9223372036854775808", nil), ("1.0", nil), ("1e3", nil), ("\"1\"", nil), ("true", nil),
        ] as [(String, Int64?)]
    )
    func integers(text: String, value: Int64?) throws {
        let payload = Array("{\"n\":\(text)}".utf8)
        let reader = try PayloadReader(EncodedEvent(type: Self.type, payload: payload))
        #expect(reader.optionalInteger("n") == value)
    }

    @Test("takes the last of two members of one name, as a parse does")
    func twice() throws {
        let payload = Array(#"{"a":1,"a":2}"#.utf8)
        #expect(
            try PayloadReader(EncodedEvent(type: Self.type, payload: payload)).integer("a") == 2
        )
    }

    private static func object(using generator: inout SeededGenerator) -> JSON {
        let names = ["a", "b", "é", "a\"b", "list", "z\\", "\u{1F600}", "\u{FFFD}", "long_name"]
        var members: [String: JSON] = [:]
        for name in names where Bool.random(using: &generator) {
            members[name] = value(depth: 3, using: &generator)
        }
        return .object(members)
    }

    private static func value(depth: Int, using generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth == 0 ? 6 : 8), using: &generator) {
        case 0: .string("plain")
        case 1: .string("with \"quotes\", \\ and {brackets}[]\n\u{1}")
        case 2: .integer(.random(in: .min ... .max, using: &generator))
        case 3: .bool(.random(using: &generator))
        case 4: .null
        case 5: .string("Zoë 😀")
        case 6: .array((0..<3).map { _ in value(depth: depth - 1, using: &generator) })
        default: ["inner": value(depth: depth - 1, using: &generator), "}": "]"]
        }
    }

    /// The same with spaces where JSON allows them, outside of texts.
    private static func spaced(_ text: String) -> String {
        var isInside = false
        var isEscaped = false
        return text.map { character -> String in
            if isInside {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isInside = false
                }
                return String(character)
            }
            if character == "\"" { isInside = true }
            return ",:{}[]".contains(character) ? " \(character) " : String(character)
        }.joined()
    }
}

extension PayloadReader {
    /// What it says of some members.
    fileprivate borrowing func said(_ names: [StaticString]) -> [JSON?] {
        var said: [JSON?] = []
        for name in names { said.append(json(name)) }
        return said
    }
}
