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
            SignatureEvidence(route: .drawn, statement: $0.capacity.statement)
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
        let name = DocumentName(.signature, given.image.sha256.text)
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

    @Test(
        "before its slot and after its end a link does not sign",
        arguments: ["2026-03-09T10:59:59Z", "2026-03-09T12:45:00Z"] as [Instant]
    )
    func outside(now: Instant) async throws {
        let (test, link) = try await opened(now: now)
        let failure = await #expect(throws: DeskFailure.self) {
            try await sign(test, link.token, TestPNG.signature())
        }
        guard case .rejected = failure else {
            Issue.record("expected a rejection, found \(String(describing: failure))")
            return
        }
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
            name: name,
            token: "00ff",
            expires: "2026-03-09T12:15:00Z"
        )
    }

    @Test(
        "have one line each, and no cell that a spreadsheet would compute",
        arguments: [
            ("Ada", "Ada"), ("O’Neill, \"Ann\"", "O’Neill, \"\"Ann\"\""),
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"\"x\"\")"), ("+1 555", "'+1 555"),
            ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("", ""),
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
