import EventSourcing
import Foundation
import TestSupport
import Testing

/// The commands that plan, explain and audit, on the course day of the demo.
@Suite("Planning and inspecting by command")
struct InspectionTests {
    private static let number = "86412309757"

    private static func courseDay(in directory: TemporaryDirectory) throws -> [String] {
        let data = directory.path("d")
        let day = Checkout.root.appendingPathComponent(Checkout.courseDay).path
        _ = try Muster.run("ingest", "--data", data, day)
        return ["--data", data, "--meeting", number]
    }

    private static func json(_ command: String, _ arguments: [String]) throws -> JSON {
        let outcome = try Shell.run(Muster.path, [command] + arguments)
        #expect(outcome.errors.isEmpty, "\(outcome.errors)")
        return try JSON(parsing: Array(outcome.output.utf8))
    }

    @Test("rule packs are listed, printed, and taken back from a file")
    func rules() throws {
        let list = try Muster.run("rules").output
        for pack in ["fr-formation@1", "it-safety@1", "us-nasba-cpe@1"] {
            #expect(list.contains(pack))
        }
        let printed = try Muster.run("rules", "pl-esf").output
        let directory = try TemporaryDirectory()
        let own = printed.replacingOccurrences(of: "pl-esf", with: "our-own")
        try own.write(toFile: directory.path("own.json"), atomically: true, encoding: .utf8)
        #expect(try Muster.run("rules", directory.path("own.json")).output == own)
        let broken = own.replacingOccurrences(of: "\"percent\":80", with: "\"percent\":180")
        try broken.write(toFile: directory.path("bad.json"), atomically: true, encoding: .utf8)
        let refused = try Muster.run("rules", directory.path("bad.json"))
        #expect(refused.status != 0)
        #expect(refused.errors.contains("percent"))
    }

    @Test("rules are adopted from now on, or from later, and not for what is past")
    func adopting() throws {
        let directory = try TemporaryDirectory()
        let data = ["organisation", "--data", directory.path("d")]
        let now = try Shell.run(Muster.path, data + ["--name", "Nordlicht", "--pack", "it-safety"])
        #expect(now.status == 0, "\(now.errors)")
        #expect(now.output.contains("The rules of it-safety@1 hold from 20"))
        let later = try Shell.run(
            Muster.path,
            data + ["--pack", "pl-esf", "--from", "2100-01-01T00:00:00Z"]
        )
        #expect(later.output == "The rules of pl-esf@1 hold from 2100-01-01T00:00:00Z on.\n")
        let past = try Shell.run(
            Muster.path,
            data + ["--pack", "pl-esf", "--from", "2020-01-01T00:00:00Z"]
        )
        #expect(past.status != 0)
        #expect(past.errors.contains("from now on"))
    }

    @Test("dates are planned with their rules, and people expected at them")
    func planning() throws {
        let directory = try TemporaryDirectory()
        let date = try Self.courseDay(in: directory)
        let planned = try Shell.run(
            Muster.path,
            ["schedule"] + date + [
                "--start", "2031-03-24T09:00", "--zone", "Europe/Paris", "--minutes", "180",
                "--pack", "fr-formation", "--weeks", "2",
            ]
        )
        #expect(planned.status == 0, "\(planned.errors)")
        let lines = planned.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.last?.hasSuffix("2031-03-31 09:00 Europe/Paris") == true)
        let id = try #require(lines.first?.split(separator: " ").first.map(String.init))
        let roster = Checkout.root.appendingPathComponent(Checkout.roster).path
        _ = try Shell.run(Muster.path, ["people", "import"] + date.prefix(2) + [roster])
        let person = try #require(
            try String(contentsOfFile: roster, encoding: .utf8)
                .split(whereSeparator: \.isNewline).dropFirst().first?
                .split(separator: ",").first { $0.contains("@") }
        )
        let expected = try Shell.run(
            Muster.path,
            ["roster"] + date + ["--occurrence", id, "--add", String(person), "--trainer"]
        )
        #expect(expected.output == "newly expected: 1\n", "\(expected.errors)")
        let sheet = try Self.json(
            "sheet",
            Array(date.prefix(2)) + ["--occurrence", id, "--format", "json"]
        )
        #expect(sheet["content"]?["rule_pack"] == "fr-formation@1")
        let roles = sheet["content"]?["rows"]?.array?.map { $0["role"] } ?? []
        #expect(roles.count { $0 == "trainer" } == 1)
        let cancelled = try Shell.run(
            Muster.path,
            ["schedule"] + date + ["--cancel", id, "--reason", "Trainer ill"]
        )
        #expect(cancelled.output == "cancelled\n")
    }

    @Test("a row explains itself, a sheet is audited, and is as it was at a moment")
    func inspecting() throws {
        let directory = try TemporaryDirectory()
        let date = try Self.courseDay(in: directory)
        let explained = try Shell.run(Muster.path, ["explain"] + date + ["--row", "1"])
        #expect(explained.output.contains("s count: "))
        #expect(explained.output.contains("generic@3"))
        let status = try Self.json(
            "explain",
            date + ["--row", "1", "--figure", "status", "--json"]
        )
        #expect(status["figures"]?.array?.map { $0["figure"] } == ["status"])
        let audit = try Shell.run(Muster.path, ["audit"] + date + ["--json"])
        let findings = try JSON(parsing: Array(audit.output.utf8)).array ?? []
        #expect(audit.status == (findings.contains { $0["severity"] == "grave" } ? 1 : 0))
        #expect(findings.contains { $0["kind"] == "log_not_shown_complete" })
        let then = try Self.json(
            "sheet",
            date + ["--format", "json", "--at", "2026-03-09T09:00:00Z"]
        )
        #expect(then["occurrence"]?["actual_end"] == .null)
        let other = try Self.json("sheet", date + ["--format", "json", "--under", "it-safety"])
        #expect(other["rule_pack"] == "it-safety@1")
        let curve = try Self.json("presence", date + ["--curve", "--json"])
        let counts = curve.array?.first?["curve"]?.array?.compactMap { $0["count"]?.integer } ?? []
        #expect((counts.max() ?? 0) > 10)
        #expect(counts.last == 0)
        let all = try Self.json("history", date + ["--json"]).array?.count ?? 0
        let past = try Self.json("history", date + ["--json", "--at", "2026-03-09T09:00:00Z"])
        #expect((1..<all).contains(past.array?.count ?? 0))
    }

    @Test("a report is brought page by page, and one that is none is refused")
    func report() throws {
        let directory = try TemporaryDirectory()
        let date = try Self.courseDay(in: directory)
        let page =
            #"{"next_page_token":"","participants":[{"user_id":"1","name":"Zed","#
            + #""join_time":"2026-03-09T09:00:00Z","leave_time":"2026-03-09T09:30:00Z"}]}"#
        try page.write(toFile: directory.path("page.json"), atomically: true, encoding: .utf8)
        let arguments = date + ["--report", "--run", "other==", directory.path("page.json")]
        let first = try Shell.run(Muster.path, ["ingest"] + arguments)
        #expect(first.output == "rows: 1\ncomplete: yes\nrefused: 0\n", "\(first.errors)")
        let again = try Shell.run(Muster.path, ["ingest"] + arguments)
        #expect(again.output == "rows: 1, known already\ncomplete: yes\nrefused: 0\n")
        try "{}".write(toFile: directory.path("none.json"), atomically: true, encoding: .utf8)
        let refused = try Shell.run(
            Muster.path,
            ["ingest"] + date + ["--report", "--run", "other==", directory.path("none.json")]
        )
        #expect(refused.status != 0)
        #expect(refused.errors.contains("page 1"))
    }
}
