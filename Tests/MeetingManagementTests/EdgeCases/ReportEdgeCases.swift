import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomAPI

/// A report that comes after the deliveries: live counts, a report fills, and a doubt is shown.
@Suite("Edge cases of reports")
struct ReportEdgeCases {
    private let zoom = WebhookSample()

    private func course() async throws -> TestDesk {
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.leave(.ada, "09:50"),
                zoom.end("10:00"),
            ]
        )
        return test
    }

    @Test("Edge case 22: a report that says otherwise is shown, and the live times count")
    func contradicts() async throws {
        let test = try await course()
        try await test.takeReport([ReportLine(.ada, "09:00", "09:30")], of: zoom)
        let row = try await test.row("Ada Lang")
        #expect(row.text == "Ada Lang: 3000 s, present, 09:00:00-09:50:00")
        #expect(row.source == .contradictory)
        #expect(row.connections.map(\.report) == [.contradicts])
        #expect(try await test.findings().contains("sources_contradict"))
        // The report is whole and has rows: who is not on it was not there.
        #expect(try await test.row("Ben Roth").text == "Ben Roth: 0 s, absent, nowhere")
    }

    @Test(
        "Edge case 22: five seconds apart agree, six do not",
        arguments: [("09:00:05", "09:49:55", true), ("09:00", "09:50:06", false)]
    )
    func tolerance(from: String, to: String, agrees: Bool) async throws {
        let test = try await course()
        try await test.takeReport([ReportLine(.ada, from, to)], of: zoom)
        let row = try await test.row("Ada Lang")
        #expect(row.secondsPresent == 3000)
        #expect(row.source == (agrees ? .reconciled : .contradictory))
        #expect(row.connections.map(\.report) == [agrees ? .agrees : .contradicts])
    }

    @Test("Edge case 22: a row of another number is another stay, whatever name it has")
    func otherNumber() async throws {
        let test = try await course()
        var other = Caller("Ada Lang", "unused", "16790528")
        other.link = nil
        try await test.takeReport(
            [ReportLine(.ada, "09:00", "09:50"), ReportLine(other, "09:50", "10:00")],
            of: zoom
        )
        #expect(
            try await test.lines() == [
                "Ada Lang: 3000 s, present, 09:00:00-09:50:00",
                "Ada Lang: 600 s, partial, 09:50:00-10:00:00",
                "Ben Roth: 0 s, unknown (unidentified_participants), nowhere",
            ]
        )
    }

    @Test("Edge case 22: a report that came first leads to the same sheet")
    func reportFirst() async throws {
        let rows = [ReportLine(.ada, "09:00", "09:30")]
        let test = try await course()
        try await test.takeReport(rows, of: zoom)
        let other = try TestDesk()
        try await other.take(zoom.planned)
        try await other.takeReport(rows, of: zoom)
        try await other.take([
            zoom.end("10:00"), zoom.leave(.ada, "09:50"), zoom.join(.ada, "09:00"),
            zoom.started(),
        ])
        #expect(try await other.sheet().json == test.sheet().json)
    }

    @Test("Edge case 22: taken in again it changes nothing")
    func again() async throws {
        let test = try await course()
        let rows = [ReportLine(.ada, "09:00", "09:50")]
        #expect(try await !test.takeReport(rows, of: zoom).wasKnown)
        let (size, sheet) = (try await test.log.size(), try await test.sheet())
        #expect(try await test.takeReport(rows, of: zoom).wasKnown)
        #expect(try await test.log.size() == size)
        #expect(try await test.sheet().json == sheet.json)
    }

    @Test("Edge case 22: where no leave came live the report's counts, and contradicts nothing")
    func reportedLeave() async throws {
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [zoom.started(), zoom.join(.ada, "09:00"), zoom.end("10:00")]
        )
        #expect(
            try await test.row("Ada Lang").text == "Ada Lang: 3600 s, present, 09:00:00-10:00:00~"
        )
        try await test.takeReport([ReportLine(.ada, "09:00", "09:30")], of: zoom)
        let row = try await test.row("Ada Lang")
        #expect(row.text == "Ada Lang: 1800 s, partial, 09:00:00-09:30:00")
        #expect(row.source == .reconciled)
    }

    @Test("Edge case 22: a portal's file takes an absence back, and adds time once confirmed")
    func portal() async throws {
        let test = try await course()
        try await test.takeReport([ReportLine(.ada, "09:00", "09:50")], of: zoom)
        #expect(try await test.row("Ben Roth").text == "Ben Roth: 0 s, absent, nowhere")
        let file = """
            Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,\
            Recording disclaimer response,In waiting room
            Ben Roth,,03/09/2026 10:05:00 AM,03/09/2026 10:55:00 AM,50,Yes,,No

            """
        _ = try await test.desk.takePortalFile(
            Array(file.utf8),
            meeting: zoom.number,
            zone: "Europe/Paris",
            dateOrder: .monthFirst,
            actor: "t"
        )
        let ben = try await test.row("Ben Roth")
        #expect(ben.text == "Ben Roth: 0 s, unknown (listed), nowhere")
        let sheet = try await test.sheet()
        let listed = try #require(sheet.listed.first)
        #expect(listed.proposals.first?.attendee == ben.attendee)
        let confirmed = try await test.desk.confirm(
            listed.row,
            as: ben.attendee,
            of: sheet.occurrence.id,
            reason: "His voice",
            actor: "t"
        )
        // 10:05 to 10:55 in Paris are 09:05 to 09:55 UTC.
        #expect(confirmed.text == "Ben Roth: 3000 s, present, nowhere")
        #expect(confirmed.counted == [TestDesk.window("09:05", "09:55")])
        #expect(confirmed.source == .manual)
    }
}
