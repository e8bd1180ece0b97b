import Attendance
import EventSourcing
import PDF
import Projections
import Typesetting

/// Puts a sheet on pages and the pages into a file, with few rows at hand at a time.
struct SheetWriter<Pictures: SignaturePictures>: ~Copyable {
    typealias Failure = SheetWritingError<Pictures.Failure>

    private let document: SheetDocument
    private let pictures: Pictures
    private let file: ([UInt8]) async throws(Pictures.Failure) -> Void
    private var composer: SheetComposer
    private var painter: PDFPainter
    private var tray = PictureTray()
    private let description: FileDescription

    /// For how many rows pictures are held at once.
    private static var batch: Int { 64 }

    init(
        _ document: SheetDocument,
        fonts: FontShelf,
        pictures: Pictures,
        spelling: PDFWriter.Form,
        file: @escaping ([UInt8]) async throws(Pictures.Failure) -> Void
    ) {
        self.document = document
        self.pictures = pictures
        self.file = file
        self.composer = SheetComposer(document, fonts: fonts)
        self.painter = PDFPainter(geometry: composer.geometry, form: spelling)
        self.description = document.description
    }

    consuming func write() async throws(Failure) {
        try compose { composer throws(TypesettingError) in try composer.composeHead() }
        try await writeTrainers()
        for part in composer.parts.indices { try await writeAttendees(part: part) }
        if !document.isBlank {
            try compose { composer throws(TypesettingError) in
                try composer.composeCorrections()
                try composer.composeFindings()
                try composer.composeTotals()
            }
            if let evidence = document.evidence { try await writeAnnex(evidence) }
        }
        try await write(composer.finish())
        try await writeEnd()
    }

    private mutating func writeTrainers() async throws(Failure) {
        let trainers = document.sheet.rows.filter { $0.role == .trainer }
        try await takePictures(of: trainers, parts: composer.parts.indices)
        try compose { composer throws(TypesettingError) in try composer.composeTrainers() }
        try await write(composer.takePages())
    }

    private mutating func writeAttendees(part: Int) async throws(Failure) {
        try compose { composer throws(TypesettingError) in
            try composer.beginAttendees(part: part)
        }
        let attendees = composer.attendees
        for first in stride(from: 0, to: attendees.count, by: Self.batch) {
            let rows = first..<min(first + Self.batch, attendees.count)
            try await takePictures(of: attendees[rows], parts: part..<part + 1)
            for index in rows {
                try compose { composer throws(TypesettingError) in
                    try composer.composeAttendee(index, part: part)
                }
                try await write(composer.takePages())
            }
        }
        try compose { composer throws(TypesettingError) in
            try composer.endAttendees(part: part)
        }
    }

    private mutating func writeAnnex(_ evidence: SheetEvidence) async throws(Failure) {
        try compose { composer throws(TypesettingError) in try composer.beginAnnex() }
        if let timeline = composer.timeline {
            try compose { composer throws(TypesettingError) in
                try composer.begin(timeline)
            }
            for (number, row) in composer.rowsByRole {
                try compose { composer throws(TypesettingError) in
                    try composer.compose(row, number: number, in: timeline)
                }
                try await write(composer.takePages())
            }
            composer.endTimeline()
        }
        if !document.sheet.rows.isEmpty {
            try compose { composer throws(TypesettingError) in try composer.beginRecords() }
            for (number, row) in composer.rowsByRole {
                try compose { composer throws(TypesettingError) in
                    try composer.composeRecord(of: row, number: number, evidence)
                }
                try await write(composer.takePages())
            }
            composer.endRecords()
        }
        try compose { composer throws(TypesettingError) in try composer.composeLog(evidence) }
    }

    /// Writes what comes after the pages.
    private mutating func writeEnd() async throws(Failure) {
        for page in 0..<painter.pageCount {
            do throws(TypesettingError) {
                let foot = try composer.foot(page: page + 1, of: painter.pageCount)
                painter.paint(foot: foot, ofPage: page)
            } catch {
                throw .document(SheetDocumentError(error))
            }
            try await put(painter.drain())
        }
        embed(tray.release([]))
        for file in document.files { painter.embed(file, changed: description.created) }
        let rest: [UInt8]
        do throws(PaintingError) {
            rest = try painter.finish(
                description: description,
                sealTitle: document.language.messages.text("sheet.seal")
            )
        } catch {
            throw .document(SheetDocumentError(.painting(error)))
        }
        try await put(rest)
    }

    /// Takes the pictures that some parts of the table show of some rows.
    private mutating func takePictures(
        of rows: some Collection<AttendanceSheet.Row>,
        parts: Range<Int>
    ) async throws(Failure) {
        guard !document.isBlank else { return }
        var printed: Set<AttendanceSheet.SignatureLine> = []
        for row in rows {
            for part in parts { printed.formUnion(composer.printed(of: row, part: part)) }
        }
        let given: [AttendanceSheet.SignatureLine: SignaturePicture]
        do throws(Pictures.Failure) {
            given = try await pictures.pictures(of: Set(rows.flatMap(\.signatures)))
        } catch {
            throw .outside(error)
        }
        do throws(SheetDocumentError) {
            try await tray.take(given, printing: printed)
        } catch {
            throw .document(error)
        }
        composer.extents = tray.extents
    }

    /// Paints pages that are complete.
    private mutating func write(_ pages: [PageFrame]) async throws(Failure) {
        for page in pages {
            let logo = document.letterhead.logo
            do throws(PaintingError) {
                let painted = try painter.paint(page) { [tray] key in
                    key == SheetComposer.logo ? logo : tray.image(key)
                }
                embed(tray.release(painted))
            } catch {
                throw .document(SheetDocumentError(.painting(error)))
            }
            try await put(painter.drain())
        }
    }

    private mutating func embed(_ signatures: [(digest: SHA256Digest, file: [UInt8])]) {
        for (digest, png) in signatures {
            let file = document.file(ofSignature: digest, png: png)
            painter.embed(file, changed: description.created)
        }
    }

    private mutating func compose(
        _ part: (inout SheetComposer) throws(TypesettingError) -> Void
    ) throws(Failure) {
        do throws(TypesettingError) {
            try part(&composer)
        } catch {
            throw .document(SheetDocumentError(error))
        }
    }

    private func put(_ bytes: [UInt8]) async throws(Failure) {
        guard !bytes.isEmpty else { return }
        do throws(Pictures.Failure) {
            try await file(bytes)
        } catch {
            throw .outside(error)
        }
    }
}
