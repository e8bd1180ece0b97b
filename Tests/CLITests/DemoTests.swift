import EventSourcing
import Foundation
import TestSupport
import Testing

@Suite("muster demo", .serialized)
struct DemoTests {
    /// One demo for all tests of the suite.
    static let demo = Result { try Demo() }

    final class Demo: Sendable {
        let directory: TemporaryDirectory
        let outcome: Shell.Outcome

        init() throws {
            directory = try TemporaryDirectory()
            outcome = try Muster.run("demo", "--out", directory.path(""), "--speed", "100000")
        }

        var pdf: String { directory.path("attendance-sheet.pdf") }
        var data: String { directory.path("data") }

        func content() throws -> JSON {
            let url = directory.url.appendingPathComponent("attendance-sheet.json")
            return try JSON(parsing: [UInt8](Data(contentsOf: url)))["content"] ?? .null
        }
    }

    @Test("ends by itself with status 0, and says where its files are")
    func ends() throws {
        let demo = try Self.demo.get()
        #expect(demo.outcome.status == 0, "\(demo.outcome.errors)")
        #expect(demo.outcome.output.contains("attendance-sheet.pdf"))
        #expect(demo.outcome.output.contains("time on the sheet is what really happened"))
        let lost = try #require(demo.outcome.output.firstMatch(of: /(\d+) lost on their way/)?.1)
        #expect((Int(lost) ?? 0) > 0)
    }

    @Test("every attendee's name comes out of the PDF, in reading order, with the minutes")
    func text() throws {
        let demo = try Self.demo.get()
        let text = try Shell.run("/usr/bin/pdftotext", ["-layout", demo.pdf, "-"]).output
        let plain = text.filter { !"\u{202A}\u{202B}\u{202C}\u{200E}\u{200F}".contains($0) }
        for row in try #require(try demo.content()["rows"]?.array) {
            let name = try #require(row["name"]?.string)
            let lines = plain.split(separator: "\n").filter { $0.contains(name) }
            #expect(!lines.isEmpty, "\(name) is not in the text")
            let minutes = try #require(row["seconds_present"]?.integer) / 60
            let isPrinted = lines.contains { $0.contains("\(minutes) min") }
            #expect(minutes == 0 || isPrinted, "\(lines)")
        }
    }

    @Test("the PDF has one image a signature, and qpdf finds nothing wrong")
    func images() throws {
        let demo = try Self.demo.get()
        let list = try Shell.run("/usr/bin/pdfimages", ["-list", demo.pdf]).output
        // Columns: page, number, type; the transparency of each is listed as an smask.
        let types = list.split(separator: "\n").map { $0.split(separator: " ").dropFirst(2).first }
        let images = types.count { $0 == "image" }
        let rows = try #require(try demo.content()["rows"]?.array)
        #expect(images == rows.compactMap { $0["signatures"]?.array?.count }.reduce(0, +))
        #expect(images >= 24)
        let check = try Shell.run("/usr/bin/qpdf", ["--check", demo.pdf])
        #expect(check.status == 0, "\(check.output)\(check.errors)")
    }

    @Test("afterwards every command reads its data")
    func commands() throws {
        let demo = try Self.demo.get()
        let number = try #require(try demo.content()["meeting"]?["number"]?.string)
        let meetings = try Muster.run("meetings", "--data", demo.data)
        #expect(meetings.output.contains(number))
        let presence = try Muster.run(
            "presence",
            "--data",
            demo.data,
            "--meeting",
            number,
            "--at",
            "2026-03-09T10:42:00Z",
            "--json"
        )
        let report = try JSON(parsing: Array(presence.output.utf8))
        // Thirteen of the fifteen expected, the trainer and a guest.
        #expect(report["present"]?.array?.count == 15)
        let history = try Muster.run("history", "--data", demo.data, "--meeting", number)
        #expect(history.output.contains("Łukasz Wiśniewski left"))
        let sheet = try Muster.run(
            "sheet",
            "--data",
            demo.data,
            "--meeting",
            number,
            "--format",
            "json"
        )
        #expect(try JSON(parsing: Array(sheet.output.utf8))["content"] == demo.content())
        let copy = demo.directory.path("copy.pdf")
        let pdf = try Muster.run(
            "sheet",
            "--data",
            demo.data,
            "--meeting",
            number,
            "--format",
            "pdf",
            "--out",
            copy
        )
        #expect(pdf.status == 0)
        #expect(FileManager.default.contentsEqual(atPath: copy, andPath: demo.pdf))
    }
}
