import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing

@Suite("Signing together at the desk")
struct SigningTogetherTests {
    private let zoom = WebhookSample()
    private let slot = Slot(
        id: SlotID("whole"),
        window: TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:30:00Z")
    )

    private func course() async throws -> (TestDesk, OccurrenceID) {
        let test = try TestDesk()
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A", user: "1"),
            zoom.joined("Boris", at: "2026-03-09T09:03:00Z", connection: "B", user: "2"),
            zoom.joined(
                "Host",
                at: "2026-03-09T09:01:00Z",
                connection: "H",
                user: "3",
                isHost: true
            ),
        ])
        return (test, try await test.sheet().occurrence.id)
    }

    private func sign(
        _ test: TestDesk,
        _ token: String,
        onDeviceOf room: RoomLink? = nil
    ) async throws -> SignatureGiven {
        try await test.desk.sign(
            withToken: token,
            png: TestPNG.signature(),
            onDeviceOf: room?.tokenHash
        ) {
            SignatureEvidence(route: .drawn, statement: $0.statement(in: .english))
        }
    }

    @Test("shows the names of attendees who have not signed, and takes a claim for no other")
    func names() async throws {
        let (test, id) = try await course()
        let room = try await test.desk.openRoom(.ownDevices, for: slot, of: id, actor: "trainer")
        let shown = try await test.desk.room(withToken: room.token)
        #expect(shown.names.map(\.name) == ["Ada", "Boris"])
        #expect(shown.mode == .ownDevices)
        let failure = await #expect(throws: DeskFailure.self) {
            try await test.desk.claim(SubjectID("x"), inRoom: room.token)
        }
        guard case .subjectUnknown = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test("waits for the trainer, who is in the log as who confirmed it")
    func confirmed() async throws {
        let (test, id) = try await course()
        let room = try await test.desk.openRoom(.ownDevices, for: slot, of: id, actor: "trainer")
        let ada = try #require(try await test.desk.room(withToken: room.token).names.first)
        let own = try await test.desk.claim(ada.attendee, inRoom: room.token)
        let waiting = try await test.desk.waiting(withToken: own)
        #expect(waiting.name == "Ada")
        await #expect(throws: DeskFailure.self) { try await sign(test, own) }
        let claim = try #require(try await test.desk.signing(of: id).claims.first)
        #expect(claim.code == waiting.code)
        try await test.desk.confirmClaim(claim.id, of: id, actor: "trainer")
        try await test.desk.confirmClaim(claim.id, of: id, actor: "trainer")
        await #expect(throws: DeskFailure.self) { try await test.desk.waiting(withToken: own) }
        #expect(try await sign(test, own).place.signer == ada.attendee)
        let requests = try await test.log.events(from: 0, limit: 1000).filter {
            $0.event.type.name == "signature.requested"
        }
        #expect(requests.map(\.actor) == ["trainer"])
    }

    @Test("gives no two who wait the same number")
    func codes() async throws {
        let log = MemoryEventLog(now: { TestDesk.now })
        let key = try #require(OrganisationKey(bytes: Array(0..<32)))
        // Every number drawn is the same; tokens differ.
        let edges = Edges(
            now: { TestDesk.now },
            random: { $0 == 2 ? [0x27, 0x0F] : Edges.live.random($0) }
        )
        let desk = Desk(log: log, index: MemoryEventIndex(), key: key, edges: edges)
        for body in [
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A", user: "1"),
            zoom.joined("Boris", at: "2026-03-09T09:03:00Z", connection: "B", user: "2"),
        ] {
            _ = try await desk.take(body, source: .live, receivedAt: TestDesk.now)
        }
        let reading = try #require(try await desk.meetings(limit: 1).meetings.first)
        let id = try #require(reading.sheets.first).content.occurrence.id
        let room = try await desk.openRoom(.ownDevices, for: slot, of: id, actor: "trainer")
        for name in try await desk.room(withToken: room.token).names {
            _ = try await desk.claim(name.attendee, inRoom: room.token)
        }
        let codes = try await desk.signing(of: id).claims.map(\.code)
        #expect(codes.sorted() == ["0000", "9999"])
    }

    @Test("on a device that is handed over, signs at once")
    func sharedDevice() async throws {
        let (test, id) = try await course()
        let room = try await test.desk.openRoom(.sharedDevice, for: slot, of: id, actor: "trainer")
        let ada = try #require(try await test.desk.room(withToken: room.token).names.first)
        let own = try await test.desk.claim(ada.attendee, inRoom: room.token)
        await #expect(throws: DeskFailure.self) { try await sign(test, own) }
        await #expect(throws: DeskFailure.self) { try await test.desk.invitation(withToken: own) }
        let signature = try await sign(test, own, onDeviceOf: room)
        #expect(signature.place.signer == ada.attendee)
        #expect(try await test.desk.room(withToken: room.token).names.map(\.name) == ["Boris"])
    }

    @Test("on a device that is handed over ends with the room, for links picked there too")
    func takenBack() async throws {
        let (test, id) = try await course()
        let room = try await test.desk.openRoom(.sharedDevice, for: slot, of: id, actor: "trainer")
        let ada = try #require(try await test.desk.room(withToken: room.token).names.first)
        let own = try await test.desk.claim(ada.attendee, inRoom: room.token)
        try await test.desk.closeRooms(in: slot.id, of: id, actor: "trainer")
        await #expect(throws: DeskFailure.self) { try await sign(test, own, onDeviceOf: room) }
        #expect(try await test.desk.signing(of: id).lines.allSatisfy { $0.state != .signed })
    }

    @Test("ends when the room is closed, for whoever waits too")
    func closed() async throws {
        let (test, id) = try await course()
        let room = try await test.desk.openRoom(.ownDevices, for: slot, of: id, actor: "trainer")
        let ada = try #require(try await test.desk.room(withToken: room.token).names.first)
        let own = try await test.desk.claim(ada.attendee, inRoom: room.token)
        try await test.desk.closeRooms(in: slot.id, of: id, actor: "trainer")
        for body in [
            { () async throws in _ = try await test.desk.room(withToken: room.token) },
            { () async throws in _ = try await test.desk.waiting(withToken: own) },
            { () async throws in
                _ = try await test.desk.claim(ada.attendee, inRoom: room.token)
            },
        ] {
            await #expect(throws: DeskFailure.self) { try await body() }
        }
        #expect(try await test.desk.signing(of: id).rooms.isEmpty)
    }

    @Test("to enter shows the way into the meeting to whoever has signed, and to nobody else")
    func toEnter() async throws {
        let (test, id) = try await course()
        let links = try await test.desk.openSlot(
            slot,
            of: id,
            reason: nil,
            joinLink: "https://zoom.example/j/1",
            actor: "trainer"
        )
        let link = try #require(links.first { $0.name == "Ada" })
        let invitation = try await test.desk.invitation(withToken: link.token)
        #expect(invitation.isToEnter)
        #expect(invitation.joinLink == nil)
        #expect(invitation.terms.statement(in: .english).contains("am attending"))
        let given = try await sign(test, link.token)
        #expect(given.evidence.statement.contains("am attending"))
        #expect(try await test.desk.joinLink(after: given) == "https://zoom.example/j/1")
        var other = given
        other.image.sha256 = SHA256Digest(hashing: [])
        #expect(try await test.desk.joinLink(after: other) == nil)
        let anew = try await test.desk.openSlot(
            slot,
            of: id,
            reason: nil,
            for: given.place.signer,
            actor: "trainer"
        )
        let again = try await test.desk.invitation(withToken: try #require(anew.first?.token))
        #expect(again.joinLink == "https://zoom.example/j/1")
    }
}
