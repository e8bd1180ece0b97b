import Attendance
import EventSourcing
import Foundation
import PDF
import Projections
import Reports
import TestSupport
import Testing
import Typesetting

@Suite("The sheet in every language")
struct SheetLanguageTests {
    @Test("says everything, in its own words", arguments: Language.allCases)
    func everything(language: Language) async throws {
        let messages = language.messages
        let states: [SheetProvenance.State] = [.provisional, .closed, .amended]
        for state in states {
            var provenance = SheetSamples.closed
            provenance.state = state
            let judge = try await Judge(
                try SheetSamples.document(
                    SheetSamples.everything,
                    provenance: provenance,
                    in: language
                ).rendered()
            )
            defer { judge.remove() }
            #expect(try judge.isClean())
            #expect(try judge.fontsAreEmbedded())
            let text = try judge.lines().joined(separator: "\n")
            // Neither a key without its message, nor a message without its argument, nor a sign
            // without a font.
            for wrong in ["sheet.", "verdict.", "{", "}", "U+", "\u{FFFD}"] {
                #expect(!text.contains(wrong), "\(wrong) in \(text)")
            }
            #expect(text.contains("Anna Kowalska") && text.contains("محمد عبد الله"))
            guard !language.isRightToLeft else { continue }
            #expect(text.hasPrefix("Institut du Rhône"))
            for key in ["title", "corrections", "totals", "no_name", "whole_sheet", "not_met"] {
                #expect(text.contains(messages.text("sheet.\(key)")), "\(key)")
            }
            #expect(text.contains(messages.text("sheet.findings", ["pack": "generic@1"])))
            #expect(text.contains(messages.text("sheet.met", count: 2)))
        }
    }

    @Test("keeps its words within their columns", arguments: Language.allCases)
    func columns(language: Language) async throws {
        let messages = language.messages
        var typesetter = Typesetter(fonts: SheetSamples.fonts)
        func width(_ key: String, size: Double, _ weight: FontWeight) throws -> Double {
            // What is broken between words may stand in several lines.
            let words = messages.text("sheet.\(key)").split(separator: " ").map(String.init)
            let style = TextStyle(size: size, weight: weight)
            return try words.map { try typesetter.lines(of: $0, style: style)[0].width }.max() ?? 0
        }
        // The columns but for their gutters of 4 points.
        for (key, column) in [
            ("number", 25.0), ("status", 74), ("first_join", 50), ("last_leave", 50),
            ("time_present", 50), ("share", 40),
        ] {
            #expect(try width(key, size: 7.4, .bold) <= column - 8, "\(key)")
        }
        for status in AttendanceStatus.allCases {
            let beside = 6 + 8.5 * 0.5
            #expect(
                try width(status.rawValue, size: 8.5, .regular) <= 74 - 8 - beside,
                "\(status)"
            )
        }
        for key in ["connected", "not_told"] {
            #expect(try width(key, size: 8.5, .regular) <= 50 - 8, "\(key)")
        }
        #expect(try width("inferred", size: 7, .regular) <= 50 - 8)
    }

    @Test("keeps both ends of its feet apart, on upright paper", arguments: Language.allCases)
    func feet(language: Language) async throws {
        let messages = language.messages
        var typesetter = Typesetter(fonts: SheetSamples.fonts)
        func width(_ key: String, _ arguments: [String: String] = [:]) throws -> Double {
            let text = messages.text("sheet.\(key)", arguments)
            return try typesetter.lines(of: text, style: TextStyle(size: 7))[0].width
        }
        let moment = messages.leftToRight("2026-03-09 18:00:00 +01:00")
        let state = try width(
            "amended_foot",
            ["revision": "12", "closed": moment, "known": moment]
        )
        let page = try width("page", ["page": "88", "pages": "88"])
        let log = try width(
            "log",
            [
                "size": "12345678", "position": "12345677", "fold": "4",
                "pack": "us-nasba-cpe@1", "occurrence": String(repeating: "b0", count: 16),
            ]
        )
        let room = PageGeometry.portrait(.a4).bodyWidth - 6
        #expect(state + page < room)
        #expect(try log + width("made") < room)
    }

    @Test("in French is a feuille d’émargement")
    func french() async throws {
        let judge = try await Judge(
            SheetSamples.document(SheetSamples.everything, in: .french)
                .rendered()
        )
        defer { judge.remove() }
        let lines = try judge.lines()
        for line in [
            "Feuille d’émargement", "lundi 9 mars 2026 09:00–17:00 08:51–17:05",
            "Formateur ou formatrice", "Décisions sur la présence",
            "Constats selon les règles generic@1", "2 exigences sont respectées.",
            "5 sur 12",
        ] {
            #expect(lines.contains { $0.contains(line) }, "\(line) in \(lines)")
        }
        let text = lines.joined(separator: " ")
        #expect(text.contains("Provisoire, état connu au 2026-03-09 16:10:00 +01:00 Page 1 sur"))
    }

    @Test("in Arabic is laid out from the right, numbers and addresses in their own order")
    func arabic() async throws {
        let document = SheetSamples.document(SheetSamples.everything, in: .arabic)
        let judge = try await Judge(document.rendered())
        defer { judge.remove() }
        let english = try await Judge(
            SheetSamples.document(SheetSamples.everything)
                .rendered()
        )
        defer { english.remove() }
        // Name, first join, last leave, share: the first column is the rightmost.
        let column = ["person90@example.org", "08:58", "17:01"]
        let right = try Self.places(of: column + ["99%"], in: judge)
        #expect(right == right.sorted(by: >), "\(right)")
        let left = try Self.places(of: column + ["99"], in: english)
        #expect(left == left.sorted(), "\(left)")
        let (words, paper) = (try judge.words(onPage: 1), 841.89)
        #expect(words.map(\.right).max().map { abs($0 - (paper - 42)) < 1 } == true)
        let lines = try judge.lines()
        #expect(lines.contains { $0.contains("كشف الحضور") })
        #expect(lines.contains { $0.contains("812 3456 7890") })
        #expect(lines.contains { $0.contains("2026-03-09 16:10:00 +01:00") })
        // The number of the page stands at the left edge, the state of the sheet at the right one.
        let date = try #require(words.last { $0.text == "2026-03-09" })
        #expect(date.left > paper / 2)
    }

    @Test("tells readers its language and direction", arguments: Language.allCases)
    func described(language: Language) async throws {
        let file = try await SheetSamples.document(SheetSamples.sheet(rows: []), in: language)
            .rendered(spelt: .readable)
        let text = String(decoding: file, as: UTF8.self)
        #expect(text.contains("/Lang (\(language.rawValue))"))
        #expect(text.contains("/Direction /R2L") == language.isRightToLeft)
    }

    @Test("lists what is missed, undecided or noted, once it is over, and counts what is met")
    func findings() async throws {
        func lines(_ sheet: AttendanceSheet, closed: Bool = false) async throws -> [String] {
            let provenance = closed ? SheetSamples.closed : SheetSamples.provisional
            let judge = try await Judge(
                try SheetSamples.document(sheet, provenance: provenance)
                    .rendered()
            )
            defer { judge.remove() }
            return try judge.lines()
        }
        var sheet = SheetSamples.everything
        let said = try await lines(sheet)
        for line in [
            "Findings by the rules of generic@1", "No. Name Not met Undecided Noted",
            "1 Anna Kowalska Came 25 minutes late", "2 requirements are met.",
        ] {
            #expect(said.contains(line), "\(line) in \(said)")
        }
        #expect(said.contains { $0.contains("Morning: signature missing") })
        #expect(!said.contains { $0.contains("present for 99 %") })
        sheet.occurrence.actualEnd = nil
        #expect(try await !lines(sheet).contains { $0.hasPrefix("Findings") })
        #expect(try await lines(sheet, closed: true).contains { $0.hasPrefix("Findings") })
        let unjudged = SheetSamples.sheet(rows: [SheetSamples.present("Anna", number: 1)])
        #expect(try await !lines(unjudged).contains { $0.hasPrefix("Findings") })
        var met = unjudged
        met.verdicts = [Verdict(.met, "log_complete", by: "complete-log@1")]
        let all = try await lines(met)
        #expect(all.contains("1 requirement is met.") && !all.contains { $0.contains("Not met") })
    }

    @Test("uses every message of sheets, and asks for none that is not there")
    func used() throws {
        let folder = Checkout.root.appendingPathComponent("Reports/Documents/Sheet")
        var words: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let url = folder.appendingPathComponent(file)
            let text = try String(contentsOf: url, encoding: .utf8)
            words.formUnion(text.matches(of: /"(?:sheet\.)?([a-z_]+)"/).map { String($0.1) })
        }
        let states: [SheetProvenance.State] = [.provisional, .closed, .amended]
        let kinds: [AttendanceSheet.CorrectionLine.Kind] = [
            .present, .notPresent, .excused, .identified, .separated,
        ]
        let sources: [FactSource] = [.live, .file, .report, .portal, .api, .person]
        let made =
            states.flatMap { [$0.rawValue, "\($0.rawValue)_foot"] } + ["superseded_foot"]
            + AttendanceStatus.allCases.map(\.rawValue) + kinds.map { "was_\($0.rawValue)" }
            + [MeetingKind.meeting, .webinar].map(\.rawValue) + ["undecided", "noted"]
            + sources.map { "source_\($0.rawValue)" }
        // What a status says by itself needs no reason.
        let plain: Set<StatusReason> = [.notOver, .decided]
        let reasons = StatusReason.allCases.filter { !plain.contains($0) }.map {
            "why_\($0.rawValue)"
        }
        let keys = Set(
            Language.english.messages.keys.filter { $0.hasPrefix("sheet.") }
                .map { String($0.dropFirst("sheet.".count)) }
        )
        #expect(keys.subtracting(words).subtracting(made + reasons).isEmpty)
        #expect(Set(made + reasons).subtracting(keys).isEmpty)
    }

    /// The left edges of the first words of each text.
    private static func places(of texts: [String], in judge: Judge) throws -> [Double] {
        let words = try judge.words(onPage: 1)
        return try texts.map { text in try #require(words.first { $0.text == text }).left }
    }
}
