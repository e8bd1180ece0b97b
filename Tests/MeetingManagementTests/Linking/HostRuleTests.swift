import Attendance
import EventSourcing
import MeetingManagement
import Projections
import Testing
import TestSupport
import ZoomAPI
import ZoomSimulator

@Suite("Rules about the hosts of meetings")
struct HostRuleTests {
    private static let number = "81234567890"
    private static let account = WebhookSample.account

    private static func heard(
        _ clients: ZoomClients = ZoomClients()
    ) async throws -> (UnlinkedOffice, MeetingID) {
        let office = try UnlinkedOffice(clients: clients)
        try await office.take(
            WebhookSample.run("one", on: "2026-03-09"),
            at: "2026-03-09T12:00:00Z"
        )
        return (office, try await office.meeting(number).record.id)
    }

    private static func rule(
        _ verdict: HostRuleSet.Verdict?,
        _ host: String = WebhookSample.host,
        at office: UnlinkedOffice
    ) async throws {
        try await office.desk.rule(
            verdict,
            host: host,
            of: account,
            through: ZoomClients(),
            actor: UnlinkedOffice.officer
        )
    }

    @Test("link what they say is ours, and what they linked stays when they are taken back")
    func ours() async throws {
        let (office, id) = try await Self.heard()
        try await Self.rule(.ours, at: office)
        #expect(await office.sweep(at: "2026-03-09T12:01:00Z") == [.linked(id, .hosts)])
        try await Self.rule(nil, at: office)
        #expect(await office.sweep(at: "2026-06-09T12:01:00Z").isEmpty)
        try await Self.rule(.notOurs, at: office)
        try await office.take(
            WebhookSample.run("two", on: "2026-06-10"),
            at: "2026-06-10T12:00:00Z"
        )
        #expect(await office.sweep(at: "2026-06-10T12:01:00Z").isEmpty)
        #expect(try await office.names(at: Self.number) == [["Ada", "Boris"], ["Ada", "Boris"]])
    }

    @Test("keep nothing of what they say is not ours, until they are set right")
    func notOurs() async throws {
        let (office, id) = try await Self.heard()
        try await Self.rule(.notOurs, at: office)
        #expect(await office.sweep(at: "2026-03-09T12:01:00Z") == [.expired(id, subjects: 3)])
        #expect(try await office.desk.unlinkedMeetings().isEmpty)
        try await Self.rule(.ours, at: office)
        try await office.take(
            WebhookSample.run("two", on: "2026-03-10"),
            at: "2026-03-10T12:00:00Z"
        )
        #expect(await office.sweep(at: "2026-03-10T12:01:00Z") == [.linked(id, .hosts)])
        #expect(try await office.names(at: Self.number).last == ["Ada", "Boris"])
    }

    @Test("say nothing of the meetings of others, or of what a person decided")
    func others() async throws {
        let (office, id) = try await Self.heard()
        try await Self.rule(.ours, "somebody-else", at: office)
        try await Self.rule(.notOurs, "another", at: office)
        #expect(await office.sweep(at: "2026-03-09T12:01:00Z").isEmpty)
        try await office.desk.disown(Self.number, actor: UnlinkedOffice.officer)
        try await Self.rule(.ours, at: office)
        #expect(await office.sweep(at: "2026-03-09T12:02:00Z") == [.expired(id, subjects: 3)])
    }

    @Test("are listed with the names by which people know hosts, and set once")
    func listed() async throws {
        let (office, _) = try await Self.heard()
        try await Self.rule(.ours, at: office)
        let size = try await office.log.size()
        try await Self.rule(.ours, at: office)
        #expect(try await office.log.size() == size)
        let rules = try await office.desk.hostRules().rules
        #expect(rules.values.map(\.verdict) == [.ours])
        #expect(rules.values.map { $0.name?.value } == [WebhookSample.host])
    }

    @Test("about an address need Zoom to tell whose it is")
    func address() async throws {
        let zoom = SimulatedAccount()
        let (office, _) = try await Self.heard()
        do {
            try await Self.rule(.ours, "trainer@example.org", at: office)
            Issue.record("nobody was asked")
        } catch {
            guard case DeskFailure.link(.accountUnknown(Self.account)) = error else {
                Issue.record("\(error)")
                return
            }
        }
        func rule(_ host: String) async throws {
            try await office.desk.rule(
                .ours,
                host: host,
                of: SimulatedAccount.id,
                through: zoom.clients(),
                actor: UnlinkedOffice.officer
            )
        }
        try await Self.plan(at: zoom, office)
        let meeting = try #require(
            try await office.desk.unlinkedMeetings().first { $0.account == SimulatedAccount.id }
        )
        try await rule(SimulatedAccount.host)
        #expect(
            await office.sweep(at: "2026-03-09T12:01:00Z") == [.linked(meeting.meeting, .hosts)]
        )
        do {
            try await rule("nobody@example.org")
            Issue.record("nobody was found")
        } catch {
            guard case DeskFailure.link(.hostUnknown) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("about a group hold for whoever Zoom lists in it")
    func groups() async throws {
        let zoom = SimulatedAccount { scenario in
            scenario.accounts[0].users[0].groups = ["trainers", "all"]
        }
        let office = try UnlinkedOffice(clients: zoom.clients())
        try await Self.plan(at: zoom, office)
        let meeting = try #require(try await office.desk.unlinkedMeetings().first)
        func rule(_ verdict: HostRuleSet.Verdict, _ group: String) async throws {
            try await office.desk.rule(
                verdict,
                group: group,
                of: SimulatedAccount.id,
                actor: UnlinkedOffice.officer
            )
        }
        try await rule(.notOurs, "recruiters")
        #expect(await office.sweep(at: "2026-03-09T12:01:00Z").isEmpty)
        try await rule(.notOurs, "all")
        try await rule(.ours, "trainers")
        // Where groups disagree, it is ours.
        #expect(
            await office.sweep(at: "2026-03-09T12:02:00Z") == [.linked(meeting.meeting, .hosts)]
        )
    }

    @Test("about a group of which nobody can be asked let nothing expire meanwhile")
    func unknownGroups() async throws {
        let (office, id) = try await Self.heard()
        try await office.desk.rule(
            .ours,
            group: "trainers",
            of: Self.account,
            actor: UnlinkedOffice.officer
        )
        let notes = await office.sweep(at: "2026-06-09T12:00:00Z")
        #expect(notes == [.groupsUnknown(account: Self.account, nil)])
        #expect(try await office.names(at: Self.number) == [["Ada", "Boris"]])
        try await office.desk.rule(
            nil,
            group: "trainers",
            of: Self.account,
            actor: UnlinkedOffice.officer
        )
        #expect(await office.sweep(at: "2026-06-09T12:01:00Z") == [.expired(id, subjects: 3)])
    }

    /// Somebody plans a meeting at Zoom, and it is told.
    private static func plan(at zoom: SimulatedAccount, _ office: UnlinkedOffice) async throws {
        let made = zoom.act(
            "POST",
            "/users/\(SimulatedAccount.host)/meetings",
            ["topic": "Working at heights", "type": 2, "start_time": "2026-03-20T09:00:00Z"]
        )
        #expect(made.status == 201)
        zoom.pass(seconds: 30)
        try await office.take(zoom.deliveries(), at: "2026-03-09T12:00:00Z")
    }
}
