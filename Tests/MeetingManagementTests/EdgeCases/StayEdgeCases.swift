import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// Several connections of one person, and several runs of one date.
@Suite("Edge cases of stays")
struct StayEdgeCases {
    private let zoom = WebhookSample()

    /// Ada's sheet after some connections of hers.
    private func ada(_ stays: [(Caller, String, String)]) async throws -> AttendanceSheet.Row {
        let test = try TestDesk()
        try await test.take(zoom.planned + [zoom.started()])
        for (who, from, to) in stays {
            try await test.take([zoom.join(who, from), zoom.leave(who, to)])
        }
        try await test.take([zoom.end("10:00")])
        return try await test.row("Ada Lang")
    }

    @Test("Edge case 7: two devices that overlap and one within another count once")
    func devices() async throws {
        let row = try await ada([
            (.ada, "09:05", "09:45"), (.ada.on("A2", "2"), "09:15", "09:25"),
            (.ada.on("A3", "3"), "09:40", "09:55"),
        ])
        // 09:05 to 09:55 is 50 min; added up, the three would be 65.
        #expect(
            row.text == "Ada Lang: 3000 s, present, "
                + "09:05:00-09:45:00 09:15:00-09:25:00 09:40:00-09:55:00"
        )
        #expect(row.counted == [TestDesk.window("09:05", "09:55")])
        #expect(row.sharePercent == 83)
    }

    @Test("Edge case 8: intervals that touch are one; a second between them is lost")
    func touching() async throws {
        let touching = try await ada([
            (.ada, "09:00", "09:30"), (.ada.on("A2", "2"), "09:30", "10:00"),
        ])
        #expect(
            touching.text == "Ada Lang: 3600 s, present, 09:00:00-09:30:00 09:30:00-10:00:00"
        )
        #expect(touching.counted == [TestDesk.window("09:00", "10:00")])
        let apart = try await ada([
            (.ada, "09:00", "09:30"), (.ada.on("A2", "2"), "09:30:01", "10:00"),
        ])
        #expect(apart.secondsPresent == 3599)
        #expect(
            apart.counted == [
                TestDesk.window("09:00", "09:30"), TestDesk.window("09:30:01", "10:00"),
            ]
        )
    }

    @Test("Edge case 9: a rejoin by the same link is the same attendee; without one it is nobody's")
    func rejoin() async throws {
        let row = try await ada([
            (.ada, "09:00", "09:20"), (.ada.on("A2", "16790528"), "09:25", "10:00"),
        ])
        // 20 min and 35 min.
        #expect(
            row.text == "Ada Lang: 3300 s, present, 09:00:00-09:20:00 09:25:00-10:00:00"
        )
        #expect(row.evidence == [.registrant])
        let test = try TestDesk()
        let guest = Caller("Guest", "G1", "1")
        let back = guest.on("G2", "2")
        try await test.take([
            zoom.created(start: WebhookSample.time("09:00")), zoom.started(),
            zoom.join(guest, "09:00"), zoom.leave(guest, "09:20"), zoom.join(back, "09:25"),
            zoom.leave(back, "10:00"), zoom.end("10:00"),
        ])
        #expect(
            try await test.lines() == [
                "Guest: 1200 s, partial, 09:00:00-09:20:00",
                "Guest: 2100 s, partial, 09:25:00-10:00:00",
            ]
        )
    }

    @Test(
        "Edge case 15: a move to a breakout room and back is one stay, whichever half comes first",
        arguments: [false, true]
    )
    func breakout(joinFirst: Bool) async throws {
        let (there, back) = (Caller.ada.on("A1", "16779264"), Caller.ada.on("A1", "16780288"))
        // In the events of rooms Zoom's number may be malformed.
        let room = Caller.ada.on("A1", "167782402026-03-09 09:20:00:049")
        let hops = [
            [zoom.leave(.ada, "09:20"), zoom.join(there, "09:20")],
            [zoom.leave(there, "09:40"), zoom.join(back, "09:40")],
        ].map { joinFirst ? Array($0.reversed()) : $0 }
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [zoom.started(), zoom.join(.ada, "09:00")]
                + hops[0] + [zoom.enterRoom(room, "09:20")]
                + [zoom.leaveRoom(there, "09:40")] + hops[1]
                + [zoom.leave(back, "10:00"), zoom.end("10:00")]
        )
        let row = try await test.row("Ada Lang")
        #expect(row.text == "Ada Lang: 3600 s, present, 09:00:00-10:00:00")
        // The report has a row for each number, and a second of its own here and there.
        try await test.takeReport(
            [
                ReportLine(.ada, "09:00", "09:20"), ReportLine(there, "09:20:01", "09:40"),
                ReportLine(back, "09:40", "09:59:59"),
            ],
            of: zoom
        )
        #expect(try await test.row("Ada Lang").text == row.text)
        #expect(try await test.row("Ada Lang").source == .reconciled)
        // Rules under which rooms do not count take the 20 min away: 2400 of 3600 s are 66 %.
        var rules = RulePack.generic
        rules.counting.includesBreakoutRooms = false
        let id = try await test.sheet().occurrence.id
        let without = try await test.desk.sheet(of: id, under: rules)
        #expect(
            without.lines.contains("Ada Lang: 2400 s, partial, 09:00:00-10:00:00"),
            "\(without.lines)"
        )
    }

    @Test("Edge case 15: a move whose join was never told leaves the beginning unknown")
    func breakoutOfUnknown() async throws {
        let there = Caller.ada.on("A1", "16779264")
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.leave(.ada, "09:20"), zoom.join(there, "09:20"),
                zoom.leave(there, "10:00"), zoom.end("10:00"),
            ]
        )
        // 40 min are sure; whether she came in time for 45 nobody can tell.
        #expect(
            try await test.row("Ada Lang").text
                == "Ada Lang: 2400 s, unknown (ends_unknown), ?-09:20:00 09:20:00-10:00:00"
        )
    }
}
