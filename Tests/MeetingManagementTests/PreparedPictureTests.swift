import Attendance
import EventSourcing
import MeetingManagement
import PDF
import Projections
import TestSupport
import Testing
import Typesetting

@Suite("A picture prepared when it arrives")
struct PreparedPictureTests {
    private let png = TestPNG.signature(1)
    private var digest: SHA256Digest { SHA256Digest(hashing: png) }

    /// A desk where Ada signed with the picture; a prepared picture may have been there before.
    private func signed(after prepared: [UInt8]? = nil) async throws -> TestDesk {
        let test = try TestDesk()
        let zoom = WebhookSample()
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
        ])
        if let prepared {
            let signer = try await signer(test)
            let document = Document(
                .preparedPicture(digest, of: signer),
                bytes: prepared,
                about: .several(["somebody-else"])
            )
            _ = try await test.log.append(AppendBatch([], documents: [document], actor: "t"))
        }
        let id = try await test.sheet().occurrence.id
        let slot = Slot(
            id: SlotID("whole"),
            window: TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:30:00Z")
        )
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        let link = try #require(links.first { $0.name == "Ada" })
        _ = try await test.desk.sign(withToken: link.token, png: png) {
            SignatureEvidence(route: .drawn, statement: $0.statement(in: .english))
        }
        return test
    }

    private func pdf(_ test: TestDesk) async throws -> [UInt8] {
        let id = try await test.sheet().occurrence.id
        return try await test.desk.pdf(of: id, fonts: .system(), actor: "t")
    }

    private func signer(_ test: TestDesk) async throws -> SubjectID {
        try #require(try await test.sheet().rows.first { $0.name == "Ada" }).attendee
    }

    @Test("is kept beside the file, under the signer's own key")
    func kept() async throws {
        let test = try await signed()
        let signer = try await signer(test)
        let kept = try #require(
            try await test.log.document(.preparedPicture(digest, of: signer))
        )
        #expect(kept.bytes == (try PreparedImage(png: png)).stored)
        #expect(kept.subjects == .one(signer))
        let file = try #require(
            try await test.log.document(.picture(digest, of: signer))
        )
        #expect(file.bytes == png)
        #expect(file.subjects == .one(signer))
    }

    @Test("is what the sheet prints")
    func printed() async throws {
        let other = try PreparedImage(png: TestPNG.signature(2))
        let plain = try await pdf(signed())
        #expect(try await pdf(signed(after: other.stored)) != plain)
    }

    @Test("is prepared again where another version prepared it, and the sheet is the same")
    func anotherVersion() async throws {
        let plain = try await pdf(signed())
        var bytes = try PreparedImage(png: TestPNG.signature(2)).stored
        #expect(bytes[14] == PreparedImage.version)
        bytes[14] += 1
        for kept in [bytes, [], [UInt8](repeating: 7, count: 99)] {
            #expect(try await pdf(signed(after: kept)) == plain)
        }
    }

    @Test("is destroyed with the file when its signer is erased")
    func erased() async throws {
        let test = try await signed()
        let signer = try await signer(test)
        _ = try await test.desk.erase(signer, reason: "Asked for", actor: "t")
        #expect(try await test.log.document(.preparedPicture(digest, of: signer)) == nil)
        #expect(try await test.log.document(.picture(digest, of: signer)) == nil)
        #expect(try await pdf(test).starts(with: Array("%PDF-".utf8)))
    }
}

@Suite("How a signature was drawn")
struct KeptStrokesTests {
    private let slot = Slot(
        id: SlotID("whole"),
        window: TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:30:00Z")
    )

    private func strokes() throws -> SignatureStrokes {
        let sample: JSON = [0, 1, 2, 3]
        return try SignatureStrokes(
            json: [
                "schema": "muster.strokes@1", "width": 6000, "height": 3000,
                "strokes": [[sample, [9, 8, 7, 6]]],
            ]
        )
    }

    /// Where Ada signs with strokes under a pack that keeps them, or does not.
    private func signed(
        keeping: Bool,
        by route: SignatureEvidence.Route = .drawn
    ) async throws -> (test: TestDesk, given: SignatureGiven) {
        let before = try TestDesk(now: "2026-03-01T00:00:00Z")
        var pack = RulePack.generic
        pack.signing.keepsStrokes = keeping
        _ = try await before.desk.adopt(pack, actor: "t")
        let test = try TestDesk(over: before.log)
        let zoom = WebhookSample()
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
        ])
        let id = try await test.sheet().occurrence.id
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        let link = try #require(links.first { $0.name == "Ada" })
        #expect(try await test.desk.invitation(withToken: link.token).keepsStrokes == keeping)
        let given = try await test.desk.sign(
            withToken: link.token,
            png: TestPNG.signature(),
            strokes: strokes()
        ) { SignatureEvidence(route: route, statement: $0.statement(in: .english)) }
        return (test, given)
    }

    @Test("is kept under the signer's key where the pack says so, and goes with them")
    func kept() async throws {
        let (test, given) = try await signed(keeping: true)
        let bytes = try strokes().json.canonicalBytes()
        #expect(given.evidence.strokes == SHA256Digest(hashing: bytes))
        let name = DocumentName.strokes(SHA256Digest(hashing: bytes), of: given.place.signer)
        let kept = try #require(try await test.log.document(name))
        #expect(kept == Document(name, bytes: bytes, about: .one(given.place.signer)))
        _ = try await test.desk.erase(given.place.signer, reason: "Asked for", actor: "t")
        #expect(try await test.log.document(name) == nil)
    }

    @Test("is not kept where the pack does not say so, nor of a typed name")
    func dropped() async throws {
        for (keeping, route) in [(false, .drawn), (true, .typed)]
            as [(Bool, SignatureEvidence.Route)]
        {
            let (test, given) = try await signed(keeping: keeping, by: route)
            #expect(given.evidence.strokes == nil)
            let digest = SHA256Digest(hashing: try strokes().json.canonicalBytes())
            let name = DocumentName.strokes(digest, of: given.place.signer)
            #expect(try await test.log.document(name) == nil)
        }
    }
}
