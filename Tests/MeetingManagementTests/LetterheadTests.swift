import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import Projections
import Reports
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
        try await desk.carryLogo(logo, actor: "t")
        try await desk.carryLines(lines, actor: "t")
        // What was closed says what it said; its document is the one that was kept.
        #expect(try await desk.sheet(of: id).provenance.state == .closed)
        #expect(try await desk.pdf(of: id, fonts: fonts, actor: "t") == before)
        let german = SheetForm(language: .german)
        let text = try text(of: try await desk.pdf(of: id, as: german, fonts: fonts, actor: "t"))
        for line in lines { #expect(text.contains(line)) }
        let size = try await test.log.size()
        try await desk.carryLogo(logo, actor: "t")
        try await desk.carryLines(lines, actor: "t")
        #expect(try await test.log.size() == size)
        await #expect(throws: DeskFailure.self) {
            try await desk.carryLogo([1, 2, 3], actor: "t")
        }
    }

    @Test("keeps the logo when its lines change, and the lines when its logo does")
    func parts() async throws {
        let test = try TestDesk()
        let desk = test.desk
        func letterhead() async throws -> LetterheadSet {
            let events = try await test.log.events(of: .organisation)
            return try events.reduce(into: LetterheadDecider.initialState) {
                LetterheadDecider.evolve(&$0, with: try AttendanceCodec.decode($1.event))
            }
        }
        let logo = try #require(PNGPicture.all.first { $0.width > 8 && $0.height > 8 }?.bytes)
        let digest = SHA256Digest(hashing: logo)
        try await desk.carryLogo(logo, actor: "t")
        try await desk.carryLines(["One"], actor: "t")
        try await desk.carryLines(["Two"], actor: "t")
        #expect(try await letterhead() == LetterheadSet(logo: digest, lines: ["Two"]))
        try await desk.carryLogo(nil, actor: "t")
        #expect(try await letterhead() == LetterheadSet(lines: ["Two"]))
        try await desk.carryLines([], actor: "t")
        #expect(try await letterhead() == LetterheadSet())
    }

    private func text(of pdf: [UInt8]) throws -> String {
        let directory = try TemporaryDirectory()
        let path = directory.path("sheet.pdf")
        try Data(pdf).write(to: URL(fileURLWithPath: path))
        return try Shell.run("/usr/bin/pdftotext", ["-layout", path, "-"]).output
    }
}
