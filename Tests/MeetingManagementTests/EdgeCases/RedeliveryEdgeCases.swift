import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// What comes twice, late or before its time changes nothing.
@Suite("Edge cases of redelivery")
struct RedeliveryEdgeCases {
    private let zoom = WebhookSample()

    @Test("Edge case 1: a leave delivered again after the rejoin does not end the rejoin")
    func leaveAgain() async throws {
        let test = try TestDesk()
        let again = Caller.ada.on("A2", "16780288")
        let left = zoom.leave(.ada, "09:20")
        try await test.take(
            zoom.planned
                + [zoom.started(), zoom.join(.ada, "09:00"), left, zoom.join(again, "09:30"), left]
        )
        let now = try await test.desk.presence(
            inMeeting: zoom.number,
            at: "2026-03-09T09:35:00Z"
        )
        #expect(now.report.present.map(\.name) == ["Ada Lang"])
        #expect(now.report.present.map(\.since) == ["2026-03-09T09:30:00Z"])
        // Stamped anew, the same leave is other bytes, and still the same fact.
        try await test.take([
            zoom.leave(.ada, "09:20", stamped: "09:45"), zoom.leave(again, "09:58"),
            zoom.end("10:00"),
        ])
        // 20 min and 28 min are 2880 s; three quarters of an hour are 2700.
        #expect(
            try await test.row("Ada Lang").text
                == "Ada Lang: 2880 s, present, 09:00:00-09:20:00 09:30:00-09:58:00"
        )
    }

    @Test("Edge case 1: the leave of a client that died comes after the rejoin it overlaps")
    func leaveOfTheDead() async throws {
        let test = try TestDesk()
        let again = Caller.ada.on("A2", "16780288")
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.join(again, "09:30"),
                zoom.leave(.ada, "09:31:15"), zoom.leave(again, "09:58"), zoom.end("10:00"),
            ]
        )
        // The 75 s that both connections share count once: 09:00 to 09:58.
        let row = try await test.row("Ada Lang")
        #expect(
            row.text == "Ada Lang: 3480 s, present, 09:00:00-09:31:15 09:30:00-09:58:00"
        )
        #expect(row.counted == [TestDesk.window("09:00", "09:58")])
    }

    @Test("Edge case 1: a join delivered again after its leave lets nobody back in")
    func joinAgain() async throws {
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.leave(.ada, "09:20"),
                zoom.join(.ada, "09:00", stamped: "09:25"),
            ]
        )
        let now = try await test.desk.presence(inMeeting: zoom.number, at: TestDesk.time("09:26"))
        #expect(now.report.present.isEmpty)
        try await test.take([zoom.end("10:00")])
        #expect(
            try await test.row("Ada Lang").text == "Ada Lang: 1200 s, partial, 09:00:00-09:20:00"
        )
    }

    @Test("Edge case 5: the same event byte by byte, and once more under another trace id")
    func twice() async throws {
        let test = try TestDesk()
        let bodies =
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:05"), zoom.leave(.ada, "09:53"),
                zoom.end("10:00"),
            ]
        try await test.take(bodies)
        let (size, sheet) = (try await test.log.size(), try await test.sheet())
        for body in bodies {
            let outcome = try await test.desk.take(body, source: .live, receivedAt: TestDesk.now)
            #expect(outcome == .duplicate)
        }
        #expect(try await test.log.size() == size)
        for (number, body) in bodies.enumerated() {
            guard case .object(var members) = try JSON(parsing: body) else { continue }
            members["trace_id"] = .string("trace-\(number)")
            let traced = JSON.object(members).canonicalBytes()
            let outcome = try await test.desk.take(traced, source: .live, receivedAt: TestDesk.now)
            #expect(outcome == .stored(facts: 1))
        }
        #expect(try await test.sheet().json == sheet.json)
        // 48 min, and a leave that was told.
        #expect(
            try await test.row("Ada Lang").text == "Ada Lang: 2880 s, present, 09:05:00-09:53:00"
        )
    }

    @Test("Edge case 6: a join of a meeting that nothing told of makes its sheet, planned later")
    func unknownMeeting() async throws {
        let test = try TestDesk()
        try await test.take([zoom.join(.ada, "09:02")])
        let first = try await test.sheet()
        #expect(first.meeting.number == "81234567890")
        #expect(first.occurrence.planned == nil)
        // Each event of a run repeats when it started.
        #expect(first.occurrence.actualStart == "2026-03-09T09:00:00Z")
        let row = try #require(first.rows.first)
        #expect(first.rows.count == 1)
        #expect(row.name == "Ada Lang")
        #expect(row.connections.map(\.from) == ["2026-03-09T09:02:00Z"])
        #expect(row.connections.map(\.to) == [nil])
        #expect(row.status != .absent)
        try await test.take([zoom.leave(.ada, "09:50"), zoom.end("10:00")] + zoom.planned)
        #expect(try await test.sheets().count == 1)
        // Planned from 09:00 to 10:00 by now: 48 min of 60.
        #expect(
            try await test.lines() == [
                "Ada Lang: 2880 s, present, 09:02:00-09:50:00",
                "Ben Roth: 0 s, unknown (not_complete), nowhere",
            ]
        )
        let inOrder = try TestDesk()
        try await inOrder.take(
            zoom.planned
                + [zoom.join(.ada, "09:02"), zoom.leave(.ada, "09:50"), zoom.end("10:00")]
        )
        #expect(try await inOrder.sheet().json == test.sheet().json)
    }
}
