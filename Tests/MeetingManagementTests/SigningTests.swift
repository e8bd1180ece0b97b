import Attendance
import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import Projections
import TestSupport
import Testing

@Suite("Signing by link")
struct SigningTests {
    let zoom = WebhookSample()
    let slot = Slot(
        id: SlotID("whole"),
        window: TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:30:00Z")
    )

    func opened(now: Instant = TestDesk.now) async throws -> (TestDesk, SigningLink) {
        let test = try TestDesk(now: now)
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
            zoom.joined(
                "Host",
                at: "2026-03-09T09:01:00Z",
                connection: "H",
                user: "2",
                isHost: true
            ),
        ])
        let id = try await test.sheet().occurrence.id
        let links = try await test.desk.openSlot(slot, of: id, reason: "Funder", actor: "t")
        #expect(links.count == 2)
        return (test, try #require(links.first { $0.name == "Ada" }))
    }

    func sign(_ test: TestDesk, _ token: String, _ png: [UInt8]) async throws -> SignatureGiven {
        try await test.desk.sign(withToken: token, png: png) {
            SignatureEvidence(route: .drawn, statement: $0.statement(in: .english))
        }
    }

    @Test("a signature is kept byte for byte and stands on the row of its signer")
    func happens() async throws {
        let (test, link) = try await opened()
        let png = TestPNG.signature()
        let given = try await sign(test, link.token, png)
        let row = try #require(try await test.sheet().rows.first { $0.name == "Ada" })
        #expect(row.signatures.map(\.sha256) == [SHA256Digest(hashing: png)])
        #expect((given.image.width, given.image.height) == (300, 100))
        let name = DocumentName.picture(given.image.sha256, of: given.place.signer)
        #expect(try await test.log.document(name)?.bytes == png)
    }

    @Test("the same picture again is the same signature; another picture is refused")
    func repeated() async throws {
        let (test, link) = try await opened()
        let first = try await sign(test, link.token, TestPNG.signature(1))
        let size = try await test.log.size()
        #expect(try await sign(test, link.token, TestPNG.signature(1)) == first)
        #expect(try await test.log.size() == size)
        await #expect(throws: DeskFailure.self) {
            try await sign(test, link.token, TestPNG.signature(2))
        }
        #expect(try await test.log.size() == size)
    }

    @Test("the trainer's link is to countersign")
    func trainer() async throws {
        let (test, _) = try await opened()
        let roll = try await test.meeting().roll
        let id = try await test.sheet().occurrence.id
        let places = try #require(roll.signatures.occurrences[id]?.requests.keys)
        #expect(places.filter { $0.capacity == .trainer }.count == 1)
    }

    @Test("an unknown link, and one that a later one replaced, get the same answer")
    func unknown() async throws {
        let (test, link) = try await opened()
        let id = try await test.sheet().occurrence.id
        _ = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        for token in [link.token, "0123456789abcdef0123456789abcdef", ""] {
            let failure = await #expect(throws: DeskFailure.self) {
                try await sign(test, token, TestPNG.signature())
            }
            guard case .linkUnknown = failure else {
                Issue.record(
                    "expected linkUnknown for \(token), found \(String(describing: failure))"
                )
                continue
            }
        }
    }

    @Test("before its slot a link does not sign, and says when it will")
    func early() async throws {
        let (test, link) = try await opened(now: "2026-03-09T10:59:59Z")
        let failure = await #expect(throws: DeskFailure.self) {
            try await sign(test, link.token, TestPNG.signature())
        }
        guard case .rejected(.signedTooEarly(let opens)) = failure else {
            Issue.record("expected a rejection, found \(String(describing: failure))")
            return
        }
        #expect(opens == slot.window.start)
    }

    @Test("a link that was used, has ended or was revoked is answered as one that never was")
    func void() async throws {
        let (used, first) = try await opened()
        _ = try await sign(used, first.token, TestPNG.signature(1))
        let (ended, second) = try await opened()
        let later = try TestDesk(over: ended.log, now: second.expires)
        let (revoked, third) = try await opened()
        let id = try await revoked.sheet().occurrence.id
        try await revoked.desk.revokeRequests(
            of: third.attendee,
            in: slot.id,
            of: id,
            actor: "t"
        )
        for (test, token) in [
            (used, first.token), (later, second.token), (revoked, third.token),
            (revoked, String(repeating: "0", count: 32)),
        ] {
            await expectUnknown { _ = try await test.desk.invitation(withToken: token) }
            await expectUnknown { _ = try await sign(test, token, TestPNG.signature(2)) }
            // What is wrong with a picture is told to nobody else.
            await expectUnknown { _ = try await sign(test, token, [0x78]) }
            await expectUnknown { try await test.desk.decline(withToken: token, reason: "No") }
        }
    }

    private func expectUnknown(_ body: () async throws -> Void) async {
        let failure = await #expect(throws: DeskFailure.self) { try await body() }
        guard case .linkUnknown = failure else {
            Issue.record("expected an unknown link, found \(String(describing: failure))")
            return
        }
    }

    @Test(
        "after the slot a link lasts a day where late signatures count, and there is none otherwise"
    )
    func late() async throws {
        let (test, _) = try await opened(now: "2026-03-09T20:00:00Z")
        let id = try await test.sheet().occurrence.id
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        #expect(links.map(\.expires) == Array(repeating: "2026-03-10T20:00:00Z", count: 2))
        let token = try #require(links.first?.token)
        _ = try await sign(test, token, TestPNG.signature())
    }

    @Test("after the slot there is no link where signatures given late count for nothing")
    func over() async throws {
        let before = try TestDesk(now: "2026-03-01T00:00:00Z")
        let strict = try #require(RulePack.shipped("de-bamf"))
        _ = try await before.desk.adopt(strict, actor: "t")
        let test = try TestDesk(over: before.log, now: "2026-03-09T12:30:00Z")
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
        ])
        let id = try await test.sheet().occurrence.id
        let failure = await #expect(throws: DeskFailure.self) {
            try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        }
        guard case .rejected(.slotIsOver) = failure else {
            Issue.record("expected a refusal, found \(String(describing: failure))")
            return
        }
    }

    @Test(
        "who has signed signs anew by a link of their own, and the former picture stays in the log"
    )
    func anew() async throws {
        let (test, link) = try await opened()
        let first = try await sign(test, link.token, TestPNG.signature(1))
        let id = try await test.sheet().occurrence.id
        #expect(try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t").count == 1)
        let anew = try await test.desk.openSlot(
            slot,
            of: id,
            reason: nil,
            for: link.attendee,
            actor: "t"
        )
        let token = try #require(anew.first?.token)
        #expect(try await test.desk.invitation(withToken: token).signature == first)
        let second = try await test.desk.sign(
            withToken: token,
            png: TestPNG.signature(2),
            replacing: first.image.sha256
        ) { SignatureEvidence(route: .drawn, statement: $0.statement(in: .english)) }
        let row = try #require(try await test.sheet().rows.first { $0.name == "Ada" })
        #expect(row.signatures.map(\.sha256) == [second.image.sha256])
        let name = DocumentName.picture(first.image.sha256, of: first.place.signer)
        #expect(try await test.log.document(name)?.bytes == TestPNG.signature(1))
    }

    @Test("a picture that is none, or shows nothing, is refused and changes nothing")
    func pictures() async throws {
        let (test, link) = try await opened()
        let size = try await test.log.size()
        let good = TestPNG.signature()
        var flipped = good
        flipped[flipped.count / 2] ^= 0x40
        let bad = [
            [], Array("GIF89a".utf8), Array(good.dropLast(20)), flipped, TestPNG.blank(),
            good + [UInt8](repeating: 0, count: 600 << 10),
        ]
        for png in bad {
            let failure = await #expect(throws: DeskFailure.self) {
                try await sign(test, link.token, png)
            }
            guard case .picture = failure else {
                Issue.record("expected a refused picture, found \(String(describing: failure))")
                continue
            }
        }
        #expect(try await test.log.size() == size)
    }

    @Test("tokens are stored as hashes only")
    func hashes() async throws {
        let (test, link) = try await opened()
        for recorded in try await test.log.events(from: 0, limit: 1000) {
            let text = String(decoding: recorded.event.payload, as: UTF8.self)
            #expect(!text.contains(link.token))
        }
    }

    @Test("closing twice is one revision; a later fact makes the sheet amended")
    func closing() async throws {
        let (test, _) = try await opened()
        let id = try await test.sheet().occurrence.id
        let first = try await test.desk.closeSheet(of: id, actor: "t")
        let second = try await test.desk.closeSheet(of: id, actor: "t")
        #expect(first.provenance.revision == 1)
        #expect(second.provenance == first.provenance)
        try await test.take([zoom.ended(at: "2026-03-09T10:00:00Z")])
        let amended = try await test.desk.sheet(of: id)
        #expect(amended.provenance.state == .amended)
        let third = try await test.desk.closeSheet(of: id, actor: "t")
        #expect(third.provenance.revision == 2)
        #expect(third.provenance.state == .closed)
    }
}

@Suite("An occurrence whose plan becomes known late")
struct RenamedOccurrenceTests {
    @Test("keeps its decisions under its first name, and its revisions count on")
    func renamed() async throws {
        let test = try TestDesk()
        let zoom = WebhookSample()
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
        ])
        let before = try await test.sheet().occurrence.id
        let first = try await test.desk.closeSheet(of: before, actor: "t")
        try await test.take([zoom.created(start: "2026-03-09T09:00:00Z")])
        let after = try await test.sheet().occurrence.id
        #expect(after != before)
        #expect(try await test.desk.sheet(of: before).content.occurrence.id == after)
        let second = try await test.desk.closeSheet(of: after, actor: "t")
        #expect(first.provenance.revision == 1)
        #expect(second.provenance.revision == 2)
        #expect(second.provenance.state == .closed)
    }
}

@Suite("Links as CSV")
struct SigningLinkTests {
    private static func link(_ name: String) -> SigningLink {
        SigningLink(
            place: SignaturePlace(signer: "ada", slot: SlotID("morning"), capacity: .attendee),
            attendee: "ada",
            name: name,
            token: "00ff",
            opens: "2026-03-09T09:00:00Z",
            expires: "2026-03-09T12:15:00Z"
        )
    }

    @Test(
        "have one line each, and no cell that a spreadsheet would compute",
        arguments: [
            ("Ada", "Ada"), ("O’Neill, \"Ann\"", "O’Neill, \"\"Ann\"\""),
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"\"x\"\")"), ("+1 555", "'+1 555"),
            ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("x\u{600}\",=1", "x\u{600}\"\",=1"),
            ("\tx", "'\tx"), ("", ""),
        ]
    )
    func cells(name: String, cell: String) {
        let text = [Self.link(name)].csv(at: "https://muster.example")
        let head = "\"name\",\"slot\",\"capacity\",\"link\",\"expires\"\r\n"
        let line =
            "\"\(cell)\",\"morning\",\"attendee\",\"https://muster.example/sign/00ff\","
            + "\"2026-03-09T12:15:00Z\"\r\n"
        #expect(text == head + line)
    }
}
