import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// Several runs of one meeting: which are one date, and which are not.
@Suite("Edge cases of runs")
struct RunEdgeCases {
    private let zoom = WebhookSample()

    @Test("Edge case 16: a host who dropped makes a second run of the same date")
    func hostDropped() async throws {
        let second = zoom.run("dUuUUQm7Rv+3Wv0TmFh0Kw==", from: "09:25")
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.hana, "09:00"), zoom.join(.ada, "09:00"),
                zoom.leave(.hana, "09:19"), zoom.leave(.ada, "09:20"), zoom.end("09:21"),
                second.started(), second.join(.hana.on("H2", "16777216"), "09:25"),
                // Zoom's numbers are given out anew in each run.
                second.join(.ada.on("A2", "16778240"), "09:26"),
                second.leave(.ada.on("A2", "16778240"), "10:00"), second.end("10:00"),
            ]
        )
        let sheets = try await test.sheets()
        #expect(sheets.count == 1)
        #expect(sheets.first?.instances.map(\.uuid) == [zoom.uuid, second.uuid])
        // Ada: 20 min and 34 min. Hana: 19 min and 35 min, the last to the end of the run.
        #expect(
            try await test.lines() == [
                "Ada Lang: 3240 s, present, 09:00:00-09:20:00 09:26:00-10:00:00",
                "Ben Roth: 0 s, unknown (not_complete), nowhere",
                "Hana (trainer): 3240 s, present, 09:00:00-09:19:00 09:25:00-10:00:00~",
            ]
        )
    }

    @Test(
        "Edge case 16: unplanned, an hour between two runs makes one date, a second more two",
        arguments: [("10:20", 1), ("10:20:01", 2)]
    )
    func unplanned(start: String, count: Int) async throws {
        let second = zoom.run("dUuUUQm7Rv+3Wv0TmFh0Kw==", from: start)
        let test = try TestDesk()
        try await test.take([
            zoom.started(), zoom.join(.ada, "09:00"), zoom.leave(.ada, "09:20"),
            zoom.end("09:20"), second.started(), second.join(.ada.on("A2", "1"), "10:21"),
            second.leave(.ada.on("A2", "1"), "10:31"), second.end("10:31"),
        ])
        let sheets = try await test.sheets()
        #expect(sheets.map(\.instances.count) == (count == 1 ? [2] : [1, 1]))
        #expect(sheets.flatMap(\.rows).map(\.secondsPresent).reduce(0, +) == 1200 + 600)
    }

    @Test("Edge case 16: only the reports of both runs prove anybody absent")
    func bothReports() async throws {
        let second = zoom.run("dUuUUQm7Rv+3Wv0TmFh0Kw==", from: "09:25")
        let again = Caller.ada.on("A2", "16778240")
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.leave(.ada, "09:20"),
                zoom.end("09:21"), second.started(), second.join(again, "09:26"),
                second.leave(again, "10:00"), second.end("10:00"),
            ]
        )
        // The number is Ada's in both runs; what the second report says is about the second only.
        try await test.takeReport([ReportLine(again, "09:26", "10:00")], of: second)
        #expect(
            try await test.lines() == [
                "Ada Lang: 3240 s, present, 09:00:00-09:20:00 09:26:00-10:00:00",
                "Ben Roth: 0 s, unknown (not_complete), nowhere",
            ]
        )
        #expect(try await test.row("Ada Lang").connections.map(\.report) == [nil, .agrees])
        try await test.takeReport([ReportLine(.ada, "09:00", "09:20")], of: zoom)
        #expect(try await test.row("Ada Lang").connections.map(\.report) == [.agrees, .agrees])
        #expect(try await test.row("Ben Roth").text == "Ben Roth: 0 s, absent, nowhere")
    }

    @Test("Edge case 20: a room opened long before belongs to the date once somebody says so")
    func openedLongBefore() async throws {
        let early = zoom.run(zoom.uuid, from: "07:30")
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                early.started(), early.join(.ada, "07:30"), early.leave(.ada, "09:50"),
                early.end("10:00"),
            ]
        )
        let apart = try await test.sheets()
        #expect(apart.map(\.occurrence.planned?.start) == [nil, TestDesk.time("09:00")])
        #expect(apart.last?.rows.map(\.secondsPresent) == [0, 0])
        let date = try #require(apart.last).occurrence.id
        let moved = try await test.desk.move(
            run: zoom.uuid,
            of: zoom.number,
            to: .occurrence(date),
            reason: "The room was opened early",
            actor: "t"
        )
        #expect(moved.id == date)
        // From 09:00 to 09:50; what came before the plan does not count.
        #expect(
            try await test.lines() == [
                "Ada Lang: 3000 s, present, 07:30:00-09:50:00",
                "Ben Roth: 0 s, unknown (not_complete), nowhere",
            ]
        )
        #expect(try await test.sheets().count == 1)
    }

    @Test(
        "Edge case 20: an hour before the plan a run is of its date, a second more and it is not",
        arguments: [("08:00", 1), ("07:59:59", 2)]
    )
    func hourBefore(start: String, count: Int) async throws {
        let early = zoom.run(zoom.uuid, from: start)
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                early.started(), early.join(.ada, "09:00"), early.leave(.ada, "10:00"),
                early.end("10:00"),
            ]
        )
        #expect(try await test.sheets().count == count)
        let seconds = try await test.sheets().flatMap(\.rows).map(\.secondsPresent).max()
        #expect(seconds == 3600)
    }
}
