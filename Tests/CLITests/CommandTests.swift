import EventSourcing
import Foundation
import TestSupport
import Testing

@Suite("Commands")
struct CommandTests {
    @Test(
        "every command says what it does, with an example",
        arguments: [
            "serve", "demo", "ingest", "organisation", "meetings", "presence", "sheet", "history",
            "verify", "erase", "restore", "witness",
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
        let cases: [([String], String)] = [
            (["meetings", "--data", directory.path("none")], "no log"),
            (["presence", "--data", data, "--meeting", "1"], "muster meetings"),
            (["presence", "--data", data, "--meeting", "1", "--at", "noon"], "--at must be"),
            (["sheet", "--data", data, "--format", "pdf"], "--meeting"),
            (["sheet", "--data", data, "--format", "doc", "--meeting", "1"], "pdf"),
            (["ingest", "--data", data, directory.path("none")], "cannot read"),
            (["people", "import", "--data", data, directory.path("none")], "cannot read"),
            (["demo", "--speed", "0"], "--speed"),
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
}
