import Attendance
import EventSourcing
import Foundation
import PDF
import Projections
import Typesetting

@testable import Reports

/// A day of training with two half-days, and whoever is asked for.
enum SheetSamples {
    /// The fonts of Debian's fonts-noto-core and fonts-noto-cjk.
    static let fonts: FontShelf = {
        let shelf = try? FontShelf { path throws(FontError) in
            FileManager.default.contents(atPath: "/usr/share/fonts/" + path)
                .map { FontFile(bytes: Array($0)) }
        }
        return shelf ?? FontShelf()
    }()

    static let paris = ZoneRules(identifier: "Europe/Paris", initialOffsetSeconds: 3600)

    /// 2026-03-09 at 00:00 in Paris.
    static let midnight = Instant(seconds: 1_773_010_800)

    static func moment(_ hour: Int, _ minute: Int = 0) -> Instant {
        midnight.advanced(bySeconds: Int64(hour * 3600 + minute * 60))
    }

    static let slots = [
        Slot(id: SlotID("morning"), window: TimeWindow(start: moment(9), end: moment(12, 30))),
        Slot(
            id: SlotID("afternoon"),
            window: TimeWindow(start: moment(13, 30), end: moment(17))
        ),
    ]

    static let provisional = SheetProvenance(
        state: .provisional,
        revision: 0,
        closedAt: nil,
        logSize: 120,
        knownAt: moment(16, 10),
        foldVersion: 1
    )
    static let closed = SheetProvenance(
        state: .closed,
        revision: 2,
        closedAt: moment(18),
        logSize: 130,
        knownAt: moment(18),
        foldVersion: 1
    )

    /// An attendee who came and signed every slot.
    static func present(_ name: String, number: Int, slots: [Slot] = slots) -> AttendanceSheet.Row {
        AttendanceSheet.Row(
            attendee: SubjectID("s\(number)"),
            role: .attendee,
            name: name,
            email: "person\(number)@example.org",
            status: .present,
            firstJoin: moment(8, 58),
            lastLeave: moment(17, 1),
            secondsPresent: 28_000,
            sharePercent: 99,
            connections: [
                AttendanceSheet.Connection(from: moment(8, 58), to: moment(17, 1), source: .live)
            ],
            signatures: slots.map { signature(of: number, slot: $0) }
        )
    }

    static func signature(of number: Int, slot: Slot) -> AttendanceSheet.SignatureLine {
        AttendanceSheet.SignatureLine(
            slot: slot.id,
            capacity: .attendee,
            signer: SubjectID("s\(number)"),
            signedAt: slot.window.start.advanced(bySeconds: 900),
            sha256: SHA256Digest("\(number)-\(slot.id)"),
            width: 60,
            height: 20
        )
    }

    static func absent(
        _ name: String,
        number: Int,
        status: AttendanceStatus = .absent
    ) -> AttendanceSheet.Row {
        AttendanceSheet.Row(
            attendee: SubjectID("s\(number)"),
            role: .attendee,
            name: name,
            status: status
        )
    }

    static func sheet(rows: [AttendanceSheet.Row], slots: [Slot] = slots) -> AttendanceSheet {
        AttendanceSheet(
            organisation: "Institut du Rhône",
            meeting: AttendanceSheet.MeetingLine(
                number: "81234567890",
                topic: "First aid",
                kind: .meeting
            ),
            occurrence: AttendanceSheet.OccurrenceLine(
                id: OccurrenceID("occurrence-1"),
                planned: TimeWindow(start: moment(9), end: moment(17)),
                actualStart: moment(8, 51),
                actualEnd: moment(17, 5),
                zone: "Europe/Paris",
                reason: "Agreement 2026-118",
                slots: slots
            ),
            instances: [
                AttendanceSheet.InstanceLine(
                    uuid: "4444AAAiAAAAAiAiAiiAii==",
                    start: moment(8, 51),
                    end: moment(17, 5)
                )
            ],
            rows: rows,
            rulePack: "generic@1"
        )
    }

    static func images(of sheet: AttendanceSheet) -> [SHA256Digest: [UInt8]] {
        var images: [SHA256Digest: [UInt8]] = [:]
        for (index, line) in sheet.rows.flatMap(\.signatures).enumerated() {
            images[line.sha256] = SignatureSample.png(index)
        }
        return images
    }

    /// What a log says of itself, signed.
    static let checkpoint = """
        muster/log/0f8fad5bd9cb469f
        131
        mqxGBtLeQp/SunZY+TVFwYXkQv2/6KDNjk3AD48LHyM=

        — muster/log/0f8fad5bd9cb469f zMWQyQU8f1AvExqxLm83LLLY9sPW0ZIxM6H+cTFLN1Es1m89NsbgS1a7oN3Ime

        """

    /// Some events behind each row.
    static func evidence(of sheet: AttendanceSheet) -> SheetEvidence {
        let events = sheet.rows.enumerated().map { number, row in
            (row.attendee, [Int64(number), Int64(number) + 1, Int64(number) + 40])
        }
        return SheetEvidence(
            contentHash: SHA256Digest(String(repeating: "5a", count: 32)),
            events: Dictionary(events) { first, _ in first },
            checkpoint: SheetEvidence.LogCheckpoint(note: Array(checkpoint.utf8))
        )
    }

    static func document(
        _ sheet: AttendanceSheet,
        provenance: SheetProvenance = provisional,
        evidence: SheetEvidence? = nil,
        in language: Language = .english
    ) -> SheetDocument {
        SheetDocument(
            sheet: sheet,
            provenance: provenance,
            evidence: evidence,
            zone: paris,
            form: SheetForm(language: language)
        )
    }
}

extension SheetDocument {
    /// The file, with a picture for every signature.
    func rendered(
        with fonts: FontShelf = SheetSamples.fonts,
        spelt spelling: PDFWriter.Form = .compact
    ) async throws -> [UInt8] {
        let files = SheetSamples.images(of: sheet)
        let pictures = files.mapValues { SignaturePicture(file: $0) }
        return try await rendered(pictures, with: fonts, spelling)
    }

    /// The file, with pictures of a test's own.
    func rendered<Pictures: SignaturePictures>(
        _ pictures: Pictures,
        with fonts: FontShelf = SheetSamples.fonts,
        _ spelling: PDFWriter.Form = .compact
    ) async throws -> [UInt8] {
        var file: [UInt8] = []
        try await write(
            to: { bytes throws(Pictures.Failure) in file += bytes },
            with: fonts,
            pictures: pictures,
            spelt: spelling
        )
        return file
    }
}
