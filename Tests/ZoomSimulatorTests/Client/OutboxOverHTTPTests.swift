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
            let log = MemoryEventLog(now: { clock.now })
            let office = try Office(log, stand, clock)
            let id = try await office.arrange()
            try await office.drain()
            var calls = [
                "POST /oauth/token 200": 1, "GET /users/{userId}/webinars 200": 1,
                "POST /users/{userId}/webinars 201": 1, "GET /webinars/{webinarId} 200": 1,
            ]
            #expect(await stand.callCounts() == calls)
            let people = try await office.expect(1...count, of: id)
            let begin = clock.uptime
            try await office.drain()
            let batches = (count + 29) / 30
            calls["GET /webinars/{webinarId}/registrants 200"] = 1
            calls["POST /webinars/{webinarId}/batch_registrants 201"] = batches
            #expect(await stand.callCounts() == calls)
            // Eight a second, four fifths of what Pro allows.
            #expect(clock.uptime - begin == .seconds((batches - 1) / 8))
            try await expect(1...count, registeredAt: stand, by: office, for: id)

            // Another process has the log alone, and finds nothing to do.
            let next = try Office(log, stand, clock)
            try await next.drain()
            #expect(await stand.callCounts() == calls)
            #expect(await stand.host.look { $0.callsJSON["repeated"] } == [:])

            // Where there is, it reads first whom Zoom has.
            try await next.expectNoLonger(Array(people.prefix(3)), of: id)
            try await next.expect(count + 1...count + 3, of: id)
            try await next.drain()
            calls["POST /oauth/token 200"] = 2
            calls["GET /webinars/{webinarId}/registrants 200"] = 1 + (count + 299) / 300
            calls["PUT /webinars/{webinarId}/registrants/status 204"] = 1
            calls["POST /webinars/{webinarId}/batch_registrants 201"] = batches + 1
            #expect(await stand.callCounts() == calls)
            // The first page, which was empty the first time.
            #expect(
                await stand.host.look { $0.callsJSON["repeated"] }
                    == ["GET /webinars/{webinarId}/registrants": 1]
            )
            try await expect(4...count + 3, registeredAt: stand, by: next, for: id)
        }
    }

    /// Expects that Zoom and the log agree on who is registered.
    private func expect(
        _ numbers: ClosedRange<Int>,
        registeredAt stand: ClientStand,
        by office: Office,
        for id: ArrangementID
    ) async throws {
        let emails = await stand.host.look { zoom in
            zoom.meetings[zoom.lastNumber]?.registrants.all.map(\.email) ?? []
        }
        #expect(emails.count == numbers.count)
        #expect(Set(emails) == Set(numbers.map(Office.email)))
        #expect(try await office.arrangement(id).registered.count == numbers.count)
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
