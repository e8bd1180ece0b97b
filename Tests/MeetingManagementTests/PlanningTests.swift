import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

@Suite("Planning at the desk")
struct PlanningTests {
    private static let before: Instant = "2026-03-01T08:00:00Z"
    private let zoom = WebhookSample()
    private let actor = Actor("planner")

    private func plan(
        _ date: String,
        hour: Int = 10,
        minutes: Int64 = 60,
        zone: String = "Europe/Paris"
    ) throws -> DatePlan {
        DatePlan(
            date: try #require(CivilDate(date)),
            secondOfDay: hour * 3600,
            zone: zone,
            seconds: minutes * 60
        )
    }

    private func desk(now: Instant = before) async throws -> TestDesk {
        let test = try TestDesk(now: now)
        try await test.take([zoom.created(start: "2026-03-09T09:00:00Z")])
        return test
    }

    @Test("keeps the wall time over a change of the clocks, each date resolved by itself")
    func wallTime() async throws {
        let test = try await desk()
        let plans = [try plan("2026-03-23"), try plan("2026-03-30")]
        let dates = try await test.desk.schedule(
            plans,
            of: .known(zoom.number),
            under: .generic,
            actor: actor
        )
        let reading = try await test.desk.meeting(named: zoom.number)
        let windows = dates.compactMap { id in
            reading.sheets.first { $0.content.occurrence.id == id }?.content.occurrence.planned
        }
        #expect(windows.map(\.start) == ["2026-03-23T09:00:00Z", "2026-03-30T08:00:00Z"])
    }

    @Test("refuses a time that the clocks skip, and takes the earlier of one shown twice")
    func clocks() async throws {
        let test = try await desk()
        await #expect(throws: DeskFailure.self) {
            try await test.desk.schedule(
                [try plan("2026-03-29", hour: 2)],
                of: .known(zoom.number),
                under: .generic,
                actor: actor
            )
        }
        let id = try await test.desk.schedule(
            [try plan("2026-10-25", hour: 2)],
            of: .known(zoom.number),
            under: .generic,
            actor: actor
        )
        let sheet = try await test.desk.sheet(of: try #require(id.first)).content
        #expect(sheet.occurrence.planned?.start == "2026-10-25T00:00:00Z")
    }

    @Test("takes over the time that Zoom planned, under the rules that were agreed")
    func takesOver() async throws {
        let test = try await desk()
        let zooms = try await test.sheet().occurrence.id
        let pack = try #require(RulePack.shipped("it-safety"))
        let dates = try await test.desk.schedule(
            [try plan("2026-03-09", minutes: 90)],
            of: .known(zoom.number),
            under: pack,
            actor: actor
        )
        let reading = try await test.desk.meeting(named: zoom.number)
        #expect(reading.sheets.map(\.content.occurrence.id) == dates)
        let sheet = try await test.desk.sheet(of: zooms).content
        #expect(sheet.occurrence.id == dates.first)
        #expect(sheet.occurrence.planned?.seconds == 5400)
        #expect(sheet.rulePack == "it-safety@1")
        let other = try await test.desk.sheet(of: zooms, under: .generic)
        #expect(other.rulePack == "generic@3")
        #expect(try await test.desk.sheet(of: zooms).content.rulePack == "it-safety@1")
    }

    @Test("is over once a date has begun, and cancelling too")
    func begun() async throws {
        let test = try await desk()
        let dates = try await test.desk.schedule(
            [try plan("2026-03-09")],
            of: .known(zoom.number),
            under: .generic,
            actor: actor
        )
        let later = try TestDesk(over: test.log, now: "2026-03-09T09:00:00Z")
        let id = try #require(dates.first)
        await #expect(throws: DeskFailure.self) {
            try await later.desk.schedule(
                [try plan("2026-03-09", minutes: 120)],
                of: .known(zoom.number),
                as: id,
                under: .generic,
                actor: actor
            )
        }
        await #expect(throws: DeskFailure.self) {
            try await later.desk.cancel(id, of: zoom.number, reason: "Ill", actor: actor)
        }
        try await test.desk.cancel(id, of: zoom.number, reason: "Ill", actor: actor)
    }

    @Test("of a date keeps its zone, whatever Zoom says of the meeting's")
    func zone() async throws {
        let test = try await desk()
        let dates = try await test.desk.schedule(
            [try plan("2026-03-16", zone: "America/New_York")],
            of: .known(zoom.number),
            under: .generic,
            actor: actor
        )
        let sheet = try await test.desk.sheet(of: try #require(dates.first)).content
        #expect(sheet.occurrence.zone == "America/New_York")
        #expect(sheet.occurrence.planned?.start == "2026-03-16T14:00:00Z")
        #expect(try await test.sheet().occurrence.zone == "Europe/Paris")
    }

    @Test("anew is refused of what ran by Zoom's plan, and of what is no date of the meeting")
    func replanned() async throws {
        let test = try await desk()
        let zooms = try await test.sheet().occurrence.id
        try await test.take([zoom.started(), zoom.ended(at: "2026-03-09T10:00:00Z")])
        for id in [zooms, OccurrenceID("nothing")] {
            await #expect(throws: DeskFailure.self) {
                try await test.desk.schedule(
                    [try plan("2026-03-16")],
                    of: .known(zoom.number),
                    as: id,
                    under: .generic,
                    actor: actor
                )
            }
        }
    }

    @Test("plans a meeting that Zoom has not told of, and Zoom's facts find it")
    func newMeeting() async throws {
        let test = try TestDesk(now: Self.before)
        let dates = try await test.desk.schedule(
            [try plan("2026-03-09")],
            of: .new(number: zoom.number, account: WebhookSample.account),
            under: .generic,
            actor: actor
        )
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
        ])
        let sheet = try await test.sheet()
        #expect(sheet.occurrence.id == dates.first)
        #expect(sheet.rows.map(\.name) == ["Ada"])
    }

    @Test("moves a run to another date and back")
    func moves() async throws {
        let test = try await desk()
        var late = zoom
        late.uuid = "lateRun=="
        late.start = "2026-03-09T15:00:00Z"
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
            zoom.ended(at: "2026-03-09T10:00:00Z"),
            late.started(),
            late.joined("Boris", at: "2026-03-09T15:02:00Z", connection: "B1", user: "1"),
            late.ended(at: "2026-03-09T15:30:00Z"),
        ])
        let first = try #require(try await test.meeting().sheets.first).content.occurrence.id
        #expect(try await test.meeting().sheets.count == 2)
        let moved = try await test.desk.move(
            run: "lateRun==",
            of: zoom.number,
            to: .occurrence(first),
            reason: "The second half",
            actor: actor
        )
        #expect(moved.id == first)
        #expect(try await test.meeting().sheets.count == 1)
        #expect(try await test.sheet().rows.map(\.name) == ["Ada", "Boris"])
        // Outside of the planned hour nothing counts.
        #expect(try await test.sheet().rows.last?.secondsPresent == 0)
        _ = try await test.desk.move(
            run: "lateRun==",
            of: zoom.number,
            to: .itsTime,
            reason: "No",
            actor: actor
        )
        #expect(try await test.meeting().sheets.count == 2)
        await #expect(throws: DeskFailure.self) {
            try await test.desk.move(
                run: "nothing",
                of: zoom.number,
                to: .apart,
                reason: "No",
                actor: actor
            )
        }
    }

    @Test("expects people at one date, as trainers, and no longer from a time on")
    func rosters() async throws {
        let test = try await desk()
        let csv = "name,email,own id\nAda,ada@example.org,E-1\nBoris,boris@example.org,E-2\n"
        _ = try await test.desk.importPeople(csv: csv, actor: actor)
        let ada = try await test.desk.person(named: "E-1")
        let boris = try await test.desk.person(named: "BORIS@example.org")
        #expect(try await test.desk.person(named: ada.text) == ada)
        await #expect(throws: DeskFailure.self) {
            try await test.desk.person(named: "nobody@example.org")
        }
        let meeting = try await test.meeting().record.id
        let dates = try await test.desk.schedule(
            [try plan("2026-03-16"), try plan("2026-03-23")],
            of: .known(zoom.number),
            under: .generic,
            actor: actor
        )
        try await test.desk.extendRoster(of: meeting, with: [ada], actor: actor)
        try await test.desk.extendRoster(
            of: meeting,
            at: dates[0],
            with: [boris],
            as: .trainer,
            actor: actor
        )
        _ = try await test.desk.reduceRoster(
            of: meeting,
            at: nil,
            from: "2026-03-20T00:00:00Z",
            by: [ada],
            actor: actor
        )
        let lines = try await test.desk.roster(of: zoom.number)
        #expect(lines.filter { $0.occurrence == dates[0] }.map(\.name) == ["Ada", "Boris"])
        #expect(lines.filter { $0.occurrence == dates[1] }.isEmpty)
        #expect(lines.first { $0.name == "Boris" }?.role == .trainer)
        let sheet = try await test.desk.sheet(of: dates[0]).content
        #expect(sheet.rows.first { $0.name == "Boris" }?.role == .trainer)
    }
}
