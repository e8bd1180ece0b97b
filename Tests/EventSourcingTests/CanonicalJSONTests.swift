import EventSourcing
import Testing

@Suite("The canonical form of JSON")
struct CanonicalJSONTests {
    @Test("sorts names by UTF-16 units, as RFC 8785 shows in 3.2.3")
    func sorting() throws {
        let text = #"""
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
            "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control",
            "\u00f6":"Latin Small Letter O With Diaeresis"}
            """#
        let canonical = try JSON(parsing: text.utf8).canonicalText
        let order = try [
            "Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew",
        ].map { try #require(canonical.firstRange(of: $0)).lowerBound }
        #expect(order == order.sorted())
    }

    @Test("puts a name beyond the basic plane before one at its end")
    func astral() {
        let value: JSON = ["\u{FFFF}": 1, "\u{10000}": 2, "\u{E000}": 3, "z": 4, "": 5, "zz": 6]
        #expect(
            value.canonicalText
                == "{\"\":5,\"z\":4,\"zz\":6,\"\u{10000}\":2,\"\u{E000}\":3,\"\u{FFFF}\":1}"
        )
    }

    @Test("escapes what must be, by the shortest escape, and nothing else")
    func escapes() {
        let text = String(String.UnicodeScalarView((0..<0x24).compactMap(Unicode.Scalar.init)))
        let expected =
            #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
            + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c"#
            + ##"\u001d\u001e\u001f !\"#""##
        #expect(JSON.string(text).canonicalText == expected)
        #expect(JSON.string("/\\\u{7F}é\u{2028}😀").canonicalText == "\"/\\\\\u{7F}é\u{2028}😀\"")
    }

    @Test("has no spaces")
    func compact() throws {
        let text =
            " { \"b\" : [ 1 , { } , [ ] , null ] , \"a\" : { \"c\" : true , \"d\" : false } } "
        #expect(
            try JSON(parsing: text.utf8).canonicalText
                == #"{"a":{"c":true,"d":false},"b":[1,{},[],null]}"#
        )
    }

    @Test("keeps a name and a value as they are composed")
    func composition() throws {
        for text in ["{\"e\u{301}\":\"e\u{301}\"}", "{\"\u{E9}\":\"\u{E9}\"}"] {
            #expect(try JSON(parsing: text.utf8).canonicalBytes() == Array(text.utf8))
        }
    }

    @Test("is the same put together from parts")
    func parts() {
        let names = ["\u{FFFF}", "\u{10000}", "z", "", "q\"", "\n"]
        let parts: [JSON] = [1, "é", [], [1, [2, "x"]], .null, ["b": 1, "a": [:]]]
        let members = Dictionary(uniqueKeysWithValues: zip(names, parts))
        let object = CanonicalJSON(members: members.mapValues { CanonicalJSON($0) })
        #expect(object.bytes == JSON.object(members).canonicalBytes())
        for count in 0...parts.count {
            let some = Array(parts.prefix(count))
            let array = CanonicalJSON(elements: some.lazy.map { CanonicalJSON($0) })
            #expect(array.bytes == JSON.array(some).canonicalBytes())
        }
        #expect(CanonicalJSON(members: [:]).bytes == JSON.object([:]).canonicalBytes())
    }
}
