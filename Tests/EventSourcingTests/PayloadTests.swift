import EventSourcing
import Testing
import TestSupport

@Suite("A payload")
struct PayloadTests {
    private enum Word: String { case yes, no }

    private static let type = EventType("sample.event")

    private static func reader(_ text: String) throws -> PayloadReader {
        try PayloadReader(EncodedEvent(type: type, payload: Array(text.utf8)))
    }

    private static func numbers(
        _ field: StaticString,
        in reader: borrowing PayloadReader
    ) throws(PayloadError) -> [Int64] {
        try reader.elements(field) { (element) throws(PayloadError) in try element.integer("n") }
    }

    private static func written(_ write: (inout PayloadWriter) -> Void) -> String {
        var writer = PayloadWriter()
        write(&writer)
        return writer.json.canonicalText
    }

    @Test("is written member by member")
    func writes() {
        let text = Self.written { writer in
            writer.write("text", "a")
            writer.write("number", Int64(-3))
            writer.write("flag", flag: true)
            writer.write("id", SubjectID("s-1"))
            writer.write("word", word: Word.yes)
            writer.write("at", Instant(microseconds: 5))
            writer.write("texts", texts: ["b", "a"])
            var element = PayloadWriter()
            element.write("n", Int64(1))
            writer.write("elements", [element])
        }
        #expect(
            text == #"{"at":5,"elements":[{"n":1}],"flag":true,"id":"s-1","number":-3,"#
                + #""text":"a","texts":["b","a"],"word":"yes"}"#
        )
    }

    @Test("leaves out what is not there")
    func leavesOut() {
        let text = Self.written { writer in
            writer.write("text", String?.none)
            writer.write("number", Int64?.none)
            writer.write("flag", flag: false)
            writer.write("id", SubjectID?.none)
            writer.write("word", word: Word?.none)
            writer.write("at", Instant?.none)
            writer.write("personal", Personal<String>?.none)
            writer.write("texts", texts: [])
            writer.write("elements", [PayloadWriter]())
        }
        #expect(text == "{}")
    }

    @Test("is read member by member")
    func reads() throws {
        let reader = try Self.reader(
            #"{"at":5,"elements":[{"n":1},{"n":2}],"flag":true,"id":"s-1","number":-3,"#
                + #""text":"a","texts":["b","a"],"word":"yes"}"#
        )
        #expect(reader.type == Self.type)
        #expect(try reader.text("text") == "a")
        #expect(reader.optionalText("text") == "a")
        #expect(try reader.integer("number") == -3)
        #expect(reader.optionalInteger("number") == -3)
        #expect(reader.flag("flag") == true)
        #expect(try reader.identifier("id", as: SubjectID.self) == SubjectID("s-1"))
        #expect(reader.optionalIdentifier("id", as: SubjectID.self) == SubjectID("s-1"))
        #expect(try reader.word("word", as: Word.self) == .yes)
        #expect(try reader.instant("at") == Instant(microseconds: 5))
        #expect(reader.optionalInstant("at") == Instant(microseconds: 5))
        #expect(reader.texts("texts") == ["b", "a"])
        #expect(try Self.numbers("elements", in: reader) == [1, 2])
    }

    @Test("may miss what is optional")
    func missing() throws {
        let reader = try Self.reader("{}")
        #expect(reader.optionalText("f") == nil)
        #expect(reader.optionalInteger("f") == nil)
        #expect(reader.optionalInstant("f") == nil)
        #expect(reader.optionalIdentifier("f", as: SubjectID.self) == nil)
        #expect(reader.flag("f") == false)
        #expect(try reader.personal("f") == nil)
        #expect(try Self.numbers("f", in: reader) == [])
        #expect(reader.texts("f") == [])
    }

    @Test("names the field that is missing or of another kind", arguments: ["{}", #"{"f":[]}"#])
    func required(text: String) throws {
        let reader = try Self.reader(text)
        let attempts: [() throws -> Void] = [
            { _ = try reader.text("f") },
            { _ = try reader.integer("f") },
            { _ = try reader.identifier("f", as: SubjectID.self) },
            { _ = try reader.word("f", as: Word.self) },
            { _ = try reader.instant("f") },
        ]
        for attempt in attempts {
            let error = #expect(throws: PayloadError.self) { try attempt() }
            #expect(error?.type == Self.type)
            #expect(error?.reason.hasPrefix("f: ") == true)
            #expect(error?.description.hasPrefix("sample.event@1: f: ") == true)
        }
    }

    @Test("says which field is wrong without repeating what is in it (I-11)")
    func silent() throws {
        let reader = try Self.reader(
            #"{"word":"secret","list":["secret"],"who":{"open":"secret"}}"#
        )
        let attempts: [(String, () throws -> Void)] = [
            ("word", { _ = try reader.word("word", as: Word.self) }),
            ("list", { _ = try Self.numbers("list", in: reader) }),
            ("who", { _ = try reader.personal("who") }),
        ]
        for (field, attempt) in attempts {
            let error = #expect(throws: PayloadError.self) { try attempt() }
            #expect(error?.reason.hasPrefix("\(field): ") == true)
            #expect(error?.description.contains("secret") == false)
        }
    }

    @Test("must be an object", arguments: ["", "[]", "null", "1", "{", #"{"a":1}x"#])
    func object(text: String) {
        let error = #expect(throws: PayloadError.self) { _ = try Self.reader(text) }
        #expect(error?.type == Self.type)
    }

    @Test(
        "refers to a personal value by its number, and holds none of it",
        arguments: [
            Personal<String>.Content.open("Zoë"), .open(""), .sealed(Self.sealed), .erased,
        ]
    )
    func personal(content: Personal<String>.Content) throws {
        let personal = Personal(subject: SubjectID("s-1"), content: content)
        var writer = PayloadWriter()
        writer.write("other", Personal("Ada", about: SubjectID("s-2")))
        writer.write("who", personal)
        let text = #"{"other":{"field":0,"subject":"s-2"},"who":{"field":1,"subject":"s-1"}}"#
        #expect(writer.json.canonicalText == text)
        #expect(writer.personal.count == 2)
        let encoded = EncodedEvent(
            type: Self.type,
            payload: Array(text.utf8),
            personal: writer.personal
        )
        #expect(try PayloadReader(encoded).personal("who") == personal)
        #expect(try PayloadReader(encoded).personal("other")?.value == "Ada")
    }

    @Test(
        "is refused where it refers to no personal value",
        arguments: [#"{"field":2,"subject":"s"}"#, #"{"field":-1,"subject":"s"}"#, #"{"field":0}"#]
    )
    func dangling(reference: String) {
        let encoded = EncodedEvent(
            type: Self.type,
            payload: Array("{\"who\":\(reference)}".utf8),
            personal: [Personal("Ada", about: SubjectID("s"))]
        )
        #expect(throws: PayloadError.self) { try PayloadReader(encoded).personal("who") }
    }

    private static let sealed = SealedField(place: FieldPlace(position: 7, index: 0), mark: 99)

    @Test("shows a personal value only while it is open")
    func value() {
        let subject = SubjectID("s-1")
        #expect(Personal("Zoë", about: subject).value == "Zoë")
        #expect(Personal<String>(subject: subject, content: .sealed(Self.sealed)).value == nil)
        #expect(Personal<String>(subject: subject, content: .erased).value == nil)
    }
}
