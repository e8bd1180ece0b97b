public import Attendance
public import EventSourcing
public import PDF
public import Projections
public import Typesetting

/// The attendance sheet of an occurrence as a PDF document.
///
/// Equal input gives equal bytes: the document reads no clock, no disk and no zone database.
public struct SheetDocument: Sendable {
    let sheet: AttendanceSheet
    let provenance: SheetProvenance
    let zone: ZoneRules
    let language: Language
    let paper: Paper
    let letterhead: Letterhead
    /// Whether it is to be signed by hand.
    let isBlank: Bool
    private let signatureImages: [SHA256Digest: [UInt8]]
    private let preparedImages: [SHA256Digest: PreparedImage]
    private let signers: [SHA256Digest: Set<SubjectID>]?
    let evidence: SheetEvidence?

    /// Creates the document of a sheet.
    ///
    /// - Parameters:
    ///   - sheet: What the sheet says.
    ///   - provenance: Where it came from.
    ///   - signatureImages: The PNG files of the signatures, as they were received; they travel in the
    ///     document.
    ///   - preparedImages: Signatures whose streams were prepared before.
    ///   - signers: Whose own each picture is, so that a row prints none that is only another's; `nil`
    ///     means everybody's who signed with it.
    ///   - evidence: What it rests on; `nil` leaves the annex out.
    ///   - zone: The zone whose wall clock the document shows.
    ///   - language: The language it is written in.
    ///   - letterhead: What the organisation's documents carry.
    ///   - paper: The paper it is laid out for.
    ///   - isBlank: Whether it is to be signed by hand: then it has room instead of what is known.
    public init(
        sheet: AttendanceSheet,
        provenance: SheetProvenance,
        signatureImages: [SHA256Digest: [UInt8]] = [:],
        preparedImages: [SHA256Digest: PreparedImage] = [:],
        signers: [SHA256Digest: Set<SubjectID>]? = nil,
        evidence: SheetEvidence? = nil,
        zone: ZoneRules,
        language: Language = .english,
        letterhead: Letterhead = Letterhead(),
        paper: Paper = .a4,
        isBlank: Bool = false
    ) {
        self.sheet = sheet
        self.provenance = provenance
        self.signatureImages = signatureImages
        self.preparedImages = preparedImages
        self.signers = signers
        self.evidence = evidence
        self.zone = zone
        self.language = language
        self.letterhead = letterhead
        self.paper = paper
        self.isBlank = isBlank
    }

    /// The same document with its pictures prepared, on as many threads as there are.
    public func preparingImages() async throws(SheetDocumentError) -> SheetDocument {
        let prepared = await withTaskGroup(
            of: (SHA256Digest, Result<PreparedImage, PNGRejection>).self
        ) { group in
            for (digest, png) in unpreparedImages {
                group.addTask {
                    (digest, Result { () throws(PNGRejection) in try PreparedImage(png: png) })
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        return try preparing { digest, _ throws(PNGRejection) in try prepared[digest]?.get() }
    }

    private var unpreparedImages: [SHA256Digest: [UInt8]] {
        signatureImages.filter { preparedImages[$0.key] == nil }
    }

    /// The same document with each picture that was not prepared yet as `prepare` does it.
    private func preparing(
        _ prepare: (SHA256Digest, [UInt8]) throws(PNGRejection) -> PreparedImage?
    ) throws(SheetDocumentError) -> SheetDocument {
        var images = preparedImages
        for (digest, png) in unpreparedImages {
            do throws(PNGRejection) {
                images[digest] = try prepare(digest, png)
            } catch {
                throw .badSignature(digest, error)
            }
        }
        return SheetDocument(
            sheet: sheet,
            provenance: provenance,
            signatureImages: signatureImages,
            preparedImages: images,
            signers: signers,
            evidence: evidence,
            zone: zone,
            language: language,
            letterhead: letterhead,
            paper: paper,
            isBlank: isBlank
        )
    }

    /// The bytes of the PDF file.
    public func rendered(with fonts: FontShelf) throws(SheetDocumentError) -> [UInt8] {
        try rendered(with: fonts, form: .compact)
    }

    /// The bytes of the PDF file in a form; the readable one is for tests.
    package func rendered(
        with fonts: FontShelf,
        form: PDFWriter.Form
    ) throws(SheetDocumentError) -> [UInt8] {
        // How a signature is laid out depends on its ink.
        guard unpreparedImages.isEmpty else {
            return try preparing { _, png throws(PNGRejection) in try PreparedImage(png: png) }
                .rendered(with: fonts, form: form)
        }
        var composer = SheetComposer(self, fonts: fonts)
        var painter = PDFPainter(geometry: composer.geometry, form: form) {
            key throws(PaintingError) in
            if key == SheetComposer.logo, let logo = letterhead.logo { return logo }
            guard let picture = preparedImages[SHA256Digest(key.text)] else {
                throw .missingPicture(key)
            }
            return picture
        }
        var file: [UInt8] = []
        do throws(TypesettingError) {
            try composer.composeHead()
            try composer.composeTrainers()
            for part in composer.parts.indices {
                try composer.beginAttendees(part: part)
                for index in composer.attendees.indices {
                    try composer.composeAttendee(index, part: part)
                    try paint(composer.takePages(), with: &painter, into: &file)
                }
                try composer.endAttendees(part: part)
            }
            if !isBlank {
                try composer.composeCorrections()
                try composer.composeFindings()
                try composer.composeTotals()
            }
            if !isBlank, let evidence {
                try composer.composeEvidence(evidence) { composer throws(TypesettingError) in
                    try paint(composer.takePages(), with: &painter, into: &file)
                }
            }
            try paint(composer.finish(), with: &painter, into: &file)
            let feet = try composer.feet(of: painter.pageCount)
            do throws(PaintingError) {
                file += try painter.finish(
                    feet: feet,
                    description: description,
                    files: files,
                    sealTitle: language.messages.text("sheet.seal")
                )
            } catch {
                throw TypesettingError.painting(error)
            }
        } catch {
            throw SheetDocumentError(error)
        }
        return file
    }

    private func paint(
        _ pages: [PageFrame],
        with painter: inout PDFPainter,
        into file: inout [UInt8]
    ) throws(TypesettingError) {
        for page in pages {
            do throws(PaintingError) {
                try painter.paint(page)
            } catch {
                throw .painting(error)
            }
            file += painter.drain()
        }
    }

    /// Where it stands, by the key of its message.
    var standing: String {
        provenance.supersededBy == nil ? provenance.state.rawValue : "superseded"
    }

    /// The time to sign for where no signature was asked for.
    var wholeSlot: Slot {
        let start =
            sheet.occurrence.planned?.start ?? sheet.occurrence.actualStart ?? Instant(seconds: 0)
        let end = sheet.occurrence.planned?.end ?? sheet.occurrence.actualEnd ?? start
        return Slot(id: SlotID("whole"), window: TimeWindow(start: start, end: end))
    }

    private var description: FileDescription {
        let messages = language.messages
        return FileDescription(
            title: sheet.meeting.topic.map { messages.text("sheet.tab", ["topic": $0]) }
                ?? messages.text("sheet.title"),
            language: language.rawValue,
            producer: "Muster",
            created: provenance.knownAt.flatMap { known in
                FileDate(Instant(seconds: known.microseconds / 1_000_000).description)
            }
        )
    }

    /// What travels in the document: the sheet as data, and the signatures as they were received.
    private var files: [EmbeddedFile] {
        guard !isBlank else { return [] }
        let messages = language.messages
        let data: JSON = ["content": sheet.json, "provenance": provenance.json]
        let sheetFile = EmbeddedFile(
            name: "attendance-sheet.json",
            description: messages.text("sheet.file_sheet"),
            mediaType: "application/json",
            relationship: .data,
            bytes: data.canonicalBytes()
        )
        let shown = Set(
            sheet.rows.flatMap(\.signatures).filter { picture(of: $0) != nil }.map(\.sha256)
        )
        let pictures = shown.compactMap { digest in
            signatureImages[digest].map { png in
                EmbeddedFile(
                    name: "signature-\(digest).png",
                    description: messages.text("sheet.file_signature"),
                    mediaType: "image/png",
                    relationship: .source,
                    bytes: png
                )
            }
        }
        let checkpoint = evidence?.checkpoint.map { checkpoint in
            EmbeddedFile(
                name: "log-checkpoint.txt",
                description: messages.text("sheet.log_checkpoint"),
                mediaType: "text/plain",
                relationship: .supplement,
                bytes: Array(checkpoint.note.utf8)
            )
        }
        return [sheetFile] + pictures + [checkpoint].compactMap { $0 }
    }

    /// The picture of a signature, where it is at hand and its signer's own.
    func picture(of line: AttendanceSheet.SignatureLine) -> PreparedImage? {
        let isTheirs = signers.map { $0[line.sha256]?.contains(line.signer) == true } ?? true
        return isTheirs ? preparedImages[line.sha256] : nil
    }
}

/// Why a sheet could not be made.
public enum SheetDocumentError: Error, Sendable, Hashable {
    /// Text needs a font that is not there; install the Debian package named.
    case missingFont(script: String, family: String, package: String)
    /// The image of a signature is damaged.
    case badSignature(SHA256Digest, PNGRejection)
    /// Anything else about fonts and pictures, as a sentence without personal data.
    case unprintable(String)

    init(_ error: TypesettingError) {
        switch error {
        case .missingFont(let script, let family, let package):
            self = .missingFont(script: script, family: family, package: package)
        default: self = .unprintable(error.description)
        }
    }
}

extension SheetDocumentError: CustomStringConvertible {
    /// The reason as a sentence without personal data.
    public var description: String {
        switch self {
        case .missingFont(let script, let family, let package):
            TypesettingError.missingFont(script: script, family: family, package: package)
                .description
        case .badSignature(let digest, let rejection):
            "The signature image \(digest) cannot be printed. \(rejection)"
        case .unprintable(let reason): reason
        }
    }
}
