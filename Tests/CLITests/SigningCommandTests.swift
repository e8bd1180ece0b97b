import EventSourcing
import Foundation
import TestSupport
import Testing

/// Signatures are asked for and looked after by command, on the course day of the demo.
@Suite("Looking after signatures by command")
struct SigningCommandTests {
    private let directory: TemporaryDirectory
    private let date: [String]

    init() throws {
        directory = try TemporaryDirectory()
        let data = directory.path("d")
        let day = Checkout.root.appendingPathComponent(Checkout.courseDay).path
        _ = try Muster.run("ingest", "--data", data, day)
        date = ["--data", data, "--meeting", "86412309757"]
    }

    private func signing(_ command: String, _ arguments: String...) throws -> Shell.Outcome {
        try Shell.run(Muster.path, ["signing", command] + date + arguments)
    }

    private func ask(_ more: String...) throws -> [[String]] {
        let window = "2026-03-09T08:00:00Z/2026-03-09T16:00:00Z"
        let outcome = try Shell.run(
            Muster.path,
            ["signing", "ask"] + date
                + ["--slot", "day", "--time", window, "--at", "https://muster.example/"] + more
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output.split(separator: "\r\n").map {
            $0.split(separator: "\",\"").map { $0.filter { $0 != "\"" } }
        }
    }

    private func states() throws -> [String: String] {
        let json = try JSON(parsing: Array(try signing("show", "--json").output.utf8))
        let lines = json["slots"]?.array?.first?["lines"]?.array ?? []
        return Dictionary(
            lines.compactMap { line in
                line["name"]?.string.flatMap { name in line["state"]?.string.map { (name, $0) } }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test("everyone gets a link of their own, as CSV")
    func asking() throws {
        #expect(try states() == [:])
        let rows = try ask()
        #expect(rows.first == ["name", "slot", "capacity", "link", "expires"])
        let links = rows.dropFirst()
        #expect(links.count > 10)
        #expect(Set(links.map { $0[3] }).count == links.count)
        #expect(links.allSatisfy { $0[3].hasPrefix("https://muster.example/sign/") })
        #expect(links.allSatisfy { $0[3].count == "https://muster.example/sign/".count + 32 })
        #expect(links.filter { $0[2] == "trainer" }.count == 1)
        // The day is long past: what is signed now is late, and counts by the rules in force.
        #expect(Set(try states().values) == ["asked"])
    }

    @Test("one alone is asked anew, and their link revoked")
    func oneAlone() throws {
        let first = try ask().dropFirst().map { $0 }
        let again = try ask("--row", "1").dropFirst().map { $0 }
        #expect(again.count == 1)
        let name = try #require(again.first?.first)
        #expect(first.contains { $0.first == name })
        #expect(first.filter { $0.first == name }.map { $0[3] } != again.map { $0[3] })
        let revoked = try signing("revoke", "--slot", "day", "--row", "1")
        #expect(revoked.output == "The link of \(name) for day is void.\n")
        #expect(try states()[name] == "not_asked")
        let twice = try signing("revoke", "--slot", "day", "--row", "1")
        #expect(twice.output == "\(name) has no link for day.\n")
    }

    @Test("what is not there is refused, and said")
    func refusals() throws {
        _ = try ask()
        let unsigned = try signing("withdraw", "--slot", "day", "--row", "1", "--reason", "No")
        #expect(unsigned.status != 0)
        #expect(unsigned.errors.contains("nobody signed there"))
        let slot = try signing("revoke", "--slot", "night", "--row", "1")
        #expect(slot.status != 0)
        #expect(slot.errors.contains("muster signing lists"))
        let script = try signing(
            "ask",
            "--slot",
            "day",
            "--time",
            "2026-03-09T08:00:00Z/2026-03-09T16:00:00Z",
            "--at",
            "https://muster.example",
            "--join-link",
            "javascript:alert(1)"
        )
        #expect(script.status != 0)
        #expect(script.errors.contains("--join-link takes an address of the web"))
        let table = try signing("show")
        #expect(table.output.hasPrefix("SLOT"))
    }
}
