import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections
import TestSupport
import Testing

/// What may tie a connection to somebody the organisation knows, and what may not (I-7).
@Suite("Who is who")
struct WhoIsWhoTests {
    let zoom = WebhookSample()
    let roster = "name,email,own id\nAlice Real,alice@example.org,A\nBob Real,bob@example.org,B\n"

    /// A participant event with an e-mail address, signed in or not.
    func joined(
        _ name: String,
        connection: String,
        user: String,
        registrant: String? = nil,
        signedInAs zoomUser: String? = nil,
        email: String = ""
    ) throws -> [UInt8] {
        let body = zoom.joined(
            name,
            at: "2026-03-09T09:00:00Z",
            connection: connection,
            user: user,
            registrant: registrant
        )
        var text = String(decoding: body, as: UTF8.self)
        text = text.replacing(#""email":"""#, with: #""email":"\#(email)""#)
        return Array(text.replacing(#""id":"","#, with: #""id":"\#(zoomUser ?? "")","#).utf8)
    }

    func rows(_ bodies: [[UInt8]]) async throws -> [AttendanceSheet.Row] {
        let test = try TestDesk()
        try await test.take([zoom.started()] + bodies)
        let meeting = try await test.meeting().record
        let people = try await test.desk.importPeople(csv: roster, actor: "t")
        try await test.desk.extendRoster(of: meeting.id, with: people.people, actor: "t")
        try await test.take([zoom.ended(at: "2026-03-09T10:00:00Z")])
        return try await test.sheet().rows
    }

    @Test("a personal link mailed the week before identifies its person")
    func mailed() async throws {
        let rows = try await rows([
            zoom.registered(id: "RA", first: "A", last: "R", email: "alice@example.org"),
            try joined("Alice", connection: "C1", user: "1", registrant: "RA"),
        ])
        let alice = try #require(rows.first { $0.name == "Alice Real" })
        #expect(alice.secondsPresent == 3600)
        #expect(alice.evidence == [.email, .registrant] || alice.evidence == [.registrant])
    }

    @Test("an address typed in the last hour identifies nobody: Zoom shows the link at once")
    func typedLate() async throws {
        var late = String(
            decoding: zoom.registered(id: "RA", first: "A", last: "R", email: "alice@example.org"),
            as: UTF8.self
        )
        let early = "\(("2026-03-02T08:00:00Z" as Instant).microseconds / 1000)"
        let stamp = "\(("2026-03-09T08:30:00Z" as Instant).microseconds / 1000)"
        late = late.replacing(early, with: stamp)
        let rows = try await rows([
            Array(late.utf8),
            try joined("Somebody", connection: "C1", user: "1", registrant: "RA"),
        ])
        let alice = try #require(rows.first { $0.name == "Alice Real" })
        #expect(alice.secondsPresent == 0)
        #expect(alice.status == .unknown)
        #expect(rows.contains { $0.person == nil && $0.secondsPresent == 3600 })
    }

    @Test("a personal link that was passed on makes nobody of the two somebody else")
    func sharedLink() async throws {
        let rows = try await rows([
            zoom.registered(id: "RA", first: "A", last: "R", email: "alice@example.org"),
            try joined("Alice", connection: "C1", user: "1", registrant: "RA"),
            try joined(
                "Bob",
                connection: "C2",
                user: "2",
                registrant: "RA",
                signedInAs: "zoom-bob",
                email: "bob@example.org"
            ),
        ])
        let bob = try #require(rows.first { $0.name == "Bob Real" })
        #expect(bob.secondsPresent == 3600)
        #expect(bob.evidence.contains(.sharedLink))
        #expect(rows.contains { $0.name == "Alice Real" && $0.secondsPresent == 0 })
        #expect(rows.contains { $0.name == "Alice" && $0.person == nil })
    }

    @Test("a guest's address identifies nobody")
    func guest() async throws {
        let rows = try await rows([
            try joined("Alice", connection: "C1", user: "1", email: "alice@example.org")
        ])
        #expect(rows.contains { $0.name == "Alice Real" && $0.secondsPresent == 0 })
    }

    @Test("who turns out to be somebody known has one link still, and it is revoked by their row")
    func links() async throws {
        for isRevoked in [true, false] {
            let test = try TestDesk(now: "2026-03-09T09:30:00Z")
            try await test.take([
                zoom.started(),
                try joined("Alice", connection: "C1", user: "1", signedInAs: "zoom-alice"),
            ])
            let id = try await test.sheet().occurrence.id
            let window = TimeWindow(start: "2026-03-09T09:00:00Z", end: "2026-03-09T10:00:00Z")
            let slot = Slot(id: SlotID("whole"), window: window)
            let before = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
            let link = try #require(before.first)
            let person = try await test.desk.importPeople(csv: roster, actor: "t").people.first
            _ = try await test.desk.identify(
                link.attendee,
                as: person,
                of: id,
                reason: "Recognised",
                actor: "t"
            )
            let row = try #require(try await test.sheet().rows.first { !$0.connections.isEmpty })
            #expect(row.attendee != link.attendee)
            if isRevoked {
                let isAny = try await test.desk.revokeRequests(
                    of: row.attendee,
                    in: slot.id,
                    of: id,
                    actor: "t"
                )
                #expect(isAny)
            } else {
                let after = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
                #expect(after.contains { $0.attendee == row.attendee })
            }
            let failure = await #expect(throws: DeskFailure.self) {
                try await test.desk.invitation(withToken: link.token)
            }
            guard case .linkUnknown = failure else {
                Issue.record("the former link still signs: \(String(describing: failure))")
                return
            }
        }
    }

    @Test(
        "who turns out to be somebody known and signs in a room has no other link left",
        arguments: [RoomMode.ownDevices, .sharedDevice]
    )
    func room(mode: RoomMode) async throws {
        let test = try TestDesk(now: "2026-03-09T09:30:00Z")
        try await test.take([
            zoom.started(),
            try joined("Alice", connection: "C1", user: "1", signedInAs: "zoom-alice"),
        ])
        let id = try await test.sheet().occurrence.id
        let window = TimeWindow(start: "2026-03-09T09:00:00Z", end: "2026-03-09T10:00:00Z")
        let slot = Slot(id: SlotID("whole"), window: window)
        let before = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        let link = try #require(before.first)
        let person = try await test.desk.importPeople(csv: roster, actor: "t").people.first
        _ = try await test.desk.identify(
            link.attendee,
            as: person,
            of: id,
            reason: "Recognised",
            actor: "t"
        )
        // Until then it is their own, and says so.
        let invitation = try await test.desk.invitation(withToken: link.token)
        #expect(!invitation.name.isEmpty)
        let room = try await test.desk.openRoom(mode, for: slot, of: id, actor: "t")
        let row = try #require(try await test.sheet().rows.first { !$0.connections.isEmpty })
        #expect(row.attendee != link.attendee)
        let own = try await test.desk.claim(row.attendee, inRoom: room.token)
        if mode == .ownDevices {
            let waiting = try await test.desk.waiting(withToken: own)
            #expect(waiting.name == row.name)
            let claim = try #require(try await test.desk.signing(of: id).claims.first)
            try await test.desk.confirmClaim(claim.id, of: id, actor: "t")
        }
        await #expect(throws: DeskFailure.self) {
            try await test.desk.invitation(withToken: link.token)
        }
        for token in [link.token, own] {
            _ = try? await test.desk.sign(
                withToken: token,
                png: TestPNG.signature(),
                onDeviceOf: room.tokenHash
            ) { SignatureEvidence(route: .drawn, statement: $0.statement(in: .english)) }
        }
        let signed = try await test.sheet().rows.flatMap(\.signatures)
        #expect(signed.count == 1)
    }

    @Test("a new address, or another person with the old one, takes no signature off the sheet")
    func signatures() async throws {
        let test = try TestDesk(now: "2026-03-09T09:30:00Z")
        try await test.take([
            zoom.started(),
            try joined(
                "Alice",
                connection: "C1",
                user: "1",
                signedInAs: "zoom-alice",
                email: "alice@example.org"
            ),
        ])
        _ = try await test.desk.importPeople(csv: roster, actor: "t")
        let id = try await test.sheet().occurrence.id
        let window = TimeWindow(start: "2026-03-09T09:00:00Z", end: "2026-03-09T10:00:00Z")
        let slot = Slot(id: SlotID("whole"), window: window)
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        let link = try #require(links.first)
        #expect(link.name == "Alice Real")
        _ = try await test.desk.sign(withToken: link.token, png: TestPNG.signature()) {
            SignatureEvidence(route: .drawn, statement: $0.statement(in: .english))
        }
        for csv in [
            "name,email,own id\nAlice Real,new@example.org,A\n",
            "name,email,own id\nAlice Other,alice@example.org,C\n",
        ] {
            _ = try await test.desk.importPeople(csv: csv, actor: "t")
            let rows = try await test.sheet().rows
            #expect(rows.flatMap(\.signatures).count == 1, "\(csv)")
            #expect(rows.contains { $0.name == "Alice Real" && $0.signatures.count == 1 })
        }
    }
}
