import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// The course ran from 09:00 to 10:00 with Ada; Ben did not come.
@Suite("Edge cases of runs after the course")
struct LateClickEdgeCases {
    private let zoom = WebhookSample()

    private func course() async throws -> TestDesk {
        let test = try await TestDesk.receiving()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.leave(.ada, "10:00"),
                zoom.end("10:00"),
            ]
        )
        #expect(
            try await test.lines() == [
                "Ada Lang: 3600 s, present, 09:00:00-10:00:00", "Ben Roth: 0 s, absent, nowhere",
            ]
        )
        return test
    }

    /// Ben clicks the link, and is alone for three minutes.
    private func click(_ clock: String, _ end: String) -> [[UInt8]] {
        let late = zoom.run("lateUQm7Rv+3Wv0TmFh0Kw==", from: clock)
        return [
            late.started(), late.join(.ben, clock), late.leave(.ben, end), late.end(end),
        ]
    }

    @Test(
        "Edge case 17: a click on the link hours later is a date of its own",
        arguments: [("14:00", "14:03"), ("11:00", "11:03")]
    )
    func hoursLater(clock: String, end: String) async throws {
        let test = try await course()
        let before = try await test.sheet()
        try await test.take(click(clock, end))
        let sheets = try await test.sheets()
        #expect(sheets.count == 2)
        #expect(sheets.first?.json == before.json)
        let late = try #require(sheets.last)
        #expect(late.occurrence.planned == nil)
        let ben = try #require(late.rows.first { $0.name == "Ben Roth" })
        #expect(ben.secondsPresent == 180)
    }

    @Test(
        "Edge case 17: within an hour of the end it is the same date, and counts no time",
        arguments: [("10:30", "10:33"), ("10:59", "11:02")]
    )
    func withinTheHour(clock: String, end: String) async throws {
        let test = try await course()
        try await test.take(click(clock, end))
        #expect(try await test.sheets().count == 1)
        // The planned hour alone counts: Ben was there for none of it.
        #expect(
            try await test.lines() == [
                "Ada Lang: 3600 s, present, 09:00:00-10:00:00",
                "Ben Roth: 0 s, partial, \(clock):00-\(end):00",
            ]
        )
    }
}
