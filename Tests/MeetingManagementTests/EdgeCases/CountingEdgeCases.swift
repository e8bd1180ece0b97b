import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// What counts, and how it is rounded.
@Suite("Edge cases of counting")
struct CountingEdgeCases {
    private let zoom = WebhookSample()

    @Test("Edge case 20: coming early and staying late gain nothing, and are not forgotten")
    func clipped() async throws {
        let run = zoom.run(zoom.uuid, from: "08:40")
        let cleo = Caller("Cleo", "C1", "3", link: "R-cleo")
        let dora = Caller("Dora", "D1", "4", link: "R-dora")
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                run.started(), run.join(.ada, "08:40"), run.join(dora, "08:45"),
                run.join(.ben, "08:50"), run.leave(dora, "08:55"), run.leave(.ben, "09:10"),
                run.join(cleo, "09:55"), run.leave(cleo, "10:20"), run.leave(.ada, "10:30"),
                run.end("10:30"),
            ]
        )
        // Of what lies between 09:00 and 10:00: all, the first 10 min, the last 5, nothing.
        #expect(
            try await test.lines() == [
                "Ada Lang: 3600 s, present, 08:40:00-10:30:00",
                "Ben Roth: 600 s, partial, 08:50:00-09:10:00",
                "Cleo: 300 s, partial, 09:55:00-10:20:00",
                "Dora: 0 s, partial, 08:45:00-08:55:00",
            ]
        )
        let ada = try await test.row("Ada Lang")
        #expect(ada.firstJoin == "2026-03-09T08:40:00Z")
        #expect(ada.lastLeave == "2026-03-09T10:30:00Z")
        #expect((ada.lateSeconds, ada.earlySeconds) == (0, 0))
        let ben = try await test.row("Ben Roth")
        #expect((ben.lateSeconds, ben.earlySeconds) == (0, 3000))
        let late = try await test.row("Cleo")
        #expect((late.lateSeconds, late.earlySeconds) == (3300, 0))
    }

    private func sheet(leaving clock: String) async throws -> (TestDesk, OccurrenceID) {
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.leave(.ada, clock),
                zoom.end("10:00"),
            ]
        )
        return (test, try await test.sheet().occurrence.id)
    }

    @Test(
        "Edge case 21: a second decides, and the share is rounded down only where it is shown",
        arguments: [
            ("09:44:59", 2699, AttendanceStatus.partial, 74), ("09:45", 2700, .present, 75),
        ]
    )
    func seconds(clock: String, seconds: Int64, status: AttendanceStatus, share: Int) async throws {
        let (test, _) = try await sheet(leaving: clock)
        let row = try await test.row("Ada Lang")
        #expect(row.secondsPresent == seconds)
        #expect(row.status == status)
        #expect(row.sharePercent == share)
    }

    @Test(
        "Edge case 21: credits of 50 minutes go down to the last fifth, and the seconds stay",
        arguments: [("09:49:59", 2999, 80), ("09:50", 3000, 100), ("10:00", 3600, 120)]
    )
    func credits(clock: String, seconds: Int64, hundredths: Int64) async throws {
        let (test, id) = try await sheet(leaving: clock)
        let rules = try #require(RulePack.shipped("us-nasba-cpe"))
        let sheet = try await test.desk.sheet(of: id, under: rules)
        let row = try #require(sheet.rows.first { $0.name == "Ada Lang" })
        // 2999 s are 4.99 fifths of 600 s, 3000 are 5, 3600 are 6.
        let verdict = try #require(row.verdicts.first { $0.rule == "credits@1" })
        #expect(verdict.numbers["hundredths"] == hundredths)
        #expect(row.secondsPresent == seconds)
    }

    @Test(
        "Edge case 21: another rule set asks for nine tenths of the same seconds",
        arguments: [("09:53:59", 3239, AttendanceStatus.partial), ("09:54", 3240, .present)]
    )
    func nineTenths(clock: String, seconds: Int64, status: AttendanceStatus) async throws {
        let (test, id) = try await sheet(leaving: clock)
        let rules = try #require(RulePack.shipped("it-safety"))
        let sheet = try await test.desk.sheet(of: id, under: rules)
        let row = try #require(sheet.rows.first { $0.name == "Ada Lang" })
        #expect(row.secondsPresent == seconds)
        #expect(row.status == status)
        // A what-if: the sheet itself is judged as before.
        #expect(try await test.row("Ada Lang").status == .present)
    }
}
