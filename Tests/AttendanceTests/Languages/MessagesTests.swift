import Attendance
import EventSourcing
import Foundation
import TestSupport
import Testing

@Suite("Messages")
struct MessagesTests {
    @Test(
        "have the same keys in every language, and the same arguments",
        arguments: Language.allCases
    )
    func sameKeys(language: Language) throws {
        let english = Language.english.messages
        let messages = language.messages
        #expect(messages.keys == english.keys)
        for key in english.keys {
            let (ours, theirs) = (messages.message(key), english.message(key))
            switch (ours, theirs) {
            case (.text(let ours), .text(let theirs)):
                #expect(arguments(of: ours) == arguments(of: theirs), "\(key)")
                #expect(!ours.isEmpty, "\(key)")
            case (.list(let ours), .list(let theirs)):
                #expect(ours.count == theirs.count, "\(key)")
            case (.plurals(let ours), .plurals(let theirs)):
                for text in ours.values {
                    // A plural may say its number in words.
                    let held = arguments(of: text).union(["count"])
                    #expect(
                        held == theirs[.other].map(arguments).map { $0.union(["count"]) },
                        "\(key)"
                    )
                }
            default: Issue.record("\(key) is of another kind in \(language)")
            }
        }
    }

    @Test(
        "have a plural for every number they may hold, and none besides",
        arguments: Language.allCases
    )
    func plurals(language: Language) {
        let needed = Set((0...10_000).map { PluralCategory(of: $0, in: language) }).union([.other])
        for key in language.messages.keys {
            guard case .plurals(let plurals) = language.messages.message(key) else { continue }
            #expect(Set(plurals.keys) == needed, "\(key)")
        }
    }

    @Test("differ from the English ones, so that none was forgotten", arguments: Language.allCases)
    func translated(language: Language) {
        guard language != .english else { return }
        let same = language.messages.keys.filter {
            language.messages.message($0) == Language.english.messages.message($0)
        }
        // Numbers, patterns of times, and words that are the same.
        let allowed: Set = [
            "language.direction", "time.first_day", "time.date", "time.moment", "time.window",
            "time.window_of_days", "time.day_time", "slot.dated", "sign.name", "trainer.name",
            "trainer.actions",
            "trainer.provisional", "trainer.state",
            "time.short_date", "time.range", "time.range_of_days", "time.range_from",
            "time.range_to", "time.minutes", "time.hours", "slot.short_dated",
            "sheet.run", "sheet.number", "sheet.name", "sheet.status", "sheet.date",
            "sheet.minutes", "sheet.hours", "sheet.percent", "sheet.signed_of", "sheet.page",
            "sheet.signatures", "sheet.partial", "sheet.provisional", "sheet.webinar",
            "verdict.decimal",
        ]
        #expect(Set(same).subtracting(allowed).isEmpty, "\(language)")
    }

    @Test("are all used")
    func used() throws {
        let words = try Self.wordsOfSources()
        // The suites of sheets and of verdicts look after their own.
        let built = ["statement.", "slot.", "time.", "language.", "sheet.", "verdict."]
        for key in Language.english.messages.keys where !built.contains(where: key.hasPrefix) {
            let isState = SigningStates.keys.contains(key)
            #expect(isState || words.contains(key), "\(key) is said nowhere")
        }
    }

    @Test("that are used are there")
    func known() throws {
        let keys = Set(Language.english.messages.keys)
        let groups = Set(keys.map { $0.prefix { $0 != "." } }.map(String.init))
        for file in try Self.pageSources() where file.pathExtension != "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            let pattern =
                file.pathExtension == "js"
                ? /(?:text|count)\("([a-z_]+\.[a-z_]+)"/ : /say\.([a-z_]+\.[a-z_]+)/
            for match in text.matches(of: pattern) {
                #expect(keys.contains(String(match.1)), "\(file.lastPathComponent): \(match.1)")
            }
        }
        #expect(groups.isSuperset(of: ["sign", "pad", "room", "trainer", "problem"]))
    }

    @Test("hold their arguments, isolated where they run in another direction")
    func filled() {
        let arabic = Language.arabic.messages
        #expect(
            Language.english.messages.text("sign.tab", ["topic": "First aid"]) == "Sign: First aid"
        )
        #expect(
            Language.english.messages.text("sign.tab", ["topic": "إسعاف"])
                == "Sign: \u{2068}إسعاف\u{2069}"
        )
        #expect(
            arabic.text("sign.tab", ["topic": "First aid"]) == "التوقيع: \u{2068}First aid\u{2069}"
        )
        #expect(arabic.text("sign.tab", ["topic": "إسعاف"]) == "التوقيع: إسعاف")
        #expect(arabic.text("sign.tab", ["other": "x"]) == "التوقيع: {topic}")
        // What somebody wrote is not read again.
        #expect(
            Language.english.messages.text("sign.tab", ["topic": "{topic}"]) == "Sign: {topic}"
        )
    }

    @Test("that are not in the files are refused, by their key")
    func refusals() throws {
        for (json, key) in [
            (#"[]"#, "the file"), (#"{"sign": 1}"#, "sign"), (#"{"sign": {"a": 1}}"#, "sign.a"),
            (#"{"sign": {"a": {"one": "x"}}}"#, "sign.a"),
            (#"{"sign": {"a": {"some": "x", "other": "y"}}}"#, "sign.a"),
            (#"{"sign": {"a": ["x", 1]}}"#, "sign.a"),
        ] {
            let file = try JSON(parsing: Array(json.utf8))
            let error = #expect(throws: MessagesError.self) {
                _ = try Messages(json: file, in: .english)
            }
            #expect(error?.description.hasPrefix(key + ":") == true)
        }
    }

    /// The states of a signature: their keys are made from the words of the API.
    private enum SigningStates {
        static let keys = ["signed", "declined", "asked", "ended", "not_asked"].map {
            "trainer.\($0)"
        }
    }

    private func arguments(of text: String) -> Set<String> {
        Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) })
    }

    private static func pageSources() throws -> [URL] {
        let root = Checkout.root.appendingPathComponent("Sources/Server")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let kinds = ["swift", "mustache", "js"]
        return (files?.compactMap { $0 as? URL } ?? []).filter { kinds.contains($0.pathExtension) }
    }

    /// Everything in the sources that looks like a key.
    private static func wordsOfSources() throws -> Set<String> {
        var words: Set<String> = []
        for file in try pageSources() {
            let text = try String(contentsOf: file, encoding: .utf8)
            let pattern =
                file.pathExtension == "mustache"
                ? /say\.([a-z_]+\.[a-z_]+)/ : /"([a-z_]+\.[a-z_]+)"/
            words.formUnion(text.matches(of: pattern).map { String($0.1) })
        }
        return words
    }
}
