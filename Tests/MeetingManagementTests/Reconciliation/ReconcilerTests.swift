import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomAPI
import ZoomSimulator

/// A course of an hour on Monday and Tuesday, of which every delivery comes unless a test says otherwise.
@Suite("Asking Zoom for what did not come", .timeLimit(.minutes(30)))
struct ReconcilerTests {
    private static let start: Instant = "2026-03-09T06:00:00Z"
    /// A day after Tuesday's course.
    private static let later: Instant = "2026-03-11T14:00:00Z"

    private static func world(
        people: Int = 4,
        _ change: (inout Scenario) -> Void = { _ in }
    ) -> SimulatedWorld {
        var scenario = Scenario(
            name: "two days",
            seed: 11,
            start: start,
            accounts: [SimulatedWeekTests.account("north")]
        )
        scenario.people = SimulatedWeekTests.people(people)
        scenario.meetings = [
            SimulatedWeekTests.meeting("First aid", at: "north", hour: 9, minutes: 60, days: 2)
        ]
        change(&scenario)
        return SimulatedWorld(scenario)
    }

    private static func muster(
        beside world: SimulatedWorld,
        locked: String? = nil
    ) async throws -> (SimulatedMuster, MemoryEventLog) {
        let log = SimulatedMuster.log(of: world)
        let muster = try SimulatedMuster(over: log, beside: world, locked: locked)
        try await muster.desk.receiverStarts(actor: Actor("receiver"))
        return (muster, log)
    }

    private static func sheets(at desk: Desk) async throws -> [AttendanceSheet] {
        try await desk.meetings(limit: 10).meetings.flatMap(\.sheets).map(\.content)
    }

    private static let reports = "/report/meetings/{meetingId}/participants"
    private static let past = "/past_meetings/{meetingId}/participants"

    @Test("reads each report early, and once more when no row can be missing")
    func twice() async throws {
        let world = Self.world()
        let (muster, _) = try await Self.muster(beside: world)
        let book = Notebook()
        try await muster.run(world, until: "2026-03-09T10:20:00Z", noting: book.noting)
        #expect(book.notes.map(\.isSettled) == [false])
        // What came live shows it already; an early report would not.
        #expect(try await Self.sheets(at: muster.desk).first?.isComplete == true)
        try await muster.run(world, until: "2026-03-09T11:00:00Z", noting: book.noting)
        #expect(book.notes.map(\.isSettled) == [false, true])
        let sheet = try #require(try await Self.sheets(at: muster.desk).first)
        #expect(sheet.rows.allSatisfy { $0.source == .reconciled })
        #expect(sheet.rows.flatMap(\.connections).allSatisfy { $0.report == .agrees })
        try await muster.run(world, until: Self.later, noting: book.noting)
        #expect(book.notes.map(\.isSettled) == [false, true, false, true])
        #expect(!book.notes.contains { $0.isTrouble })
        // Nothing else was to be asked: every end was told, and every plan had its run.
        #expect(await world.calls("/past_meetings/{meetingId}") == 0)
        #expect(await world.calls("/past_meetings/{meetingId}/instances") == 0)
        #expect(await world.calls(Self.reports) <= 2 * 4)
    }

    @Test("calls nobody absent by a report that was read too early")
    func early() async throws {
        let world = Self.world { scenario in
            scenario.meetings[0].visits = [
                ScenarioVisit(person: scenario.people[0].email, stays: [])
            ]
            scenario.deliveries.rules = [DeliveryRule(event: "meeting.ended", action: .lose)]
        }
        let (muster, _) = try await Self.muster(beside: world)
        try await muster.run(world, until: "2026-03-09T10:28:00Z")
        let early = try #require(try await Self.sheets(at: muster.desk).first)
        #expect(early.rows.flatMap(\.connections).allSatisfy { $0.report == .agrees })
        #expect(!early.isComplete)
        #expect(early.rows.filter(\.connections.isEmpty).map(\.status) == [.unknown])
        try await muster.run(world, until: "2026-03-09T11:00:00Z")
        let late = try #require(try await Self.sheets(at: muster.desk).first)
        #expect(late.rows.filter(\.connections.isEmpty).map(\.status) == [.absent])
    }

    @Test("gives up a report that never comes, says why once, and asks no more after a restart")
    func alone() async throws {
        let world = Self.world(people: 0)
        let (muster, log) = try await Self.muster(beside: world)
        let book = Notebook()
        try await muster.run(world, until: Self.later, noting: book.noting)
        let missed = book.notes.filter { if case .missed(_, .empty) = $0 { true } else { false } }
        #expect(missed.count == 2)
        #expect(book.notes == missed)
        let calls = await world.callCount
        let again = try SimulatedMuster(over: log, beside: world)
        try await again.run(world, until: "2026-03-12T14:00:00Z")
        #expect(await world.callCount == calls)
        // By hand it is asked all the same.
        let asked = await world.calls(Self.reports)
        let findings = try await again.reconciler.reconcile(meeting: nil, since: nil) { _ in }
        #expect(findings.map(\.report) == [.missed(.empty), .missed(.empty)])
        #expect(findings.allSatisfy { $0.comparison.isUnreported == 1 })
        #expect(await world.calls(Self.reports) == asked + 2)
    }

    @Test("asks for the end that was lost, and for runs of which nothing came")
    func lost() async throws {
        let world = Self.world { scenario in
            scenario.outages = [
                ScenarioOutage(from: "2026-03-10T08:00:00Z", seconds: 7800, losesDeliveries: true)
            ]
            scenario.deliveries.rules = [DeliveryRule(event: "meeting.ended", action: .lose)]
        }
        let (muster, _) = try await Self.muster(beside: world)
        let book = Notebook()
        try await muster.run(world, until: Self.later, noting: book.noting)
        let truth = await world.truth.instances
        let sheets = try await Self.sheets(at: muster.desk)
        #expect(sheets.count == 2)
        for (sheet, run) in zip(sheets, truth) {
            #expect(sheet.instances.map(\.uuid) == [run.uuid])
            #expect(sheet.occurrence.actualStart == run.start)
            #expect(sheet.occurrence.actualEnd == run.end)
            #expect(sheet.isComplete)
        }
        #expect(sheets[0].rows.allSatisfy { $0.source == .reconciled })
        #expect(sheets[1].rows.allSatisfy { $0.source == .report })
        #expect(await world.calls("/past_meetings/{meetingId}/instances") == 1)
    }

    @Test("lists after the receiver was away, once for each time it was")
    func away() async throws {
        let world = Self.world()
        let (muster, log) = try await Self.muster(beside: world)
        try await muster.run(world, until: "2026-03-09T09:20:00Z")
        try await world.run(until: "2026-03-09T09:30:00Z", delivering: nil)
        let again = try SimulatedMuster(over: log, beside: world)
        try await again.desk.receiverStarts(actor: Actor("receiver"))
        try await again.run(world, until: Self.later)
        #expect(await world.calls("/past_meetings/{meetingId}/instances") == 1)
        let sheets = try await Self.sheets(at: again.desk)
        #expect(sheets.map(\.isComplete) == [true, true])
    }

    @Test("finds by their hosts what was begun while the receiver was away, and asks once")
    func byHost() async throws {
        let world = Self.world { scenario in
            scenario.meetings[0].days = 1
            scenario.meetings.append(
                SimulatedWeekTests.meeting("Talk", at: "north", hour: 11, minutes: 30, days: 1)
            )
            // As of what begins at once, nothing tells of either beforehand.
            scenario.deliveries.rules = [DeliveryRule(event: "meeting.created", action: .lose)]
        }
        let (muster, log) = try await Self.muster(beside: world)
        try await muster.run(world, until: "2026-03-09T10:40:00Z")
        try await world.run(until: "2026-03-09T14:00:00Z", delivering: nil)
        let again = try SimulatedMuster(over: log, beside: world)
        try await again.desk.receiverStarts(actor: Actor("receiver"))
        let book = Notebook()
        try await again.run(world, until: Self.later, noting: book.noting)
        let truth = await world.truth.instances
        let sheets = try await Self.sheets(at: again.desk)
        #expect(Set(sheets.flatMap(\.instances).map(\.uuid)) == Set(truth.map(\.uuid)))
        #expect(sheets.count == 2)
        #expect(sheets.map(\.isComplete) == [true, true])
        #expect(book.notes.contains(.uncovered(account: "north", runs: 1)))
        #expect(await world.calls("/users") == 1)
        #expect(await world.calls("/report/users/{userId}/meetings") == 1)
    }

    @Test("says that hosts' runs cannot be asked for, once for each time without deliveries")
    func hostsUntold() async throws {
        let world = Self.world {
            $0.accounts[0].scopes = ["report:read:list_meeting_participants:admin"]
        }
        let (muster, log) = try await Self.muster(beside: world)
        try await muster.run(world, until: "2026-03-09T10:40:00Z")
        try await world.run(until: "2026-03-09T14:00:00Z", delivering: nil)
        let again = try SimulatedMuster(over: log, beside: world)
        try await again.desk.receiverStarts(actor: Actor("receiver"))
        let book = Notebook()
        try await again.run(world, until: "2026-03-09T20:00:00Z", noting: book.noting)
        let untold = book.notes.filter { if case .hostsUntold = $0 { true } else { false } }
        #expect(untold.count == 1)
    }

    @Test("takes the other way where the report is not allowed, and says once where none is")
    func scopes() async throws {
        for (scopes, route) in [
            (["meeting:read:list_past_participants:admin"], Self.past),
            (["meeting:read:list_past_instances:admin"], nil),
        ] {
            let world = Self.world { $0.accounts[0].scopes = scopes }
            let (muster, _) = try await Self.muster(beside: world)
            let book = Notebook()
            try await muster.run(world, until: "2026-03-09T14:00:00Z", noting: book.noting)
            let refused = book.notes.filter {
                if case .withoutReports = $0 { true } else { false }
            }
            let sheet = try #require(try await Self.sheets(at: muster.desk).first)
            if let route {
                #expect(refused.isEmpty)
                #expect(await world.calls(route) > 1)
                #expect(sheet.rows.allSatisfy { $0.source == .reconciled })
            } else {
                #expect(refused.count == 1)
                #expect(await world.calls(Self.past) <= 2)
                #expect(sheet.rows.allSatisfy { $0.source == .live })
            }
            // Each is refused twice: with the token, and with one that was granted anew.
            #expect(await world.calls(Self.reports) == 2)
        }
    }

    @Test("leaves an account alone whose credentials are not taken, and asks the others")
    func locked() async throws {
        let world = Self.world { scenario in
            scenario.accounts.append(SimulatedWeekTests.account("south"))
            scenario.meetings.append(
                SimulatedWeekTests.meeting("Rescue", at: "south", hour: 9, minutes: 60, days: 1)
            )
        }
        let (muster, _) = try await Self.muster(beside: world, locked: "south")
        let book = Notebook()
        try await muster.run(world, until: "2026-03-09T11:00:00Z", noting: book.noting)
        let troubles = book.notes.filter(\.isTrouble)
        #expect(troubles.count == 1)
        guard case .paused("south", _, _)? = troubles.first else {
            Issue.record("\(troubles)")
            return
        }
        #expect(troubles.allSatisfy { !$0.description.contains("a wrong one") })
        for meeting in try await muster.desk.meetings(limit: 10).meetings {
            let sheet = try #require(meeting.sheets.first?.content)
            let isReconciled = sheet.rows.allSatisfy { $0.source == .reconciled }
            #expect(isReconciled == (meeting.topic == "First aid"))
        }
    }

    @Test("asks rarely while Zoom is down, and goes on where it stood")
    func down() async throws {
        let world = Self.world()
        let (muster, _) = try await Self.muster(beside: world)
        try await world.run(until: "2026-03-09T10:10:00Z", delivering: muster.desk)
        await world.change { zoom in
            zoom.disturb(Fault(.down, times: nil, until: "2026-03-09T12:00:00Z"))
        }
        let book = Notebook()
        try await muster.run(
            world,
            until: "2026-03-09T12:00:00Z",
            everySeconds: 20,
            noting: book.noting
        )
        #expect(!book.notes.isEmpty)
        #expect(book.notes.allSatisfy { $0.isTrouble })
        #expect(book.notes.count < 15)
        #expect(await world.callCount < 15 * 6)
        try await muster.run(world, until: "2026-03-09T12:30:00Z")
        let sheet = try #require(try await Self.sheets(at: muster.desk).first)
        #expect(sheet.rows.allSatisfy { $0.source == .reconciled })
    }

    @Test("says the same before and after what came live, in any order and twice over")
    func orders() async throws {
        let world = Self.world(people: 6) { scenario in
            scenario.deliveries.lost = 0.2
            scenario.meetings[0].habits.drops = 0.5
            scenario.deliveries.rules = [
                DeliveryRule(event: "meeting.created", action: .deliver),
                DeliveryRule(event: "meeting.registration_*", action: .deliver),
            ]
        }
        let (scratch, _) = try await Self.muster(beside: world)
        try await world.run(until: Self.later, delivering: scratch.desk)
        let bodies = await world.deliveries
        var contents: [[[UInt8]]] = []
        for first in [0, 1, bodies.count / 2, bodies.count] {
            let log = SimulatedMuster.log(of: world)
            let muster = try SimulatedMuster(over: log, beside: world)
            let plan = bodies.filter {
                String(decoding: $0, as: UTF8.self).contains("meeting.created")
            }
            for body in plan + bodies.prefix(first) {
                _ = try await muster.desk.take(
                    body,
                    source: .live,
                    receivedAt: world.clock.now
                )
            }
            await muster.reconciler.look { _ in }
            for body in bodies.dropFirst(first).reversed() {
                _ = try await muster.desk.take(
                    body,
                    source: .live,
                    receivedAt: world.clock.now
                )
            }
            try await SimulatedMuster(over: log, beside: world).reconciler.look { _ in }
            _ = try await muster.reconciler.reconcile(meeting: nil, since: nil) { _ in }
            contents.append(try await Self.sheets(at: muster.desk).map { $0.canonical.bytes })
        }
        #expect(contents[0].count == 2)
        #expect(Set(contents).count == 1)
    }
}

extension ReconciliationNote {
    /// Whether a report was read for good; `nil` for anything else.
    fileprivate var isSettled: Bool? {
        if case .reported(_, _, let isSettled) = self { isSettled } else { nil }
    }
}
