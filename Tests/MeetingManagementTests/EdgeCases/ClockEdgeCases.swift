import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomAPI

/// Times are instants; wall clocks are how they are planned and printed.
@Suite("Edge cases of clocks")
struct ClockEdgeCases {
    private let zoom = WebhookSample()

    /// A desk at which a date was planned in January by the wall clock of a zone.
    private func planned(
        _ date: String,
        _ hour: Int,
        _ minute: Int,
        zone: String,
        minutes: Int64
    ) async throws -> TestDesk {
        let log = MemoryEventLog(now: { "2026-01-05T12:00:00Z" })
        let plan = DatePlan(
            date: try #require(CivilDate(date)),
            secondOfDay: hour * 3600 + minute * 60,
            zone: zone,
            seconds: minutes * 60
        )
        _ = try await TestDesk(over: log, now: "2026-01-05T12:00:00Z").desk.schedule(
            [plan],
            of: .new(number: zoom.number, account: WebhookSample.account),
            under: .generic,
            actor: "t"
        )
        return try TestDesk(over: log, now: "2026-12-01T12:00:00Z")
    }

    @Test("Edge case 19: when clocks go forward in a session, its seconds are those that passed")
    func summerTime() async throws {
        // 01:30 in Paris is 00:30 UTC; at 01:00 UTC its clocks jump from 02:00 to 03:00.
        let test = try await planned("2026-03-29", 1, 30, zone: "Europe/Paris", minutes: 120)
        let run = zoom.run(zoom.uuid, from: "2026-03-29T00:30:00Z")
        try await test.take([
            run.started(), run.join(.ada, "2026-03-29T00:30:00Z"),
            run.join(.ben, "2026-03-29T00:45:00Z"), run.leave(.ben, "2026-03-29T02:15:00Z"),
            run.leave(.ada, "2026-03-29T02:30:00Z"), run.end("2026-03-29T02:30:00Z"),
        ])
        let sheet = try await test.sheet()
        let window = TimeWindow(start: "2026-03-29T00:30:00Z", end: "2026-03-29T02:30:00Z")
        #expect(sheet.occurrence.planned == window)
        // Ben: from 01:45 to 04:15 on the wall, and 90 min of 120 in truth.
        #expect(
            sheet.lines == [
                "Ada Lang: 7200 s, present, 2026-03-29T00:30:00-2026-03-29T02:30:00",
                "Ben Roth: 5400 s, present, 2026-03-29T00:45:00-2026-03-29T02:15:00",
            ]
        )
        #expect(sheet.rows.map(\.sharePercent) == [100, 75])
    }

    @Test("Edge case 19: a wall time that clocks skip is refused, and nothing is planned")
    func skipped() async throws {
        let test = try TestDesk(now: "2026-01-05T12:00:00Z")
        let date = try #require(CivilDate("2026-03-29"))
        let failure = await #expect(throws: DeskFailure.self) {
            try await test.desk.schedule(
                [DatePlan(date: date, secondOfDay: 9000, zone: "Europe/Paris", seconds: 3600)],
                of: .new(number: zoom.number, account: WebhookSample.account),
                under: .generic,
                actor: "t"
            )
        }
        guard case .plan(.timeSkipped) = failure else {
            Issue.record("02:30 was not refused as skipped: \(String(describing: failure))")
            return
        }
        #expect(try await test.log.size() == 0)
    }

    @Test("Edge case 19: of a wall time that is shown twice the earlier counts")
    func twice() async throws {
        // At 01:00 UTC clocks in Paris go from 03:00 back to 02:00: 02:30 is 00:30 UTC first.
        let test = try await planned("2026-10-25", 2, 30, zone: "Europe/Paris", minutes: 60)
        #expect(
            try await test.sheet().occurrence.planned
                == TimeWindow(start: "2026-10-25T00:30:00Z", end: "2026-10-25T01:30:00Z")
        )
    }

    @Test("Edge case 19: the hour that clocks show twice counts twice")
    func winterTime() async throws {
        // 02:00 to 04:00 on the wall are three hours: 00:00 to 03:00 UTC.
        let test = try await planned("2026-10-25", 2, 0, zone: "Europe/Paris", minutes: 180)
        let run = zoom.run(zoom.uuid, from: "2026-10-25T00:00:00Z")
        try await test.take([
            run.started(), run.join(.ada, "2026-10-25T00:30:00Z"),
            run.leave(.ada, "2026-10-25T02:45:00Z"), run.end("2026-10-25T03:00:00Z"),
        ])
        // She came at 02:30 and left at 03:45 by the wall: 135 min of 180 are three quarters.
        let row = try await test.row("Ada Lang")
        #expect(row.secondsPresent == 8100)
        #expect(row.sharePercent == 75)
        #expect(row.status == .present)
        #expect((row.lateSeconds, row.earlySeconds) == (1800, 900))
    }

    @Test("Edge case 19: a session over midnight is one date, in UTC and on the wall")
    func midnight() async throws {
        // 23:30 to 01:30 in Paris on 9 and 10 June are 21:30 to 23:30 UTC; New York is at 17:30.
        let test = try await planned("2026-06-09", 23, 30, zone: "Europe/Paris", minutes: 120)
        let first = zoom.run(zoom.uuid, from: "2026-06-09T21:30:00Z")
        try await test.take([
            first.started(), first.join(.ada, "2026-06-09T21:45:00Z"),
            first.leave(.ada, "2026-06-09T23:15:00Z"), first.end("2026-06-09T23:30:00Z"),
        ])
        #expect(try await test.sheets().count == 1)
        #expect(try await test.row("Ada Lang").secondsPresent == 5400)
        // The same over midnight UTC: 22:30 UTC to 00:30.
        let other = try await planned("2026-06-09", 22, 30, zone: "Etc/UTC", minutes: 120)
        let run = zoom.run(zoom.uuid, from: "2026-06-09T22:30:00Z")
        try await other.take([
            run.started(), run.join(.ada, "2026-06-09T22:45:00Z"),
            run.leave(.ada, "2026-06-10T00:15:00Z"), run.end("2026-06-10T00:30:00Z"),
        ])
        #expect(try await other.sheets().count == 1)
        let row = try await other.row("Ada Lang")
        #expect(row.counted.map(\.start) == ["2026-06-09T22:45:00Z"])
        #expect(row.counted.map(\.end) == ["2026-06-10T00:15:00Z"])
        #expect(row.secondsPresent == 5400)
        #expect(row.status == .present)
    }

    @Test("Edge case 19: a trainer and a learner in different zones share their instants")
    func zones() async throws {
        // 05:00 in New York on 9 March, after its clocks went forward, is 09:00 UTC.
        let test = try await planned("2026-03-09", 5, 0, zone: "America/New_York", minutes: 60)
        try await test.take([
            zoom.started(), zoom.join(.hana, "2026-03-09T05:00:00-04:00"),
            zoom.join(.ada, "2026-03-09T10:02:00+01:00"),
            zoom.leave(.hana, "2026-03-09T06:00:00-04:00"),
            zoom.leave(.ada, "2026-03-09T10:52:00+01:00"), zoom.end("10:00"),
        ])
        #expect(
            try await test.lines() == [
                "Ada Lang: 3000 s, present, 09:02:00-09:52:00",
                "Hana (trainer): 3600 s, present, 09:00:00-10:00:00",
            ]
        )
        #expect(try await test.row("Ada Lang").secondsWithTrainer == 3000)
        // A file that the trainer saved in New York shows the learner's times as of there.
        let file = """
            Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,\
            Recording disclaimer response,In waiting room
            Ada Lang,,03/09/2026 05:02:00 AM,03/09/2026 05:52:00 AM,50,Yes,,No

            """
        let intake = try await test.desk.takePortalFile(
            Array(file.utf8),
            meeting: zoom.number,
            zone: "America/New_York",
            dateOrder: .monthFirst,
            actor: "t"
        )
        #expect(intake.rows == 1)
        let listed = try #require(try await test.sheet().listed.first)
        #expect(listed.from == "2026-03-09T09:02:00Z")
        #expect(listed.to == "2026-03-09T09:52:00Z")
        // It adds no time before somebody confirms it.
        #expect(try await test.row("Ada Lang").secondsPresent == 3000)
    }

    @Test("Edge case 30: Zoom's clock and ours apart by hours move nobody's times")
    func skew() async throws {
        let test = try TestDesk()
        let skewed = try TestDesk()
        let plan = zoom.planned + [zoom.started()]
        try await test.take(
            plan + [zoom.join(.ada, "09:05"), zoom.leave(.ada, "09:53"), zoom.end("10:00")]
        )
        // Stamped three hours ahead and two hours behind, received the day after and before.
        let bodies =
            plan + [
                zoom.join(.ada, "09:05", stamped: "12:05"),
                zoom.leave(.ada, "09:53", stamped: "07:53"), zoom.end("10:00"),
            ]
        for (index, body) in bodies.enumerated() {
            let receipt = index.isMultiple(of: 2) ? "2026-03-10T09:00:00Z" : "2026-03-08T09:00:00Z"
            let outcome = try await skewed.desk.take(
                body,
                source: .live,
                receivedAt: try #require(Instant(receipt)),
                isStale: true
            )
            #expect(outcome == .stored(facts: 1))
        }
        #expect(try await skewed.sheet().json == test.sheet().json)
        #expect(
            try await skewed.row("Ada Lang").text
                == "Ada Lang: 2880 s, present, 09:05:00-09:53:00"
        )
    }
}
