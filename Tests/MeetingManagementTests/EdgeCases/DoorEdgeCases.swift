import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// Other ways to be near a meeting: the telephone, the waiting room, before the host.
@Suite("Edge cases of telephones and waiting rooms")
struct DoorEdgeCases {
    private let zoom = WebhookSample()

    private func phone(
        _ connection: String,
        _ user: String,
        _ number: String = "+49305550100"
    ) -> Caller {
        var caller = Caller("", connection, user)
        caller.phone = number
        return caller
    }

    private func course(_ bodies: [[UInt8]]) async throws -> TestDesk {
        let test = try await TestDesk.receiving()
        try await test.take(zoom.planned + [zoom.started()] + bodies + [zoom.end("10:00")])
        return test
    }

    @Test("Edge case 13: callers by telephone without a name are rows of their own")
    func callers() async throws {
        let (first, second) = (phone("P1", "1"), phone("P2", "2", "+49305550200"))
        let test = try await course([
            zoom.join(.ada, "09:00"), zoom.join(first, "09:05"), zoom.join(second, "09:20"),
            zoom.leave(first, "09:55"), zoom.leave(second, "09:30"), zoom.leave(.ada, "10:00"),
        ])
        // Their numbers are all that names them, and either of them may be Ben.
        #expect(
            try await test.lines() == [
                "+49305550100: 3000 s, present, 09:05:00-09:55:00",
                "+49305550200: 600 s, partial, 09:20:00-09:30:00",
                "Ada Lang: 3600 s, present, 09:00:00-10:00:00",
                "Ben Roth: 0 s, unknown (unidentified_participants), nowhere",
            ]
        )
        let nameless = try await test.sheet().rows.filter { $0.name.hasPrefix("+") }
        #expect(nameless.count == 2)
        #expect(nameless.allSatisfy { $0.evidence.isEmpty && $0.proposals.isEmpty })
    }

    @Test("Edge case 13: a telephone that Zoom binds to a client is the same attendee")
    func bound() async throws {
        let phone = phone("P1", "1")
        let test = try await course([
            zoom.join(.ada, "09:00"), zoom.join(phone, "09:05"),
            zoom.bind(phone, to: .ada, "09:06"), zoom.leave(.ada, "09:10"),
            zoom.leave(phone, "09:50"),
        ])
        // 09:00 to 09:50 without a gap; nobody is unidentified, so Ben was absent.
        #expect(
            try await test.lines() == [
                "Ada Lang: 3000 s, present, 09:00:00-09:10:00 09:05:00-09:50:00",
                "Ben Roth: 0 s, absent, nowhere",
            ]
        )
        #expect(try await test.row("Ada Lang").evidence.contains(.boundDevices))
    }

    @Test("Edge case 14: twenty minutes in the waiting room count nothing")
    func waited() async throws {
        let test = try await course([
            zoom.wait("participant_joined_waiting_room", .ada.on("A1", "1"), "09:00"),
            zoom.wait("participant_admitted", .ada.on("A1", "1"), "09:20"),
            zoom.wait("participant_left_waiting_room", .ada.on("A1", "1"), "09:20"),
            zoom.join(.ada, "09:20:02"), zoom.leave(.ada, "10:00"),
        ])
        // 39 min 58 s of 60 min are 66 %.
        let row = try await test.row("Ada Lang")
        #expect(row.text == "Ada Lang: 2398 s, partial, 09:20:02-10:00:00")
        #expect(row.sharePercent == 66)
        #expect(row.lateSeconds == 1202)
        // The report has a row for the wait too, which changes nothing.
        try await test.takeReport(
            [
                ReportLine(.ada.on("A1", "1"), "09:00", "09:20", status: "in_waiting_room"),
                ReportLine(.ada, "09:20:02", "10:00"),
            ],
            of: zoom
        )
        #expect(try await test.row("Ada Lang").text == row.text)
        #expect(try await test.row("Ben Roth").text == "Ben Roth: 0 s, absent, nowhere")
    }

    @Test("Edge case 14: who only waited, or came before the host, has no time and is not absent")
    func neverAdmitted() async throws {
        let waiting = zoom.wait("participant_joined_waiting_room", .ben, "09:00")
        let away = zoom.wait("participant_left_waiting_room", .ben, "09:30")
        for sightings in [[waiting, away], [zoom.joinedBeforeHost(.ben, "08:55")]] {
            let test = try await course(
                sightings + [zoom.join(.ada, "09:00"), zoom.leave(.ada, "10:00")]
            )
            #expect(
                try await test.lines() == [
                    "Ada Lang: 3600 s, present, 09:00:00-10:00:00",
                    "Ben Roth: 0 s, unknown (sighted), nowhere",
                ]
            )
        }
    }

    @Test("Edge case 14: who only waited, as the report alone tells, is not absent either")
    func waitedByReport() async throws {
        let test = try await course([zoom.join(.ada, "09:00"), zoom.leave(.ada, "10:00")])
        #expect(try await test.row("Ben Roth").text == "Ben Roth: 0 s, absent, nowhere")
        try await test.takeReport(
            [
                ReportLine(.ada, "09:00", "10:00"),
                ReportLine(.ben, "09:00", "09:50", status: "in_waiting_room"),
            ],
            of: zoom
        )
        #expect(try await test.row("Ben Roth").text == "Ben Roth: 0 s, unknown (sighted), nowhere")
    }

    @Test("Edge case 14: who is sent back to the waiting room is away while they wait")
    func sentBack() async throws {
        let back = Caller.ada.on("A2", "16780288")
        let test = try await course([
            zoom.join(.ada, "09:00"), zoom.leave(.ada, "09:20"),
            zoom.wait("participant_put_in_waiting_room", .ada, "09:20"),
            zoom.wait("participant_admitted", back, "09:30"), zoom.join(back, "09:30"),
            zoom.leave(back, "10:00"),
        ])
        #expect(
            try await test.row("Ada Lang").text
                == "Ada Lang: 3000 s, present, 09:00:00-09:20:00 09:30:00-10:00:00"
        )
    }
}
