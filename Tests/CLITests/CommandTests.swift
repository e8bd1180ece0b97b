import EventSourcing
import Foundation
import TestSupport
import Testing

@Suite("Commands")
struct CommandTests {
    @Test(
        "every command says what it does, with an example",
        arguments: [
            "serve", "demo", "ingest", "organisation", "meetings", "presence", "sheet", "correct",
            "identify", "close", "diff",
            "history", "verify", "erase", "restore", "witness", "rules", "schedule", "roster",
            "move",
            "explain", "audit",
        ]
    )
    func help(command: String) throws {
        let outcome = try Muster.run(command, "--help")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("Example:"))
        #expect(outcome.output.contains("muster \(command)"))
    }

    @Test("ingest counts what became of every line, and says which it refused")
    func ingest() throws {
        let directory = try TemporaryDirectory()
        let body = JSON.string(String(decoding: WebhookSample().started(), as: UTF8.self))
        let line = #"{"received_at":"2026-03-09T09:28:11Z","body":\#(body.canonicalText)}"#
        let input = Array("\(line)\nbroken\n\(line)\n".utf8)
        let outcome = try Muster.run("ingest", "--data", directory.path("d"), "-", input: input)
        #expect(outcome.status == 1)
        #expect(outcome.output == "stored: 1\nduplicates: 1\nkept-unknown: 0\nrefused: 1\n")
        #expect(outcome.errors.contains("line 2: not JSON"))
    }

    @Test("the course day is ingested without a refusal, and again without a change")
    func courseDay() throws {
        let directory = try TemporaryDirectory()
        let file = Checkout.root.appendingPathComponent(Checkout.courseDay).path
        let first = try Muster.run("ingest", "--data", directory.path("d"), file)
        let second = try Muster.run("ingest", "--data", directory.path("d"), file)
        #expect(first.output == "stored: 163\nduplicates: 6\nkept-unknown: 3\nrefused: 0\n")
        #expect(second.output == "stored: 0\nduplicates: 172\nkept-unknown: 0\nrefused: 0\n")
    }

    @Test("a mistake is said on standard error, with what to do, and status is not 0")
    func mistakes() throws {
        let directory = try TemporaryDirectory()
        let data = directory.path("d")
        _ = try Muster.run("organisation", "--data", data, "--name", "Formation Lumière")
        let correct = ["correct", "--data", data, "--meeting", "1", "--reason", "r"]
        let cases: [([String], String)] = [
            (["meetings", "--data", directory.path("none")], "no log"),
            (["presence", "--data", data, "--meeting", "1"], "muster meetings"),
            (["presence", "--data", data, "--meeting", "1", "--at", "noon"], "--at must be"),
            (["sheet", "--data", data, "--format", "pdf"], "--meeting"),
            (["sheet", "--data", data, "--format", "doc", "--meeting", "1"], "pdf"),
            (
                ["sheet", "--data", data, "--format", "pdf", "--language", "xx", "--meeting", "1"],
                "en, fr, es, de, it, pl, ar"
            ),
            (
                [
                    "sheet", "--data", data, "--format", "json", "--language", "fr", "--meeting",
                    "1",
                ],
                "data has no language"
            ),
            (["ingest", "--data", data, directory.path("none")], "cannot read"),
            (["people", "import", "--data", data, directory.path("none")], "cannot read"),
            (["demo", "--speed", "0"], "--speed"),
            (correct + ["--row", "1"], "give one of"),
            (correct + ["--row", "1", "--present", "noon/one"], "FROM/TO"),
            (correct + ["--row", "1", "--attendee", "x", "--excused"], "--row"),
            (correct + ["--row", "1", "--withdraw", "x"], "--withdraw"),
            (["identify"] + correct.dropFirst() + ["--row", "1"], "--nobody"),
            (correct + ["--row", "1", "--excused"], "muster meetings"),
        ]
        for (arguments, words) in cases {
            let outcome = try Shell.run(Muster.path, arguments)
            #expect(outcome.status != 0, "\(arguments)")
            #expect(outcome.output.isEmpty, "\(arguments)")
            #expect(outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
        }
    }

    @Test("people are imported, and expected at a meeting that is known")
    func people() throws {
        let directory = try TemporaryDirectory()
        let data = directory.path("d")
        let day = Checkout.root.appendingPathComponent(Checkout.courseDay).path
        let roster = Checkout.root.appendingPathComponent(Checkout.roster).path
        _ = try Muster.run("ingest", "--data", data, day)
        let outcome = try Muster.run(
            "people",
            "import",
            "--data",
            data,
            "--meeting",
            "86412309757",
            roster
        )
        #expect(outcome.output == "added: 15\nchanged: 0\nunchanged: 0\nnewly expected: 15\n")
        let sheet = try Muster.run(
            "sheet",
            "--data",
            data,
            "--meeting",
            "86412309757",
            "--format",
            "json"
        )
        let content = try JSON(parsing: Array(sheet.output.utf8))["content"]
        let names = content?["rows"]?.array?.compactMap { $0["name"]?.string } ?? []
        #expect(names.contains("Oliver Brandt"))
    }

    @Test("a correction is stated, shown on the sheet and taken back")
    func correct() throws {
        let directory = try TemporaryDirectory()
        let data = directory.path("d")
        let day = Checkout.root.appendingPathComponent(Checkout.courseDay).path
        _ = try Muster.run("ingest", "--data", data, day)
        let date = ["--data", data, "--meeting", "86412309757"]
        let window = "2026-03-09T09:30:00Z/2026-03-09T10:00:00Z"
        let made = try Shell.run(
            Muster.path,
            ["correct"] + date + [
                "--row", "1", "--not-present", window, "--reason", "Seen outside",
            ]
        )
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.output.contains("(Zoom told "))
        let row = try Self.row(1, of: date)
        let correction = try #require(row["corrections"]?.array?.first)
        #expect(correction["kind"] == "not_present")
        #expect(correction["reason"] == "Seen outside")
        let decision = try #require(correction["decision"]?.string)
        #expect(made.output.contains("\(decision): not_present \(window)"))
        let withdrawn = try Shell.run(
            Muster.path,
            ["correct"] + date + ["--withdraw", decision, "--reason", "It was her sister"]
        )
        #expect(withdrawn.output.contains("taken back"))
        #expect(try Self.row(1, of: date)["seconds_told"] == .null)
    }

    @Test("a sheet is written in the language asked for, also as it was known at a moment")
    func language() throws {
        let directory = try TemporaryDirectory()
        let data = directory.path("d")
        let day = Checkout.root.appendingPathComponent(Checkout.courseDay).path
        _ = try Muster.run("ingest", "--data", data, day)
        let sheet = ["sheet", "--data", data, "--meeting", "86412309757", "--format", "pdf"]
        for (arguments, title) in [
            ([], "Attendance sheet"), (["--language", "pl"], "Lista obecności"),
            (["--language", "de", "--known-at", "100"], "Anwesenheitsliste"),
            (["--lang", "fr", "--blank", "--paper", "letter"], "À signer à la main"),
        ] {
            let file = directory.path("sheet.pdf")
            let outcome = try Shell.run(Muster.path, sheet + arguments + ["--out", file])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let text = try Shell.run("/usr/bin/pdftotext", [file, "-"]).output
            #expect(text.contains(title), "\(arguments)")
        }
    }

    @Test(
        "a sheet has the same bytes wherever it is made: any zone, any locale, one core or several"
    )
    func sameBytes() throws {
        let directory = try TemporaryDirectory()
        let data = directory.path("d")
        let day = Checkout.root.appendingPathComponent(Checkout.courseDay).path
        _ = try Muster.run("ingest", "--data", data, day)
        let sheet = [
            "sheet", "--data", data, "--meeting", "86412309757", "--format", "pdf", "--known-at",
            "100", "--lang", "ar",
        ]
        let places: [(environment: [String: String], prefix: [String])] = [
            ([:], []),
            (["TZ": "Asia/Kolkata", "LC_ALL": "ar_EG.UTF-8", "LANG": "tr_TR.UTF-8"], []),
            (["TZ": "America/St_Johns", "LC_ALL": "C"], ["taskset", "1"]),
        ]
        let documents = try places.map { environment, prefix in
            let file = directory.path("sheet.pdf")
            let command = prefix + [Muster.path] + sheet + ["--out", file]
            let outcome = try Shell.run("/usr/bin/env", command, environment: environment)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return try Data(contentsOf: URL(fileURLWithPath: file))
        }
        #expect(Set(documents).count == 1)
    }

    private static func row(_ number: Int, of date: [String]) throws -> JSON {
        let sheet = try Shell.run(Muster.path, ["sheet"] + date + ["--format", "json"])
        let rows = try JSON(parsing: Array(sheet.output.utf8))["content"]?["rows"]?.array
        return try #require(rows?.filter { $0["role"] == "attendee" }[number - 1])
    }
}
