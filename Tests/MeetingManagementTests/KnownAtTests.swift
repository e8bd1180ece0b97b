import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// The past is asked for after everything has happened, and compared with what was answered then.
@Suite("What was known at a moment")
struct KnownAtTests {
    private let zoom = WebhookSample()

    private var deliveries: [[UInt8]] {
        [
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
            zoom.created(start: "2026-03-09T09:00:00Z"),
            zoom.joined("Boris", at: "2026-03-09T09:05:00Z", connection: "B1", user: "2"),
            zoom.started(),
            zoom.left("Ada", at: "2026-03-09T09:30:00Z", connection: "A1", user: "1"),
            zoom.joined("Ada", at: "2026-03-09T09:40:00Z", connection: "A2", user: "3"),
            zoom.ended(at: "2026-03-09T10:00:00Z"),
            zoom.left("Boris", at: "2026-03-09T09:50:00Z", connection: "B1", user: "2"),
        ]
    }

    /// Everything happens, and after each step the sheet is asked for.
    private func course(
        seed: UInt64 = 0
    ) async throws -> (test: TestDesk, readings: [SheetReading]) {
        var generator = SeededGenerator(seed: seed)
        let test = try TestDesk()
        var readings: [SheetReading] = []
        for body in deliveries.shuffled(using: &generator) {
            try await test.take([body])
            readings.append(try #require(try await test.meeting().sheets.first))
        }
        let id = try await test.sheet().occurrence.id
        let rows = try await test.sheet().rows
        let ada = try #require(rows.first { $0.name == "Ada" }?.attendee)
        _ = try await test.desk.closeSheet(of: id, actor: "t")
        readings.append(try await test.desk.sheet(of: id))
        let late = TimeWindow(start: "2026-03-09T09:30:00Z", end: "2026-03-09T09:40:00Z")
        _ = try await test.desk.correct(
            ada,
            of: id,
            StayCorrection(present: [late]),
            reason: "Seen",
            actor: "t"
        )
        readings.append(try await test.desk.sheet(of: id))
        return (test, readings)
    }

    @Test(
        "is what was answered then, by position and by time, whatever came since",
        arguments: Seeds.usually(12)
    )
    func everyMoment(seed: UInt64) async throws {
        let (test, readings) = try await course(seed: seed)
        let id = try #require(readings.last?.content.occurrence.id)
        #expect(readings.count > 8)
        for then in readings {
            let provenance = then.provenance
            let position = KnownAt.position(provenance.logSize - 1)
            let time = KnownAt.time(try #require(provenance.knownAt))
            for moment in [position, time] where provenance.state != .closed {
                let reading = try await test.desk.sheet(of: id, knownAt: moment)
                #expect(reading.content.json == then.content.json)
                #expect(reading.provenance == provenance)
            }
        }
    }

    @Test("is closed where the sheet was closed, though it was amended since")
    func closed() async throws {
        let (test, readings) = try await course()
        let closed = try #require(readings.first { $0.provenance.state == .closed })
        let id = closed.content.occurrence.id
        #expect(try await test.desk.sheet(of: id).provenance.state == .amended)
        // The event after those it was folded from is the closing itself.
        let moment = KnownAt.position(closed.provenance.logSize)
        let reading = try await test.desk.sheet(of: id, knownAt: moment)
        #expect(reading.provenance == closed.provenance)
        #expect(reading.content == closed.content)
    }

    @Test("is as now for a moment to come, and nothing before the first event")
    func ends() async throws {
        let (test, readings) = try await course()
        let now = try #require(readings.last)
        let id = now.content.occurrence.id
        #expect(try await test.desk.sheet(of: id, knownAt: .position(.max)) == now)
        #expect(try await test.desk.sheet(of: id, knownAt: .time("2999-01-01T00:00:00Z")) == now)
        await #expect(throws: DeskFailure.self) {
            try await test.desk.sheet(of: id, knownAt: .time("2000-01-01T00:00:00Z"))
        }
    }

    @Test("is compared only the right way round")
    func reversed() async throws {
        let (test, readings) = try await course()
        let id = try #require(readings.last?.content.occurrence.id)
        let early = KnownAt.position(readings[3].provenance.logSize - 1)
        let changes = try await test.desk.difference(of: id, from: early, to: nil).changes
        #expect(changes.contains { $0.figure == "seconds_present" })
        await #expect(throws: DeskFailure.self) {
            try await test.desk.difference(of: id, from: .position(.max), to: early)
        }
    }

    @Test("tells of presence and history as they were known")
    func presenceAndHistory() async throws {
        let (test, _) = try await course()
        let meeting = try await test.meeting().record
        let all = try await test.desk.history(of: meeting.id).entries
        for last in all {
            let then = try await test.desk.history(
                of: meeting.id,
                knownAt: .position(last.position)
            )
            #expect(
                then.entries.map(\.position) == all.map(\.position).filter { $0 <= last.position }
            )
        }
        let instant: Instant = "2026-03-09T09:35:00Z"
        let now = try await test.desk.presence(inMeeting: meeting.number, at: instant).report
        #expect(now.present.map(\.name) == ["Boris"])
        let first = try #require(all.first).position
        let then = try await test.desk.presence(
            inMeeting: meeting.number,
            at: instant,
            knownAt: .position(first)
        ).report
        #expect(then.present.count <= 1)
    }

    @Test(
        "is named by a position or a time",
        arguments: [
            ("0", KnownAt.position(0)), ("4711", .position(4711)),
            ("2026-03-09T10:42:00Z", .time("2026-03-09T10:42:00Z")),
            ("-1", nil), ("noon", nil), ("", nil),
        ] as [(String, KnownAt?)]
    )
    func names(text: String, moment: KnownAt?) {
        #expect(KnownAt(text) == moment)
    }
}
