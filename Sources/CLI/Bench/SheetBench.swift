import ArgumentParser
import Attendance
import EventSourcing
import Foundation
import MeetingManagement
import PDF
import Projections
import Reports
import Typesetting

extension Bench {
    /// The command `muster bench sheet`.
    struct Sheet: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measures the making of a sheet's PDF.",
            discussion: """
                A sheet of each number of rows, every one with a signature of its own of 600 × 200 pixels, is \
                made as a table alone and with its annex, its pictures prepared at arrival and not. typst \
                and WeasyPrint (PyPI) make the same table in the same run, where python3 has them. Build \
                with -c release, and let nothing else run.

                Example: muster bench sheet --rows 30 --rows 1000
                """
        )

        @Option(help: "How many rows; may be repeated.")
        var rows: [Int] = [30, 1000]

        @Option(help: "How often each is made; the figures are medians.")
        var rounds = 5

        @Flag(help: "Leaves out typst and WeasyPrint.")
        var noPeer = false

        @Option(
            help: ArgumentHelp("Where to keep what was made; made if missing.", valueName: "DIR")
        )
        var keep: String?

        func validate() throws {
            guard (1...1000).contains(rounds), rows.allSatisfy((1...20_000).contains) else {
                throw ValidationError("--rounds must be 1 to 1000, --rows 1 to 20000")
            }
        }

        func run() async throws {
            // Before the first minute of work, not after it.
            if let keep { try Output.makeDirectory(keep) }
            let fonts = try FontShelf.system()
            var table = TextTable(["ROWS", "WHAT", "MEDIAN", "BYTES", "MEMORY"])
            for count in rows {
                let sample = SheetSample(rows: count)
                for form in SheetSample.Form.allCases {
                    let (seconds, bytes) = try await measured(sample, form, with: fonts)
                    let memory = try await memory(sample, form, with: fonts)
                    table.add([
                        String(count), form.name, Self.text(seconds),
                        String(bytes.reduce(0) { $0 + $1.count }), memory,
                    ])
                    guard let keep else { continue }
                    try Output.write(
                        Array(bytes.joined()),
                        to: "\(keep)/\(count)-\(form.rawValue).pdf"
                    )
                }
                guard !noPeer else { continue }
                for (name, peer) in try DocumentPeer.measured(sample, rounds: min(rounds, 3)) {
                    let seconds = peer.map { Self.text($0.seconds) } ?? "not installed"
                    let size = peer.map { String($0.bytes) } ?? ""
                    table.add([String(count), name, seconds, size, ""])
                }
            }
            Output.line(table.text)
        }

        /// Makes a document several times; the first, in which fonts are read, does not count.
        private func measured(
            _ sample: SheetSample,
            _ form: SheetSample.Form,
            with fonts: FontShelf
        ) async throws -> (Double, [[UInt8]]) {
            var times: [Double] = []
            let bytes = try await sample.rendered(form, with: fonts)
            for _ in 0..<rounds {
                let start = ContinuousClock.now
                let again = try await sample.rendered(form, with: fonts)
                times.append(start.secondsSince)
                guard again == bytes else {
                    throw CommandFailure("the same sheet was made of other bytes")
                }
            }
            return (times.median, bytes)
        }

        /// By how much the resident memory grew when a document was made and nothing kept of it, beyond
        /// the sheet and the pictures it is made of.
        private func memory(
            _ sample: SheetSample,
            _ form: SheetSample.Form,
            with fonts: FontShelf
        ) async throws -> String {
            let pictures = sample.pictures(form)
            let memory = try ResidentMemory()
            try await sample.document(form).write(to: { _ in }, with: fonts, pictures: pictures)
            return String(format: "%.1f MiB", Double(try memory.growth()) / 1_048_576)
        }

        private static func text(_ seconds: Double) -> String {
            String(format: "%.1f ms", seconds * 1000)
        }
    }
}

/// A sheet with some number of rows, for measuring.
struct SheetSample {
    /// How much of it is made.
    enum Form: String, CaseIterable {
        case table, prepared, full
        case fullPrepared = "full-prepared"

        var name: String {
            switch self {
            case .table: "table alone"
            case .prepared: "table alone, pictures prepared"
            case .full: "with annex and files"
            case .fullPrepared: "with annex and files, pictures prepared"
            }
        }

        fileprivate var isPrepared: Bool { self == .prepared || self == .fullPrepared }
        fileprivate var isFull: Bool { self == .full || self == .fullPrepared }
    }

    /// The rows, for others to make the same table of.
    let sheet: AttendanceSheet
    /// The pictures of the signatures.
    let pictures: [SHA256Digest: [UInt8]]
    private let prepared: [SHA256Digest: PreparedImage]
    private let evidence: SheetEvidence

    private static let start = Instant(seconds: 1_773_046_800)

    init(rows count: Int) {
        let slot = Slot(
            id: SlotID("whole"),
            window: TimeWindow(start: Self.start, end: Self.start.advanced(bySeconds: 14_400))
        )
        var pictures: [SHA256Digest: [UInt8]] = [:]
        let rows = (0..<count).map { number in
            let png = SignaturePen.png(for: "person \(number)", slot: "whole")
            let digest = SHA256Digest(hashing: png)
            pictures[digest] = png
            return Self.row(number, slot: slot, picture: digest)
        }
        self.pictures = pictures
        prepared = pictures.compactMapValues { try? PreparedImage(png: $0) }
        sheet = AttendanceSheet(
            organisation: "Formation Lumière",
            meeting: AttendanceSheet.MeetingLine(
                number: "86412309757",
                topic: "Sécurité incendie",
                kind: .meeting
            ),
            occurrence: AttendanceSheet.OccurrenceLine(
                id: OccurrenceID("bench"),
                planned: slot.window,
                actualStart: slot.window.start,
                actualEnd: slot.window.end,
                zone: "Europe/Paris",
                slots: [slot]
            ),
            instances: [],
            rows: rows,
            rulePack: "generic@3"
        )
        var events: [SubjectID: [Int64]] = [:]
        for (number, row) in rows.enumerated() {
            let first = Int64(number * 5)
            events[row.attendee] = Array(first..<first + 5)
        }
        evidence = SheetEvidence(
            contentHash: SHA256Digest(hashing: sheet.canonical.bytes),
            events: events
        )
    }

    private static func row(
        _ number: Int,
        slot: Slot,
        picture: SHA256Digest
    ) -> AttendanceSheet.Row {
        let subject = SubjectID("person-\(number)")
        let names = ["Amélie Dubois", "Łukasz Wiśniewski", "Zoë Müller", "Иван Петров"]
        return AttendanceSheet.Row(
            attendee: subject,
            role: .attendee,
            name: "\(names[number % names.count]) \(number)",
            email: "person\(number)@example.org",
            status: .present,
            firstJoin: slot.window.start,
            lastLeave: slot.window.end,
            secondsPresent: 14_400,
            sharePercent: 100,
            connections: [
                AttendanceSheet.Connection(
                    from: slot.window.start,
                    to: slot.window.end,
                    source: .live
                )
            ],
            signatures: [
                AttendanceSheet.SignatureLine(
                    slot: slot.id,
                    capacity: .attendee,
                    signer: subject,
                    signedAt: slot.window.start.advanced(bySeconds: 600),
                    sha256: picture,
                    width: SignaturePen.width,
                    height: SignaturePen.height
                )
            ]
        )
    }

    /// The document, page after page.
    func rendered(_ form: Form, with fonts: FontShelf) async throws -> [[UInt8]] {
        var pages: [[UInt8]] = []
        try await document(form)
            .write(to: { pages.append($0) }, with: fonts, pictures: pictures(form))
        return pages
    }

    func document(_ form: Form) -> SheetDocument {
        SheetDocument(
            sheet: sheet,
            provenance: SheetProvenance(
                state: .provisional,
                revision: 0,
                closedAt: nil,
                logSize: Int64(sheet.rows.count * 5),
                knownAt: Self.start.advanced(bySeconds: 20_000),
                foldVersion: Roll.foldVersion
            ),
            evidence: form.isFull ? evidence : nil,
            zone: ZoneRules(identifier: "Europe/Paris", initialOffsetSeconds: 3600)
        )
    }

    /// The pictures: their files, unless only the table is measured, and prepared where the form says so.
    func pictures(_ form: Form) -> [SHA256Digest: SignaturePicture] {
        pictures.reduce(into: [:]) { all, picture in
            all[picture.key] = SignaturePicture(
                file: form == .prepared ? nil : picture.value,
                prepared: form.isPrepared ? prepared[picture.key] : nil
            )
        }
    }
}
