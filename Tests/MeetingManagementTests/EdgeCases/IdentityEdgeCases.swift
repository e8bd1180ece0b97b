import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// Who is who: never by a name, and by a link only while one person uses it.
@Suite("Edge cases of identity")
struct IdentityEdgeCases {
    private let zoom = WebhookSample()

    /// A course whose receiver ran all the while; every caller stays as long as stated.
    private func course(
        _ plan: [[UInt8]],
        _ stays: [(Caller, String, String)]
    ) async throws -> TestDesk {
        let test = try await TestDesk.receiving()
        try await test.take(plan + [zoom.started()])
        for (who, from, _) in stays { try await test.take([zoom.join(who, from)]) }
        for (who, _, to) in stays { try await test.take([zoom.leave(who, to)]) }
        try await test.take([zoom.end("10:00")])
        return test
    }

    private var homonyms: [[UInt8]] {
        [
            zoom.created(start: WebhookSample.time("09:00")),
            zoom.registered(id: "K1", first: "Alex", last: "Kim", email: "alex@example.org"),
            zoom.registered(id: "K2", first: "Alex", last: "Kim", email: "kim@example.org"),
        ]
    }

    @Test("Edge case 10: of two homonyms the one who came is present and the other absent")
    func homonymsByLink() async throws {
        let first = Caller("Alex Kim", "K", "1", link: "K1")
        let test = try await course(homonyms, [(first, "09:00", "10:00")])
        #expect(
            try await test.lines() == [
                "Alex Kim: 0 s, absent, nowhere", "Alex Kim: 3600 s, present, 09:00:00-10:00:00",
            ]
        )
        let rows = try await test.sheet().rows
        #expect(rows.first { $0.status == .present }?.email == "alex@example.org")
        #expect(rows.first { $0.status == .absent }?.email == "kim@example.org")
    }

    @Test("Edge case 10: a guest of that name is neither of them, and may be either")
    func homonymsByName() async throws {
        let guest = Caller("Alex Kim", "K", "1")
        let test = try await course(homonyms, [(guest, "09:00", "10:00")])
        #expect(
            try await test.lines() == [
                "Alex Kim: 0 s, unknown (unidentified_participants), nowhere",
                "Alex Kim: 0 s, unknown (unidentified_participants), nowhere",
                "Alex Kim: 3600 s, present, 09:00:00-10:00:00",
            ]
        )
        let row = try #require(try await test.sheet().rows.first { !$0.connections.isEmpty })
        #expect(row.evidence.isEmpty)
        #expect(row.proposals.count == 2)
    }

    @Test("Edge case 11: a new name on the same connection is the same attendee")
    func renamed() async throws {
        let plan = [zoom.created(start: WebhookSample.time("09:00"))]
        let guest = Caller("Ada", "A1", "1")
        let (there, back) = (guest.on("A1", "2").shown(as: "Ada (in train)"), guest.on("A2", "3"))
        let bodies =
            plan + [
                zoom.started(), zoom.join(guest, "09:00"), zoom.leave(guest, "09:20"),
                zoom.join(there, "09:20"), zoom.leave(there, "09:50"), zoom.end("10:00"),
            ]
        let test = try TestDesk()
        try await test.take(bodies)
        let rows = try await test.sheet().rows
        #expect(rows.count == 1)
        #expect(rows.first?.secondsPresent == 3000)
        #expect(rows.first?.connections.count == 1)
        let reversed = try TestDesk()
        try await reversed.take(bodies.reversed())
        #expect(try await reversed.sheet().rows == rows)
        // A new connection under the first name is somebody else as far as anyone can tell.
        try await test.take([zoom.join(back, "09:52"), zoom.leave(back, "10:00")])
        #expect(try await test.sheet().rows.map(\.secondsPresent).sorted() == [480, 3000])
    }

    @Test("Edge case 11: by a personal link the sheet has the registrant's name, whatever is shown")
    func renamedRegistrant() async throws {
        let other = Caller.ada.on("A2", "2").shown(as: "iPad")
        let test = try await course(
            zoom.planned,
            [(.ada.shown(as: "ada"), "09:00", "09:20"), (other, "09:30", "10:00")]
        )
        #expect(
            try await test.lines() == [
                "Ada Lang: 3000 s, present, 09:00:00-09:20:00 09:30:00-10:00:00",
                "Ben Roth: 0 s, absent, nowhere",
            ]
        )
    }

    @Test("Edge case 12: one link at one time from two places under two names is nobody's")
    func sharedLink() async throws {
        let ada = Caller.ada.shown(as: "Ada")
        let zed = Caller.ada.on("Z1", "2").shown(as: "Zed", from: "198.51.100.7")
        let test = try await course(
            zoom.planned,
            [(ada, "09:00", "10:00"), (zed, "09:05", "09:55")]
        )
        #expect(
            try await test.lines() == [
                "Ada Lang: 0 s, unknown (unidentified_participants), nowhere",
                "Ada: 3600 s, present, 09:00:00-10:00:00",
                "Ben Roth: 0 s, unknown (unidentified_participants), nowhere",
                "Zed: 3000 s, present, 09:05:00-09:55:00",
            ]
        )
        #expect(try await test.row("Ada").evidence == [.sharedLink])
        #expect(try await test.row("Zed").evidence == [.sharedLink])
        #expect(try await test.findings().contains("link_shared"))
    }

    @Test(
        "Edge case 12: a second device of the same name or at the same place shares no link",
        arguments: [
            Caller.ada.on("A2", "2").shown(as: "Zed"),
            Caller.ada.on("A2", "2").shown(from: "198.51.100.7"),
        ]
    )
    func secondDevice(other: Caller) async throws {
        let test = try await course(
            zoom.planned,
            [(.ada, "09:00", "09:50"), (other, "09:05", "09:55")]
        )
        #expect(
            try await test.lines() == [
                "Ada Lang: 3300 s, present, 09:00:00-09:50:00 09:05:00-09:55:00",
                "Ben Roth: 0 s, absent, nowhere",
            ]
        )
        #expect(try await test.row("Ada Lang").evidence == [.registrant])
    }

    @Test("Edge case 12: one after the other, another name at another place is no sign of sharing")
    func oneAfterTheOther() async throws {
        let later = Caller.ada.on("A2", "2").shown(as: "Zed", from: "198.51.100.7")
        let test = try await course(
            zoom.planned,
            [(.ada, "09:00", "09:30"), (later, "09:30", "10:00")]
        )
        #expect(
            try await test.lines() == [
                "Ada Lang: 3600 s, present, 09:00:00-09:30:00 09:30:00-10:00:00",
                "Ben Roth: 0 s, absent, nowhere",
            ]
        )
    }
}
