import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections
import TestSupport
import Testing
import Typesetting

@Suite("The organisation's letterhead")
struct LetterheadTests {
    private let zoom = WebhookSample()

    @Test("is on documents made after it, and on none that is kept")
    func carried() async throws {
        let test = try TestDesk()
        try await test.take(
            zoom.planned + [
                zoom.started(), zoom.join(.ada, "09:00"), zoom.leave(.ada, "10:00"),
                zoom.end("10:00"),
            ]
        )
        let id = try await test.sheet().occurrence.id
        let (desk, fonts) = (test.desk, try FontShelf.system())
        _ = try await desk.closeSheet(of: id, actor: "t")
        let before = try await desk.pdf(of: id, fonts: fonts, actor: "t")
        let logo = PNGPicture.all.first { $0.width > 8 && $0.height > 8 }?.bytes
        let lines = ["SIRET 123 456 789 00012", "Déclaration d’activité 11 75 00000 75"]
        try await desk.setLetterhead(logo: logo, lines: lines, actor: "t")
        // What was closed says what it said; its document is the one that was kept.
        #expect(try await desk.sheet(of: id).provenance.state == .closed)
        #expect(try await desk.pdf(of: id, fonts: fonts, actor: "t") == before)
        let german = SheetForm(language: .german)
        let text = try text(of: try await desk.pdf(of: id, as: german, fonts: fonts, actor: "t"))
        for line in lines { #expect(text.contains(line)) }
        let size = try await test.log.size()
        try await desk.setLetterhead(logo: logo, lines: lines, actor: "t")
        #expect(try await test.log.size() == size)
        await #expect(throws: DeskFailure.self) {
            try await desk.setLetterhead(logo: [1, 2, 3], lines: [], actor: "t")
        }
    }

    private func text(of pdf: [UInt8]) throws -> String {
        let directory = try TemporaryDirectory()
        let path = directory.path("sheet.pdf")
        try Data(pdf).write(to: URL(fileURLWithPath: path))
        return try Shell.run("/usr/bin/pdftotext", ["-layout", path, "-"]).output
    }
}
