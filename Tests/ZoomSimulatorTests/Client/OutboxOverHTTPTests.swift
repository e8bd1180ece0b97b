import Attendance
import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomAPI

@testable import ZoomSimulator

@Suite("The outbox at the simulator", .timeLimit(.minutes(30)))
struct OutboxOverHTTPTests {
    /// As many as a webinar of Zoom's takes need half a minute without optimisation.
    static let crowds =
        [2000] + (ProcessInfo.processInfo.environment["MUSTER_SLOW"] == nil ? [] : [10_000])

    @Test(
        "registers everybody of a roster once, as fast as the plan allows, and nobody again",
        arguments: crowds
    )
    func crowd(count: Int) async throws {
        let clock = StandClock()
        let scenario = Sample.scenario { scenario in
            scenario.accounts[0].plan = .pro
            scenario.meetings = []
        }
        try await ClientStand.with(scenario, clock: clock) { stand in
            let crowd = Crowd(count: count, stand: stand, clock: clock)
            let log = MemoryEventLog(now: { clock.now })
            let office = try Office(log, stand, clock)
            let id = try await crowd.arranged(by: office)
            let people = try await crowd.register(by: office, id)
            // Another process has the log alone, and finds nothing to do.
            let next = try Office(log, stand, clock)
            try await crowd.standsStill(at: next)
            try await crowd.change(people, by: next, id)
        }
    }
}

/// So many who are to be registered, and what that costs in calls.
private struct Crowd {
    let count: Int
    let stand: ClientStand
    let clock: StandClock

    private var batches: Int { (count + 29) / 30 }

    func arranged(by office: Office) async throws -> ArrangementID {
        let id = try await office.arrange()
        try await office.drain()
        await expectCalls([:])
        return id
    }

    func register(by office: Office, _ id: ArrangementID) async throws -> [PersonID] {
        let people = try await office.expect(1...count, of: id)
        let begin = clock.uptime
        try await office.drain()
        await expectCalls(registered)
        // Eight a second, four fifths of what Pro allows.
        #expect(clock.uptime - begin == .seconds((batches - 1) / 8))
        try await expectRegistered(1...count, by: office, for: id)
        return people
    }

    func standsStill(at office: Office) async throws {
        try await office.drain()
        await expectCalls(registered)
        let repeated = await repeated()
        #expect(repeated == [:])
    }

    /// Three come and three go: it reads first whom Zoom has.
    func change(_ people: [PersonID], by office: Office, _ id: ArrangementID) async throws {
        try await office.expectNoLonger(Array(people.prefix(3)), of: id)
        try await office.expect(count + 1...count + 3, of: id)
        try await office.drain()
        await expectCalls([
            "POST /oauth/token 200": 2,
            "GET /webinars/{webinarId}/registrants 200": 1 + (count + 299) / 300,
            "PUT /webinars/{webinarId}/registrants/status 204": 1,
            "POST /webinars/{webinarId}/batch_registrants 201": batches + 1,
        ])
        // The first page, which was empty the first time.
        let repeated = await repeated()
        #expect(repeated == ["GET /webinars/{webinarId}/registrants": 1])
        try await expectRegistered(4...count + 3, by: office, for: id)
    }

    private var registered: [String: Int] {
        [
            "GET /webinars/{webinarId}/registrants 200": 1,
            "POST /webinars/{webinarId}/batch_registrants 201": batches,
        ]
    }

    /// Expects that the webinar was made by one call of each kind, and so many others came.
    private func expectCalls(_ others: [String: Int]) async {
        let made = [
            "POST /oauth/token 200": 1, "GET /users/{userId}/webinars 200": 1,
            "POST /users/{userId}/webinars 201": 1, "GET /webinars/{webinarId} 200": 1,
        ]
        let calls = await stand.callCounts()
        #expect(calls == made.merging(others) { _, other in other })
    }

    private func repeated() async -> JSON? {
        await stand.host.look { $0.callsJSON["repeated"] }
    }

    /// Expects that Zoom and the log agree on who is registered.
    private func expectRegistered(
        _ numbers: ClosedRange<Int>,
        by office: Office,
        for id: ArrangementID
    ) async throws {
        let emails = await stand.host.look { zoom in
            zoom.meetings[zoom.lastNumber]?.registrants.all.map(\.email) ?? []
        }
        #expect(emails.count == numbers.count)
        #expect(Set(emails) == Set(numbers.map(Office.email)))
        let arrangement = try await office.arrangement(id)
        #expect(arrangement.registered.count == numbers.count)
    }
}

/// The desk of an organisation that plans at the simulator, and its outbox, as one process has them.
private struct Office {
    private static let actor = Actor("planner")

    private let desk: Desk
    private let outbox: Outbox

    init(_ log: any EventLog, _ stand: ClientStand, _ clock: StandClock) throws {
        let key = try #require(OrganisationKey(bytes: Array(0..<32)))
        let account = try ClientStand.account(
            at: stand.address,
            rates: ZoomRateLimits(plan: .pro)
        )
        let client = ZoomClient(account: account, edges: clock.edges(stand.transport))
        desk = Desk(
            log: log,
            index: MemoryEventIndex(),
            key: key,
            edges: Edges(now: { clock.now }, random: Edges.live.random)
        )
        outbox = Outbox(desk: desk, clients: ZoomClients([Sample.account: client]))
    }

    static func email(_ number: Int) -> String { "p\(number)@example.org" }

    func arrange() async throws -> ArrangementID {
        let time = DatePlan(
            date: try #require(CivilDate("2026-03-20")),
            secondOfDay: 9 * 3600,
            zone: "Europe/Paris",
            seconds: 3600
        )
        let draft = ArrangementDraft(
            account: Sample.account,
            host: Sample.trainer,
            kind: .webinar,
            link: .course("SST-7", session: "spring", group: nil),
            topic: "Working at heights",
            time: .once(time),
            seconds: 3600,
            settings: MeetingSettings(
                registration: .automatic,
                recording: MeetingSettings.Recording.none
            ),
            pack: try #require(RulePack.shipped("fr-formation"))
        )
        return try #require(try await desk.arrange(draft, actor: Self.actor).arrangement.id)
    }

    func arrangement(_ id: ArrangementID) async throws -> Arrangement {
        try await desk.arrangement(named: id.text).arrangement
    }

    @discardableResult
    func expect(_ numbers: ClosedRange<Int>, of id: ArrangementID) async throws -> [PersonID] {
        let rows = numbers.map { "Person Nr\($0),\(Self.email($0))\n" }
        let csv = "name,email\n" + rows.joined()
        let people = try await desk.importPeople(csv: csv, actor: Self.actor).people
        _ = try await desk.extendRoster(of: try await meeting(id), with: people, actor: Self.actor)
        return people
    }

    func expectNoLonger(_ people: [PersonID], of id: ArrangementID) async throws {
        _ = try await desk.reduceRoster(
            of: try await meeting(id),
            at: nil,
            from: nil,
            by: people,
            actor: Self.actor
        )
    }

    private func meeting(_ id: ArrangementID) async throws -> MeetingID {
        try #require(try await arrangement(id).meeting).id
    }

    /// Empties the outbox at once: nothing is to be waited for but the pace, which the client keeps.
    func drain() async throws {
        let progress = try await outbox.empty()
        #expect(progress.waiting == 0)
        #expect(!progress.wasStopped)
    }
}
