import EventSourcing
import Foundation
import Testing

@testable import ZoomSimulator

@Suite("A scenario file")
struct ScenarioTests {
    @Test("the one that comes with Muster says what it is said to say")
    func weekCourse() throws {
        let scenario = try Scenario.weekCourse()
        #expect(scenario.people.count == 30)
        #expect(Set(scenario.people.map(\.email)).count == 30)
        #expect(scenario.meetings.map(\.days) == [5])
        #expect(scenario.deliveries.lost == 0.05)
        #expect(scenario.deliveries.duplicated == 0.1)
        #expect(scenario.deliveries.reordered == 0.2)
        #expect(scenario.outages.map(\.seconds) == [3600])
        let stays = scenario.meetings[0].visits[0].stays
        #expect(stays.map(\.from) == [270, 4800])
        #expect(stays.map(\.to) == [4500, 10_700])
    }

    @Test("the example in the documentation can be played, and what it plays is what it says")
    func documented() throws {
        let page = "Sources/ZoomSimulator/ZoomSimulator.docc/Scenarios.md"
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let text = try String(contentsOf: root.appendingPathComponent(page), encoding: .utf8)
        let blocks = text.split(separator: "```json\n").dropFirst()
        let example = try #require(blocks.first?.split(separator: "\n```").first)
        var zoom = Sample.zoom(try Scenario(parsing: Array(example.utf8)))
        zoom.run(until: Sample.time("2026-03-09T18:00:00Z"))
        let instance = try #require(zoom.truth.instances.first)
        let ana = instance.connections.filter { $0.person == "ana@example.org" }
        let start = Sample.time("2026-03-09T13:00:00Z")
        #expect(ana.map { start.seconds(to: $0.stays[0].join) } == [300, 2700])
    }

    private static let account = """
        {"account_id": "a", "client_id": "b", "client_secret": "c", "secret_token": "d",
         "users": [{"email": "t@example.org", "first_name": "T", "last_name": "L"}]}
        """

    private func failure(_ members: String) -> String? {
        do {
            _ = try Scenario(parsing: Array("{\(members)}".utf8))
            return nil
        } catch {
            return error.description
        }
    }

    @Test("a mistake is named with its place and what would do there")
    func mistakes() {
        let accounts = "\"accounts\": [\(Self.account)]"
        #expect(failure(accounts) == nil)
        #expect(
            failure("")
                == "the scenario's accounts is missing; give at least one account in brackets"
        )
        #expect(
            failure("\(accounts), \"deliveries\": {\"lost\": 5}")
                == "the scenario's deliveries.lost cannot be used; "
                + "give a share from 0 to 1, such as 0.05"
        )
        #expect(
            failure("\(accounts), \"meetings\": [{\"topic\": \"x\", \"host\": \"n@example.org\"}]")
                == "the scenario's meetings[0].host names n@example.org, "
                + "but there is no such user in it"
        )
        #expect(
            failure("\(accounts), \"deliverys\": {}")
                == "the scenario's deliverys is not known; known there: accounts, deliveries, "
                + "faults, meetings, name, outages, people, people_generated, registrants, "
                + "reports, seed, start"
        )
        #expect(
            failure("\"accounts\": [")
                == "the scenario is not JSON: a value was expected at byte 14"
        )
    }

    @Test(
        "what is misspelt inside is not passed over",
        arguments: [
            "\"meetings\": [{\"topic\": \"x\", \"host\": \"t@example.org\", \"minuts\": 5}]",
            "\"deliveries\": {\"rules\": [{\"event\": \"meeting.ended\", \"do\": \"loose\"}]}",
            "\"outages\": [{\"from\": \"yesterday\"}]",
            "\"faults\": [{\"at\": \"2026-03-09T08:00:00Z\", \"kind\": \"fire\"}]",
            "\"people_generated\": {\"count\": -1}",
            "\"people\": [{\"first_name\": \"Ana\"}]",
        ]
    )
    func misspelt(members: String) {
        #expect(failure("\"accounts\": [\(Self.account)], \(members)") != nil)
    }

    @Test("a stay is written as hours, minutes and seconds after the start")
    func stays() {
        #expect(
            ScenarioVisit.Stay("-00:05:00 to +01:30:10") == ScenarioVisit.Stay(from: -300, to: 5410)
        )
        for text in ["00:05:00 to +01:30:00", "+01:00:00 to +00:30:00", "+00:61:00 to +02:00:00"] {
            #expect(ScenarioVisit.Stay(text) == nil)
        }
    }
}
