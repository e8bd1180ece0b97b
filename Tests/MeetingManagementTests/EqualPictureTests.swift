import Attendance
import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import PDF
import Projections
import TestSupport
import Testing

/// Two people may sign with one picture, byte for byte: the same name typed on the same device, say.
@Suite("Equal pictures of two people")
struct EqualPictureTests {
    private let zoom = WebhookSample()
    private let slot = Slot(
        id: SlotID("whole"),
        window: TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:30:00Z")
    )
    private let png = TestPNG.signature()
    private var digest: SHA256Digest { SHA256Digest(hashing: png) }
    private let strokes: JSON = [
        "schema": "muster.strokes@1", "width": 6000, "height": 3000,
        "strokes": [[[0, 1, 2, 3], [9, 8, 7, 6]]],
    ]

    /// Where Ada and Boris signed so, and whom they are by their names.
    private func signed() async throws -> (test: TestDesk, id: OccurrenceID, [String: SubjectID]) {
        let before = try TestDesk(now: "2026-03-01T00:00:00Z")
        var pack = RulePack.generic
        pack.signing.keepsStrokes = true
        _ = try await before.desk.adopt(pack, actor: "t")
        let test = try TestDesk(over: before.log)
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A", user: "1"),
            zoom.joined("Boris", at: "2026-03-09T09:03:00Z", connection: "B", user: "2"),
        ])
        let id = try await test.sheet().occurrence.id
        var signers: [String: SubjectID] = [:]
        for link in try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t") {
            signers[link.name] = link.attendee
            _ = try await test.desk.sign(
                withToken: link.token,
                png: png,
                strokes: SignatureStrokes(json: strokes)
            ) { SignatureEvidence(route: .drawn, statement: $0.statement(in: .english)) }
        }
        return (test, id, signers)
    }

    private func names(of signer: SubjectID) throws -> [DocumentName] {
        let drawn = try SignatureStrokes(json: strokes).json.canonicalBytes()
        return [
            .picture(digest, of: signer), .preparedPicture(digest, of: signer),
            .strokes(SHA256Digest(hashing: drawn), of: signer),
        ]
    }

    /// How many of the rows show a picture, and how many say that there is none any more.
    private func printed(_ test: TestDesk, _ id: OccurrenceID) async throws -> (Int, without: Int) {
        let directory = try TemporaryDirectory()
        let path = directory.path("sheet.pdf")
        let pdf = try await test.desk.pdf(of: id, fonts: .system(), actor: "t")
        try Data(pdf).write(to: URL(fileURLWithPath: path))
        let images = try Shell.run("/usr/bin/pdfimages", ["-list", path]).output
        let text = try Shell.run("/usr/bin/pdftotext", ["-layout", path, "-"]).output
        return (
            images.split(separator: "\n").count {
                $0.split(separator: " ").dropFirst(2).first == "image"
            },
            without: text.split(separator: "image not").count - 1
        )
    }

    @Test(
        "are each their own, and whoever is erased takes theirs alone",
        arguments: ["Ada", "Boris"]
    )
    func erased(name: String) async throws {
        let (test, id, signers) = try await signed()
        let erased = try #require(signers[name])
        let other = try #require(signers.values.first { $0 != erased })
        for signer in signers.values {
            for name in try names(of: signer) {
                #expect(try await test.log.document(name)?.subjects == .one(signer), "\(name)")
            }
        }
        #expect(try await printed(test, id) == (2, 0))
        _ = try await test.desk.erase(erased, reason: "Asked for", actor: "t")
        for name in try names(of: erased) { #expect(try await test.log.document(name) == nil) }
        for name in try names(of: other) { #expect(try await test.log.document(name) != nil) }
        #expect(try await printed(test, id) == (1, 1))
    }

    @Test("are found to be equal by an audit, still")
    func audited() async throws {
        let (test, id, _) = try await signed()
        let kinds = try await test.desk.audit(of: id).findings.map(\.kind)
        #expect(kinds.contains("identical_pictures"))
    }

    @Test("of logs before: the one that was kept is printed for its signer, and for nobody else")
    func before() async throws {
        let (test, id, signers) = try await signed()
        let (ada, boris) = (try #require(signers["Ada"]), try #require(signers["Boris"]))
        // As it was: the same events, and one document of each kind, by the picture alone.
        let log = MemoryEventLog(now: { TestDesk.now })
        for recorded in try await test.log.events(from: 0, limit: 1000) {
            let events = [(recorded.event, recorded.occurredAt)]
            let append = StreamAppend(to: recorded.stream, expecting: .any, events: events)
            _ = try await log.append(AppendBatch([append], actor: recorded.actor))
        }
        let prepared = try PreparedImage(png: png).stored
        let documents = [
            Document(DocumentName(.signature, digest.text), bytes: png, about: .one(ada)),
            Document(
                DocumentName(.prepared, "\(digest.text)@\(PreparedImage.version)"),
                bytes: prepared,
                about: .one(ada)
            ),
        ]
        let old = try TestDesk(over: log)
        for document in documents {
            _ = try await log.append(AppendBatch([], documents: [document], actor: "t"))
            #expect(try await printed(old, id) == (1, 1))
        }
        _ = try await old.desk.erase(boris, reason: "Asked for", actor: "t")
        #expect(try await printed(old, id) == (1, 1))
        _ = try await old.desk.erase(ada, reason: "Asked for", actor: "t")
        #expect(try await printed(old, id) == (0, 2))
    }
}
