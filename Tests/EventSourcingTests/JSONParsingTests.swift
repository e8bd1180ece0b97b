import EventSourcing
import Testing

@Suite("A JSON text")
struct JSONParsingTests {
    @Test(
        "is read",
        arguments: [
            ("null", JSON.null), ("true", true), ("false", false), ("0", 0), ("-0", 0),
            ("-17", -17), (" \t\r\n[ ] \n", []), ("{}", [:]), (#""""#, ""),
            ("[1, [2,{}], \"a\"]", [1, [2, [:]], "a"]),
            (#"{"a":{"b":[null,true]}, "":0}"#, ["a": ["b": [JSON.null, true]], "": 0]),
            ("\u{FEFF}[1]", [1]),
        ] as [(String, JSON)]
    )
    func accepted(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text.utf8) == value)
    }

    @Test(
        "keeps numbers that 64 bits cannot hold as they are written",
        arguments: [
            "1.0", "-0.5", "1e3", "1E+400", "2e-7", "9223372036854775808", "-9223372036854775809",
            "123456789012345678901234567890", "0.1", "0e0",
        ]
    )
    func fractions(text: String) throws {
        let value = try JSON(parsing: text.utf8)
        #expect(value == .fraction(text))
        #expect(value.integer == nil)
        #expect(value.canonicalText == text)
    }

    @Test("holds the largest and the smallest integer", arguments: [Int64.max, .min, 1 << 53 + 1])
    func integers(number: Int64) throws {
        #expect(try JSON(parsing: "\(number)".utf8) == .integer(number))
        #expect(JSON.integer(number).canonicalText == "\(number)")
    }

    @Test(
        "is refused at the byte that offends",
        arguments: [
            ("", 0), ("  ", 2), ("[1 2]", 3), ("[1,]", 3), ("[,1]", 1), ("[1", 2), ("[", 1),
            (#"{"a" 1}"#, 5), (#"{"a":1,}"#, 7), (#"{"a":}"#, 5), ("{a:1}", 1), (#"{"a":1"#, 6),
            ("{1:2}", 1), ("tru", 0), ("True", 0), ("nul", 0), ("falsy", 0), ("1 2", 2),
            ("[]]", 2), ("nullnull", 4), (#""a"#, 2), (#""a\"#, 3), (#""\u12G4""#, 3),
            (#""\u12"#, 3), ("\"a\tb\"", 2), ("\"\u{0}\"", 1), ("'a'", 0), ("+1", 0), (".5", 0),
            ("-", 1), ("1.", 2), ("1.e3", 2), ("1e", 2), ("1e+", 3), ("--1", 1), ("NaN", 0),
            ("Infinity", 0), ("0x10", 1), ("[1]//", 3), ("\u{A0}1", 0), ("\u{FEFF}\u{FEFF}1", 3),
        ]
    )
    func refused(text: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text.utf8) }
        #expect(error?.offset == offset, "\(text): \(error?.description ?? "")")
        #expect(error?.description.hasSuffix("at byte \(offset)") == true)
    }

    @Test(
        "is refused at the byte that offends, not behind it",
        arguments: [
            (#""\x""#, 2), ("[01]", 1), ("-012", 1), (String(repeating: "[", count: 65), 64),
        ]
    )
    func refusedBeforeReadingOn(text: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text.utf8) }
        #expect(error?.offset == offset, "\(text): \(error?.description ?? "")")
    }

    @Test("may nest as deep as the limit, and no deeper")
    func depth() throws {
        let limit = JSON.depthMax
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            func nested(_ depth: Int) -> String {
                let core = open == "[" ? "" : "1"
                return String(repeating: open, count: depth) + core
                    + String(repeating: close, count: depth)
            }
            #expect(throws: Never.self) { try JSON(parsing: nested(limit).utf8) }
            let error = #expect(throws: JSONError.self) {
                try JSON(parsing: nested(limit + 1).utf8)
            }
            #expect(error?.reason.contains("\(limit)") == true)
        }
        let wide = "[" + String(repeating: "[],", count: 1000) + "[]]"
        #expect(try JSON(parsing: wide.utf8).array?.count == 1001)
        let hostile = String(repeating: "[", count: 1_000_000)
        #expect(throws: JSONError.self) { try JSON(parsing: hostile.utf8) }
    }

    @Test("that says a name twice means the last value")
    func duplicates() throws {
        let value = try JSON(parsing: #"{"a":1,"b":2,"a":{"a":3},"\u0061":4}"#.utf8)
        #expect(value == ["a": 4, "b": 2])
    }

    @Test("hands out values only of the kind asked for")
    func kinds() throws {
        let value = try JSON(parsing: #"{"text":"a","number":1,"list":[2],"void":null}"#.utf8)
        #expect(value["text"]?.string == "a")
        #expect(value["number"]?.integer == 1)
        #expect(value["list"]?.array == [2])
        #expect(value.object?.count == 4)
        #expect(value["void"] == .null)
        #expect(value["nothing"] == nil)
        #expect(value["text"]?.integer == nil)
        #expect(value["number"]?.string == nil)
        #expect(value["list"]?.object == nil)
        #expect(value["text"]?.array == nil)
        #expect(value["text"]?["a"] == nil)
    }

    @Test("may say nothing of a text or a time")
    func optional() {
        #expect(JSON.optional(nil) == .null)
        #expect(JSON.optional("a") == "a")
        #expect(JSON.time(nil) == .null)
        #expect(JSON.time(Instant(seconds: 0)) == "1970-01-01T00:00:00Z")
    }
}
