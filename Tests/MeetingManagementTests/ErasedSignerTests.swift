import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing

/// Whoever was erased signs no more, and leaves nothing of a signature behind.
@Suite("A signer who was erased")
struct ErasedSignerTests {
    private let zoom = WebhookSample()
    private let slot = Slot(
        id: SlotID("whole"),
        window: TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:30:00Z")
    )

    private func course(
        over log: any EventLog = MemoryEventLog(now: { TestDesk.now })
    ) async throws -> (TestDesk, OccurrenceID) {
        let test = try TestDesk(over: log)
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A", user: "1"),
            zoom.joined("Boris", at: "2026-03-09T09:03:00Z", connection: "B", user: "2"),
        ])
        return (test, try await test.sheet().occurrence.id)
    }

    private func sign(
        _ test: TestDesk,
        _ token: String,
        _ seed: Int = 1,
        replacing: SHA256Digest? = nil
    ) async throws -> SignatureGiven {
        try await test.desk.sign(
            withToken: token,
            png: TestPNG.signature(seed),
            replacing: replacing
        ) { SignatureEvidence(route: .drawn, statement: $0.statement(in: .english)) }
    }

    private func expectLinkUnknown(_ body: () async throws -> Void) async {
        let failure = await #expect(throws: DeskFailure.self) { try await body() }
        guard case .linkUnknown = failure else {
            Issue.record("not as an unknown link: \(String(describing: failure))")
            return
        }
    }

    private func count(_ type: String, _ test: TestDesk) async throws -> Int {
        try await test.log.events(from: 0, limit: 1000).count { $0.event.type.name == type }
    }

    @Test("has no link left, at any meeting, used or not; others keep theirs")
    func links() async throws {
        let (test, id) = try await course()
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        let ada = try #require(links.first { $0.name == "Ada" })
        let boris = try #require(links.first { $0.name == "Boris" })
        // The trainer says that she is somebody known, who is asked at another meeting as well.
        let csv = "name,own id\nAda Lang,E-1\n"
        let person = try #require(
            try await test.desk.importPeople(csv: csv, actor: "t").people.first
        )
        _ = try await test.desk.identify(
            ada.attendee,
            as: person,
            of: id,
            reason: "Recognised",
            actor: "t"
        )
        var other = WebhookSample()
        (other.number, other.uuid) = ("81234567891", "dUuUUQm7Rv+3Wv0TmFh0Kw==")
        try await test.take([other.created(start: "2026-03-09T11:00:00Z")])
        let next = try await test.desk.meeting(named: other.number)
        try await test.desk.extendRoster(of: next.record.id, with: [person], actor: "t")
        let there = try #require(
            try await test.desk.meeting(named: other.number).sheets.first
        ).content.occurrence.id
        let second = try #require(
            try await test.desk.openSlot(slot, of: there, reason: nil, actor: "t").first
        )
        let given = try await sign(test, ada.token)
        let erased = try await test.desk.erase(ada.attendee, reason: "Asked for", actor: "officer")
        #expect(erased.subjects.contains(person.subject))
        let signatures = try await count("signature.given", test)
        for (token, replaced) in [
            (second.token, nil), (ada.token, nil), (ada.token, given.image.sha256),
        ] as [(String, SHA256Digest?)] {
            await expectLinkUnknown {
                _ = try await sign(test, token, 2, replacing: replaced)
            }
            await expectLinkUnknown { _ = try await test.desk.invitation(withToken: token) }
            await expectLinkUnknown {
                try await test.desk.decline(withToken: token, reason: "No")
            }
        }
        #expect(try await count("signature.given", test) == signatures)
        let revoked = try await test.log.events(from: 0, limit: 1000).filter {
            $0.event.type.name == "signature.request_revoked"
        }
        #expect(revoked.count == 2)
        #expect(
            revoked.allSatisfy { $0.actor == "officer" && $0.position < erased.receipt.position }
        )
        #expect(try await sign(test, boris.token).place.signer == boris.attendee)
        // Erased again, there is nothing to revoke.
        _ = try await test.desk.erase(ada.attendee, reason: "Asked for", actor: "officer")
        #expect(try await count("signature.request_revoked", test) == 2)
    }

    @Test("waits no longer to be confirmed, and is not confirmed")
    func claims() async throws {
        let (test, id) = try await course()
        let room = try await test.desk.openRoom(.ownDevices, for: slot, of: id, actor: "trainer")
        let names = try await test.desk.room(withToken: room.token).names
        var tokens: [String: String] = [:]
        for name in names {
            tokens[name.name] = try await test.desk.claim(name.attendee, inRoom: room.token)
        }
        let claims = try await test.desk.signing(of: id).claims
        let ada = try #require(names.first { $0.name == "Ada" }).attendee
        _ = try await test.desk.erase(ada, reason: "Asked for", actor: "officer")
        let (hers, his) = (try #require(tokens["Ada"]), try #require(tokens["Boris"]))
        await expectLinkUnknown { _ = try await test.desk.waiting(withToken: hers) }
        #expect(try await test.desk.waiting(withToken: his).name == "Boris")
        let left = try await test.desk.signing(of: id).claims.map(\.id)
        #expect(left.count == 1)
        let claim = try #require(claims.first { !left.contains($0.id) }).id
        await #expect(throws: DeskFailure.self) {
            try await test.desk.confirmClaim(claim, of: id, actor: "trainer")
        }
    }

    @Test(
        "is told that the link is unknown also where the erasure comes between, and nothing is kept",
        arguments: [true, false]
    )
    func between(isOnDisk: Bool) async throws {
        let directory = try TemporaryDirectory()
        let master = try #require(MasterKey(bytes: [UInt8](repeating: 7, count: 32)))
        let base: any EventLog =
            isOnDisk
            ? try EventStore(opening: directory.url, master: .key(master), now: { TestDesk.now })
            : MemoryEventLog(now: { TestDesk.now })
        let log = InterposedLog(over: base)
        let (test, id) = try await course(over: log)
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        let ada = try #require(links.first { $0.name == "Ada" })
        // The rules have accepted it by then, and the requests are read as they were before.
        log.interpose { batch throws(EventLogError) in
            guard !batch.documents.isEmpty else { return }
            _ = try await base.erase([ada.attendee], reason: "Asked for", actor: "officer")
        }
        await expectLinkUnknown { _ = try await sign(test, ada.token) }
        #expect(try await count("signature.given", test) == 0)
        #expect(try await test.sheet().rows.flatMap(\.signatures).isEmpty)
        let digest = SHA256Digest(hashing: TestPNG.signature())
        #expect(try await base.document(.picture(digest, of: ada.attendee)) == nil)
        await (base as? EventStore)?.close()
    }
}
