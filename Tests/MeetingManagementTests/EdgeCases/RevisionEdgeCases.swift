import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections
import Reports
import TestSupport
import Testing
import Typesetting

/// What was closed and exported stays, whatever is corrected or erased later.
@Suite("Edge cases of revisions")
struct RevisionEdgeCases {
    private let zoom = WebhookSample()

    private func course() async throws -> (test: TestDesk, id: OccurrenceID) {
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.join(.ben, "09:00"),
                zoom.leave(.ada, "09:30"), zoom.leave(.ben, "09:55"), zoom.end("10:00"),
            ]
        )
        return (test, try await test.sheet().occurrence.id)
    }

    private let before = [
        "Ada Lang: 1800 s, partial, 09:00:00-09:30:00",
        "Ben Roth: 3300 s, present, 09:00:00-09:55:00",
    ]

    @Test(
        "Edge case 23: a correction after the export makes revision 2; revision 1 stays, bytewise"
    )
    func corrected() async throws {
        let (test, id) = try await course()
        let desk = test.desk
        let first = try await desk.closeSheet(of: id, actor: "trainer")
        #expect(first.content.lines == before)
        let moment = KnownAt.position(try await test.log.size() - 1)
        let exported = try await desk.pdf(of: id, fonts: try .system(), actor: "trainer")
        let ada = try await test.row("Ada Lang").attendee
        _ = try await desk.correct(
            ada,
            of: id,
            StayCorrection(present: [TestDesk.window("09:30", "09:50")]),
            reason: "Went on by telephone",
            actor: "trainer"
        )
        #expect(try await desk.sheet(of: id).provenance.state == .amended)
        let second = try await desk.closeSheet(of: id, actor: "trainer")
        #expect(second.provenance.revision == 2)
        // 30 min told and 20 min stated.
        #expect(
            second.content.lines == [
                "Ada Lang: 3000 s, present, 09:00:00-09:30:00", before[1],
            ]
        )
        let again = try await desk.pdf(of: id, fonts: try .system(), actor: "trainer")
        #expect(again != exported)
        // As known when it was closed: the content, the provenance and the document, byte by byte.
        let then = try await desk.sheet(of: id, knownAt: moment)
        #expect(then.content.json.canonicalBytes() == first.content.json.canonicalBytes())
        #expect(then.provenance == first.provenance)
        #expect(try await desk.pdf(of: id, knownAt: moment, fonts: try .system()) == exported)
        let name = DocumentName(.sheet, first.contentHash.text)
        #expect(
            try await test.log.document(name)?.bytes == first.content.json.canonicalBytes()
        )
    }

    @Test("Edge case 24: an erased learner is a placeholder; everybody else's row stays as it was")
    func erased() async throws {
        let (test, id) = try await course()
        let closed = try await test.desk.closeSheet(of: id, actor: "t")
        let rows = closed.content.rows
        let ada = try #require(rows.first { $0.name == "Ada Lang" })
        let erased = try await test.desk.erase(ada.attendee, reason: "asked", actor: "t")
        #expect(erased.subjects.contains(ada.attendee))
        // The log in memory seals nothing; a desk that folded nothing yet has kept nothing open.
        let other = try TestDesk(over: test.log)
        let reading = try await other.desk.sheet(of: id)
        // Her time is a fact that stays, under no name.
        #expect(
            reading.content.lines == [before[1], "[erased]: 1800 s, partial, 09:00:00-09:30:00"]
        )
        #expect(reading.content.rows.first { $0.name == "Ben Roth" } == rows.last)
        let placeholder = try #require(reading.content.rows.first { $0.name == "[erased]" })
        #expect(placeholder.email == "[erased]" || placeholder.email == nil)
        #expect(placeholder.attendee == ada.attendee)
        #expect(reading.provenance == closed.provenance)
        #expect(reading.provenance.state == .closed)
        #expect(try await other.desk.closeSheet(of: id, actor: "t").provenance.revision == 1)
        try await expectForgotten(in: other, id)
    }

    @Test("Edge case 24: the document that was exported goes with the learner it shows")
    func erasedExport() async throws {
        let (test, id) = try await course()
        let closed = try await test.desk.closeSheet(of: id, actor: "t")
        let moment = KnownAt.position(try await test.log.size() - 1)
        let exported = try await test.desk.pdf(of: id, fonts: try .system(), actor: "t")
        let name = DocumentName(.export, SHA256Digest(hashing: exported).text)
        #expect(try await test.log.document(name)?.bytes == exported)
        let ada = try await test.row("Ada Lang").attendee
        _ = try await test.desk.erase(ada, reason: "asked", actor: "t")
        let content = DocumentName(.sheet, closed.contentHash.text)
        #expect(try await test.log.document(name) == nil)
        #expect(try await test.log.document(content) == nil)
        let other = try TestDesk(over: test.log)
        let then = try await other.desk.sheet(of: id, knownAt: moment)
        #expect(then.content.rows.map(\.name).contains("[erased]"))
        // The same placeholders whenever it is made again.
        let first = try await other.desk.pdf(of: id, knownAt: moment, fonts: try .system())
        let second = try await other.desk.pdf(of: id, knownAt: moment, fonts: try .system())
        #expect(first == second)
        #expect(first != exported)
    }

    @Test(
        "A closed sheet’s document is the same a year later, also where none can be made any more"
    )
    func yearLater() async throws {
        let (test, id) = try await course()
        _ = try await test.desk.closeSheet(of: id, actor: "t")
        let document = try await test.desk.pdf(of: id, fonts: .system(), actor: "t")
        let later = TestDesk.now.advanced(bySeconds: 366 * 86_400)
        let other = try TestDesk(over: test.log, now: later)
        // A renderer that changed as much as can be: it has no fonts at all.
        let none = FontShelf()
        #expect(try await other.desk.pdf(of: id, fonts: none, actor: "t") == document)
        #expect(try await other.desk.pdf(of: id, revision: 1, fonts: none) == document)
        await #expect(throws: DeskFailure.self) {
            try await other.desk.pdf(
                of: id,
                as: SheetForm(language: .polish),
                fonts: none,
                actor: "t"
            )
        }
    }

    @Test("A closed sheet has one document in each language, and none takes another's place")
    func languages() async throws {
        let (test, id) = try await course()
        let fonts = try FontShelf.system()
        _ = try await test.desk.closeSheet(of: id, actor: "t")
        let french = try await test.desk.pdf(
            of: id,
            as: SheetForm(language: .french),
            fonts: fonts,
            actor: "t"
        )
        let moment = KnownAt.position(try await test.log.size() - 1)
        let english = try await test.desk.pdf(of: id, fonts: fonts, actor: "t")
        let arabic = try await test.desk.pdf(
            of: id,
            as: SheetForm(language: .arabic),
            fonts: fonts,
            actor: "t"
        )
        #expect(Set([french, english, arabic]).count == 3)
        let size = try await test.log.size()
        let other = try TestDesk(over: test.log).desk
        for (language, document) in [
            (Language.english, english), (.french, french), (.arabic, arabic),
        ] {
            let again = try await other.pdf(
                of: id,
                as: SheetForm(language: language),
                fonts: fonts,
                actor: "t"
            )
            #expect(again == document)
            let name = DocumentName(.export, SHA256Digest(hashing: document).text)
            #expect(try await test.log.document(name)?.bytes == document)
        }
        // Nothing was kept anew.
        #expect(try await test.log.size() == size)
        let then = try await other.pdf(
            of: id,
            knownAt: moment,
            as: SheetForm(language: .french),
            fonts: fonts
        )
        #expect(then == french)
        let exports = try await test.log.events(from: 0, limit: 1000).compactMap {
            String(decoding: $0.event.payload, as: UTF8.self)
                .firstMatch(of: /"media_type":"([^"]*)"/).map { String($0.1) }
        }
        // English as before there were others, so that what was kept then is found.
        #expect(
            exports == [
                "application/pdf; language=fr", "application/pdf",
                "application/pdf; language=ar",
            ]
        )
    }

    @Test("An earlier revision is the document that was kept, or says what took its place")
    func superseded() async throws {
        let (test, id) = try await course()
        let (desk, fonts) = (test.desk, try FontShelf.system())
        await #expect(throws: DeskFailure.self) {
            try await desk.pdf(of: id, revision: 1, fonts: fonts)
        }
        _ = try await desk.closeSheet(of: id, actor: "t")
        let kept = try await desk.pdf(of: id, fonts: fonts, actor: "t")
        _ = try await desk.correct(
            try await test.row("Ada Lang").attendee,
            of: id,
            StayCorrection(present: [TestDesk.window("09:30", "09:50")]),
            reason: "Went on by telephone",
            actor: "t"
        )
        _ = try await desk.closeSheet(of: id, actor: "t")
        #expect(try await desk.pdf(of: id, revision: 1, fonts: fonts) == kept)
        let size = try await test.log.size()
        let letter = SheetForm(paper: .letter)
        let first = try await desk.pdf(of: id, revision: 1, as: letter, fonts: fonts)
        let second = try await desk.pdf(of: id, revision: 2, as: letter, fonts: fonts)
        #expect(try text(of: first).contains("Superseded · revision 1"))
        #expect(try text(of: first).contains("superseded by revision 2"))
        #expect(try text(of: second).contains("Closed · revision 2"))
        // Asking for what was tells nothing new.
        #expect(try await test.log.size() == size)
        await #expect(throws: DeskFailure.self) {
            try await desk.pdf(of: id, revision: 3, fonts: fonts)
        }
    }

    @Test("A sheet to be signed by hand has everybody expected, and nothing of who came")
    func blank() async throws {
        let (test, id) = try await course()
        let bytes = try await test.desk.pdf(
            of: id,
            as: SheetForm(isBlank: true),
            fonts: .system(),
            actor: "t"
        )
        let text = try text(of: bytes)
        #expect(text.contains("To be signed by hand"))
        #expect(text.contains("Ada Lang") && text.contains("Ben Roth"))
        for word in ["09:30", "present", "Totals", "Evidence"] { #expect(!text.contains(word)) }
    }

    private func text(of pdf: [UInt8]) throws -> String {
        let directory = try TemporaryDirectory()
        let path = directory.path("sheet.pdf")
        try Data(pdf).write(to: URL(fileURLWithPath: path))
        return try Shell.run("/usr/bin/pdftotext", ["-layout", path, "-"]).output
    }

    /// Nothing in the log, on the sheet or among its documents names her any more.
    private func expectForgotten(in test: TestDesk, _ id: OccurrenceID) async throws {
        let secrets = ["Ada", "ada@example.org", "R-ada"]
        for recorded in try await test.log.events(from: 0, limit: 1000) {
            let open = recorded.event.personal.map { "\($0.content)" }
            let text = String(decoding: recorded.event.payload, as: UTF8.self) + open.joined()
            #expect(!secrets.contains { text.contains($0) }, "\(recorded.event.type)")
            if let name = recorded.metadata["delivery"] {
                let bytes = try await test.log.document(DocumentName(.delivery, name))?.bytes ?? []
                let body = String(decoding: bytes, as: UTF8.self)
                #expect(!secrets.contains { body.contains($0) }, "\(recorded.event.type)")
            }
        }
        let json = try await test.desk.sheet(of: id).content.json.canonicalText
        #expect(!secrets.contains { json.contains($0) })
    }
}
