import Attendance
import EventSourcing
import Foundation
import PDF
import Projections
import TestSupport
import Testing
import Typesetting

@testable import Reports

@Suite("The document in an archive, and read without being seen")
struct ArchiveTests {
    /// Sheets of every kind, by name.
    static let sheets: [(name: String, document: SheetDocument)] = {
        let people = { (count: Int) in
            (0..<count).map { SheetSamples.present("Person \($0)", number: $0) }
        }
        let names = SheetDocumentTests.names.enumerated().map {
            SheetSamples.present($1, number: $0)
        }
        let amended = SheetProvenance(
            state: .amended,
            revision: 2,
            closedAt: SheetSamples.moment(18),
            logSize: 140,
            knownAt: SheetSamples.moment(19),
            foldVersion: 1
        )
        let many = (0..<9).map { hour in
            Slot(
                id: SlotID("slot-\(hour)"),
                window: TimeWindow(
                    start: SheetSamples.moment(8 + hour),
                    end: SheetSamples.moment(9 + hour)
                )
            )
        }
        func document(
            _ sheet: AttendanceSheet,
            _ provenance: SheetProvenance = SheetSamples.provisional,
            in language: Language = .english
        ) -> SheetDocument {
            SheetSamples.document(
                sheet,
                provenance: provenance,
                evidence: SheetSamples.evidence(of: sheet),
                in: language
            )
        }
        return [
            ("nobody", document(SheetSamples.sheet(rows: []))),
            ("one", document(SheetSamples.sheet(rows: people(1)))),
            ("thirty", document(SheetSamples.sheet(rows: people(30)), SheetSamples.closed)),
            ("unasked", document(SheetSamples.sheet(rows: people(2), slots: []))),
            (
                "many slots",
                document(
                    SheetSamples.sheet(
                        rows: (0..<3).map {
                            SheetSamples.present("P\($0)", number: $0, slots: many)
                        },
                        slots: many
                    )
                )
            ),
            ("scripts", document(SheetSamples.sheet(rows: names))),
            ("amended", document(SheetSamples.everything, amended, in: .french)),
            ("from the right", document(SheetSamples.everything, SheetSamples.closed, in: .arabic)),
            (
                "superseded",
                document(
                    SheetSamples.everything,
                    SheetProvenance(
                        state: .closed,
                        revision: 1,
                        closedAt: SheetSamples.moment(18),
                        logSize: 130,
                        knownAt: SheetSamples.moment(18),
                        foldVersion: 1,
                        supersededBy: 2
                    ),
                    in: .polish
                )
            ),
            (
                "letterhead",
                SheetDocument(
                    sheet: SheetSamples.sheet(rows: []),
                    provenance: SheetSamples.provisional,
                    zone: SheetSamples.paris,
                    letterhead: Letterhead(
                        logo: try? PreparedImage(png: SignatureSample.png(1)),
                        lines: ["SIRET 123 456 789 00012"]
                    )
                )
            ),
            (
                "blank",
                SheetDocument(
                    sheet: SheetSamples.everything,
                    provenance: SheetSamples.provisional,
                    zone: SheetSamples.paris,
                    form: SheetForm(language: .german, paper: .letter, isBlank: true)
                )
            ),
            ("without annex", SheetSamples.document(SheetSamples.everything)),
        ]
    }()

    /// A signature of every kind of PNG.
    private static func everyKindOfPicture() async throws -> [UInt8] {
        let slot = SheetSamples.slots[0]
        var pictures: [SHA256Digest: SignaturePicture] = [:]
        let rows = PNGPicture.all.enumerated().map { number, picture in
            let row = SheetSamples.present("Kind \(number)", number: number, slots: [slot])
            pictures[row.signatures[0].sha256] = SignaturePicture(file: picture.bytes)
            return row
        }
        return try await SheetSamples.document(SheetSamples.sheet(rows: rows, slots: [slot]))
            .rendered(pictures)
    }

    @Test(
        "is PDF/A-3a and PDF/UA-1 whatever is on it",
        .enabled(if: DocumentJudge.allCases.allSatisfy(\.isInstalled), "no judge: .ci/setup test")
    )
    func conformance() async throws {
        let directory = try TemporaryDirectory()
        var files: [String] = []
        func keep(_ bytes: [UInt8], as name: String) throws {
            files.append(directory.url.appendingPathComponent("\(name).pdf").path)
            try Data(bytes).write(to: URL(fileURLWithPath: files[files.count - 1]))
        }
        for (name, document) in Self.sheets { try keep(await document.rendered(), as: name) }
        try keep(await Self.everyKindOfPicture(), as: "pictures")
        // To be looked at, where somebody wants to.
        if let kept = ProcessInfo.processInfo.environment["MUSTER_DOCUMENTS"] {
            for file in files {
                let name = URL(fileURLWithPath: file).lastPathComponent
                try FileManager.default.copyItem(atPath: file, toPath: "\(kept)/\(name)")
            }
        }
        for judge in DocumentJudge.allCases {
            let findings = try judge.findings(in: files)
            #expect(findings.isEmpty, "\(judge): \(findings)")
        }
    }

    @Test(
        "is neither once it is damaged",
        .enabled(if: DocumentJudge.allCases.allSatisfy(\.isInstalled), "no judge: .ci/setup test")
    )
    func damaged() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.url.appendingPathComponent("damaged.pdf").path
        let bytes = try await SheetSamples.document(SheetSamples.everything)
            .rendered()
        let whole = String(decoding: bytes, as: Unicode.ASCII.self)
        #expect(whole.contains("<pdfaid:part>3<"))
        // A claim of a part that there is not: of the same length, so that all else stays in place.
        let part = Array("<pdfaid:part>".utf8)
        let place = try #require(
            bytes.indices.first { bytes[$0...].starts(with: part) }
        )
        var damaged = bytes
        damaged[place + part.count] = UInt8(ascii: "9")
        try Data(damaged).write(to: URL(fileURLWithPath: path))
        for judge in DocumentJudge.allCases {
            #expect(try judge.findings(in: [path]).contains("FAIL"), "\(judge)")
        }
    }

    @Test("carries the sheet as data, and the signatures as they were received")
    func attachments() async throws {
        let sheet = SheetSamples.sheet(rows: [SheetSamples.present("Anna", number: 1)])
        let judge = try await Judge(
            SheetSamples.document(sheet, evidence: SheetSamples.evidence(of: sheet))
                .rendered()
        )
        defer { judge.remove() }
        let files = try judge.attachments()
        let images = SheetSamples.images(of: sheet)
        #expect(files.count == 2 + images.count)
        for (digest, png) in images { #expect(files["signature-\(digest).png"] == png) }
        let data = try JSON(parsing: try #require(files["attendance-sheet.json"]))
        #expect(data["content"] == sheet.json)
        #expect(data["provenance"] == SheetSamples.provisional.json)
        let note = try #require(files["log-checkpoint.txt"])
        #expect(String(decoding: note, as: UTF8.self) == SheetSamples.checkpoint)
    }

    @Test("is read in order, each cell under its head")
    func readingOrder() async throws {
        let rows = (0..<40).map { SheetSamples.present("Person \($0)", number: $0) }
        let judge = try await Judge(
            SheetSamples.document(SheetSamples.sheet(rows: rows))
                .rendered()
        )
        defer { judge.remove() }
        let tree = try judge.structure()
        #expect(tree.filter { $0 == "H1" }.count == 1)
        #expect(tree.filter { $0 == "TH" }.count == 9 + 40 + 8)
        // Heads come back on every page for the eye, and are read once.
        #expect(tree.filter { $0 == "\"No.\"" }.count == 1)
        let people = tree.filter { $0.hasPrefix("\"Person ") }
        #expect(people == (0..<40).map { "\"Person \($0) person\($0)@example.org\"" })
        #expect(tree.filter { $0 == "Figure" }.count == 80)
        #expect(tree.last { $0 != "Object" } == "Form")
    }

    @Test("is read with spaces where lines end, and none where a word is broken")
    func spaces() async throws {
        var sheet = SheetSamples.sheet(rows: [SheetSamples.present("Anna", number: 1)])
        let words = (0..<60).map { "reason\($0)" }.joined(separator: " ")
        let long = String(repeating: "abcdefghij", count: 30)
        sheet.occurrence.reason = "\(words) \(long)"
        let judge = try await Judge(SheetSamples.document(sheet).rendered())
        defer { judge.remove() }
        #expect(try judge.structure().contains("\"\(words) \(long)\""))
    }

    @Test("has a bookmark for every heading")
    func bookmarks() async throws {
        let sheet = SheetSamples.everything
        let judge = try await Judge(
            SheetSamples.document(sheet, evidence: SheetSamples.evidence(of: sheet))
                .rendered()
        )
        defer { judge.remove() }
        let titles = try judge.bookmarks()
        #expect(titles.first == "Attendance sheet")
        #expect(titles.contains("Attendees"))
        #expect(titles.last == "The log this sheet was made from")
    }

    @Test("names positions in few words")
    func ranges() {
        #expect([Int64]().asRanges == "")
        #expect(([3] as [Int64]).asRanges == "3")
        #expect(([3, 4, 5, 9, 11, 12] as [Int64]).asRanges == "3–5, 9, 11–12")
    }
}
