import EventSourcing
import Foundation
import TestSupport
import Testing

/// A week of a course from its first plan to its sheets, over real HTTP between processes: 5 % of the
/// deliveries are lost, 10 % come twice and 20 % late, Zoom is down for an hour, and Muster is killed twice.
@Suite("A course's week", .timeLimit(.minutes(30)))
struct LifecycleTests {
    /// How many simulated seconds pass in one.
    private static let scale: Int64 = 2000
    private static let end = "2026-03-14T00:00:00Z"
    private static let kills = ["2026-03-10T09:10:00Z", "2026-03-12T10:00:00Z"]
    private static let topic = "First aid at work"

    @Test("leaves sheets that say what happened, and prints nothing secret or personal")
    func week() async throws {
        let week = try LifecycleWeek()
        try await week.begin()
        #expect(try week.muster("account", "add", secrets: true, week.accountArguments).status == 0)
        let number = try await plan(week)
        try await live(through: week)
        try compare(try await week.truth(), with: try week.sheets(of: number))
        week.end()
        week.expectNothingPrinted()
    }

    /// Plans the course and hands in who is expected; the server does the rest at Zoom.
    private func plan(_ week: LifecycleWeek) async throws -> String {
        let plan = try week.muster(
            "meeting",
            "create",
            [
                "--host", "trainer@example.org", "--topic", Self.topic, "--start",
                "2026-03-09T09:00", "--zone", "Europe/Paris", "--minutes", "180", "--daily", "1",
                "--count", "5",
            ]
        )
        #expect(plan.status == 0, "\(plan.errors)")
        let number = try await week.until("Zoom made the meeting") {
            let list = try week.muster("meeting", "list", ["--json"])
            return try JSON(parsing: Array(list.output.utf8)).array?.first?["number"]?.string
        }
        let roster = try week.muster("people", "import", ["--meeting", number, week.roster])
        #expect(roster.output.contains("newly expected: 30"), "\(roster.errors)")
        _ = try await week.until("everybody was registered") {
            try await week.registrations() == 30 ? true : nil
        }
        return number
    }

    private func live(through week: LifecycleWeek) async throws {
        try await week.setScale(Self.scale)
        for moment in Self.kills {
            try await week.reach(moment)
            try await week.killAndStartAgain()
        }
        try await week.reach(Self.end)
        try await week.setScale(0)
        // The last is asked for within a round of what is asked for.
        _ = try await week.until("every report was read") {
            try await week.reportsRead() >= week.truth().count ? true : nil
        }
    }

    private func compare(_ truth: [JSON], with sheets: [JSON]) throws {
        #expect(sheets.count == 5)
        let told = Set(
            sheets.flatMap { $0["instances"]?.array ?? [] }.compactMap { $0["uuid"]?.string }
        )
        #expect(told == Set(truth.compactMap { $0["uuid"]?.string }))
        for sheet in sheets {
            let day = try LifecycleDay(of: sheet, in: truth)
            #expect(day.seconds == day.trueSeconds, "\(day.start)")
            // Every run had a report: nothing is unknown, and only who stayed away is absent.
            #expect(day.statuses.allSatisfy { $0.value != "unknown" }, "\(day.start)")
            for (name, status) in day.statuses {
                #expect((status == "absent") == (day.trueSeconds[name] == nil), "\(day.start)")
            }
        }
    }
}
