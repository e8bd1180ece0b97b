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
    let form: SheetForm
    let letterhead: Letterhead
    let evidence: SheetEvidence?

    /// Creates the document of a sheet.
    ///
    /// - Parameters:
    ///   - sheet: What the sheet says.
    ///   - provenance: Where it came from.
    ///   - evidence: What it rests on; `nil` leaves the annex out.
    ///   - zone: The zone whose wall clock the document shows.
    ///   - form: The form of the document.
    ///   - letterhead: What the organisation's documents carry.
    public init(
        sheet: AttendanceSheet,
        provenance: SheetProvenance,
        evidence: SheetEvidence? = nil,
        zone: ZoneRules,
        form: SheetForm = SheetForm(),
        letterhead: Letterhead = Letterhead()
    ) {
        self.sheet = sheet
        self.provenance = provenance
        self.evidence = evidence
        self.zone = zone
        self.form = form
        self.letterhead = letterhead
    }

    var language: Language { form.language }
    /// Whether it is to be signed by hand.
    var isBlank: Bool { form.isBlank }

    /// Writes the PDF file, each page as soon as it is complete, so that neither the file nor its
    /// pictures are ever held whole.
    ///
    /// - Parameters:
    ///   - file: Takes the next bytes of the file.
    ///   - fonts: The fonts.
    ///   - pictures: The pictures of the signatures.
    /// - Throws: ``SheetWritingError``.
    public func write<Pictures: SignaturePictures>(
        to file: @escaping ([UInt8]) async throws(Pictures.Failure) -> Void,
        with fonts: FontShelf,
        pictures: Pictures
    ) async throws(SheetWritingError<Pictures.Failure>) {
        try await write(to: file, with: fonts, pictures: pictures, spelt: .compact)
    }

    /// Writes the PDF file spelt in some way; the readable one is for tests.
    package func write<Pictures: SignaturePictures>(
        to file: @escaping ([UInt8]) async throws(Pictures.Failure) -> Void,
        with fonts: FontShelf,
        pictures: Pictures,
        spelt spelling: PDFWriter.Form
    ) async throws(SheetWritingError<Pictures.Failure>) {
        let writer = SheetWriter(
            self,
            fonts: fonts,
            pictures: pictures,
            spelling: spelling,
            file: file
        )
        try await writer.write()
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
}

/// Why a document could not be written.
public enum SheetWritingError<Outside: Error>: Error {
    /// It could not be made.
    case document(SheetDocumentError)
    /// What gives pictures or takes bytes failed.
    case outside(Outside)
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
