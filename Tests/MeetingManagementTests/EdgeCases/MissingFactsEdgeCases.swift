import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// What was not told is not made up: unknown is not absent.
@Suite("Edge cases of missing facts")
struct MissingFactsEdgeCases {
    private let zoom = WebhookSample()

    @Test("Edge case 2: a join without a leave lasts until the run ends, and says so")
    func joinOnly() async throws {
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [zoom.started(), zoom.join(.ada, "09:10"), zoom.end("10:05")]
        )
        // To the end of the run at 10:05; what counts ends with the plan at 10:00: 50 min.
        let row = try await test.row("Ada Lang")
        #expect(row.text == "Ada Lang: 3000 s, present, 09:10:00-10:05:00~")
        #expect(row.lateSeconds == 600)
        #expect(row.earlySeconds == 0)
    }

    @Test("Edge case 3: a leave without a join adds no time, and lets nobody be called absent")
    func leaveOnly() async throws {
        let test = try await TestDesk.receiving()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.hana, "09:00"), zoom.leave(.ada, "09:32"),
                zoom.leave(.hana, "10:00"), zoom.end("10:00"),
            ]
        )
        #expect(
            try await test.lines() == [
                "Ada Lang: 0 s, unknown (ends_unknown), ?-09:32:00",
                "Ben Roth: 0 s, unknown (not_complete), nowhere",
                "Hana (trainer): 3600 s, present, 09:00:00-10:00:00",
            ]
        )
        // The join comes after all: 30 min; now nothing is missing, and Ben was not there.
        try await test.take([zoom.join(.ada, "09:02")])
        #expect(
            try await test.lines() == [
                "Ada Lang: 1800 s, partial, 09:02:00-09:32:00",
                "Ben Roth: 0 s, absent, nowhere",
                "Hana (trainer): 3600 s, present, 09:00:00-10:00:00",
            ]
        )
    }

    @Test("Edge case 4: neither leave nor end is known, until the report tells of both")
    func neither() async throws {
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [zoom.started(), zoom.join(.hana, "09:00"), zoom.join(.ada, "09:10")]
        )
        let ada = try await test.row("Ada Lang")
        #expect(ada.connections.map(\.from) == ["2026-03-09T09:10:00Z"])
        #expect(ada.connections.map(\.to) == [nil])
        #expect(ada.status != .absent)
        #expect(
            try await test.row("Ben Roth").text
                == "Ben Roth: 0 s, not_seen_yet (not_over), nowhere"
        )
        try await test.takeReport(
            [ReportLine(.hana, "09:00", "10:00:30"), ReportLine(.ada, "09:10", "09:58")],
            of: zoom
        )
        // Live joins, reported leaves: 48 min of Ada's; Hana's 30 s after the plan do not count.
        let told = try await test.sheet()
        #expect(
            told.lines.filter { !$0.hasPrefix("Ben") } == [
                "Ada Lang: 2880 s, present, 09:10:00-09:58:00",
                "Hana (trainer): 3600 s, present, 09:00:00-10:00:30",
            ]
        )
        let row = try await test.row("Ada Lang")
        #expect(row.source == .reconciled)
        #expect(row.connections.map(\.report) == [.adds])
        #expect(try await test.row("Ben Roth").secondsPresent == 0)
    }

    @Test("Edge case 4: a complete report proves the run over, so who is not on it was absent")
    func overByReport() async throws {
        let test = try TestDesk()
        try await test.take(zoom.planned + [zoom.started(), zoom.join(.ada, "09:10")])
        try await test.takeReport([ReportLine(.ada, "09:10", "09:58")], of: zoom)
        // Zoom has a report of a run only once it is over, and this one is whole.
        #expect(try await test.sheet().isComplete)
        #expect(try await test.row("Ben Roth").text == "Ben Roth: 0 s, absent, nowhere")
    }

    @Test(
        "Edge case 4: a run known from its report alone belongs where its first join lies",
        arguments: ["10:05", "11:10"]
    )
    func reportOnly(trainerLeft: String) async throws {
        let test = try TestDesk()
        try await test.take(zoom.planned)
        let rows = [
            ReportLine(.hana, "08:55", trainerLeft), ReportLine(.ada, "09:00", "09:50"),
        ]
        try await test.takeReport(rows, of: zoom)
        // It began at 08:55 at the latest, within an hour of 09:00, however long Hana stayed.
        #expect(try await test.sheets().count == 1)
        #expect(
            try await test.lines() == [
                "Ada Lang: 3000 s, present, 09:00:00-09:50:00", "Ben Roth: 0 s, absent, nowhere",
                "Hana (trainer): 3600 s, present, 08:55:00-\(trainerLeft):00",
            ]
        )
        #expect(try await test.row("Ada Lang").source == .report)
    }

    @Test("Edge case 18: who was alone is present, and an empty report proves nobody absent")
    func alone() async throws {
        let bodies =
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.leave(.ada, "10:00"),
                zoom.end("10:00"),
            ]
        let test = try TestDesk()
        try await test.take(bodies)
        // Zoom's report of a meeting of one is empty.
        try await test.takeReport([], of: zoom)
        #expect(
            try await test.lines() == [
                "Ada Lang: 3600 s, present, 09:00:00-10:00:00",
                "Ben Roth: 0 s, unknown (not_complete), nowhere",
            ]
        )
        #expect(try await !test.sheet().isComplete)
    }

    @Test("Edge case 18: where the receiver ran all the while, one participant is enough")
    func aloneReceived() async throws {
        let test = try await TestDesk.receiving()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.leave(.ada, "10:00"),
                zoom.end("10:00"),
            ]
        )
        try await test.takeReport([], of: zoom)
        #expect(
            try await test.lines() == [
                "Ada Lang: 3600 s, present, 09:00:00-10:00:00", "Ben Roth: 0 s, absent, nowhere",
            ]
        )
        #expect(try await test.sheet().isComplete)
    }

    @Test("Edge case 3: the report tells the join that a lone leave lacked")
    func leaveReported() async throws {
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [zoom.started(), zoom.leave(.ada, "09:52"), zoom.end("10:00")]
        )
        // Its leave is 4 s off, which agrees; the one that came live counts: 09:02 to 09:52.
        try await test.takeReport([ReportLine(.ada, "09:02", "09:52:04")], of: zoom)
        let row = try await test.row("Ada Lang")
        #expect(row.text == "Ada Lang: 3000 s, present, 09:02:00-09:52:00")
        #expect(row.source == .reconciled)
        #expect(row.connections.map(\.report) == [.adds])
        #expect(try await test.row("Ben Roth").text == "Ben Roth: 0 s, absent, nowhere")
    }
}
