import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections
import Reports
import Typesetting

/// The command `muster sheet`.
struct Sheet: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument {
        case pdf
        case json
        case csv
        case svg

        /// Whether it has words.
        var hasLanguage: Bool { self == .pdf || self == .svg }
    }

    static let configuration = CommandConfiguration(
        abstract: "Writes the attendance sheet of one date of a meeting.",
        discussion: """
            A closed sheet's PDF is the same file for ever in each language and on each paper; any other says \
            that it is provisional. With --revision it is an earlier one; with --blank, one to be signed by \
            hand. With --known-at it is the sheet as it was known then; with --at, as it was so then, whenever that \
            became known; with --under, as other rules would judge it. The last two change nothing, and \
            are JSON.

            Example: muster sheet --data /var/lib/muster --meeting 86412309757 --format pdf \
            --language fr --out sheet.pdf
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @OptionGroup var date: DateOption

    @Option(
        help: ArgumentHelp(
            "As it was known with the event at this position, or at this time (RFC 3339).",
            valueName: "POSITION|TIME"
        )
    )
    var knownAt: KnownAt?

    @Option(help: ArgumentHelp("As it was so at this time (RFC 3339).", valueName: "TIME"))
    var at: String?

    @Option(
        help: ArgumentHelp(
            "As these rules would judge it: \(PackArgument.help).",
            valueName: "PACK"
        )
    )
    var under: String?

    @Option(
        help: "pdf, json, csv (a table for spreadsheets) or svg (who was connected when, drawn)."
    )
    var format: Format

    @Option(
        name: [.long, .customLong("lang")],
        help: ArgumentHelp(
            "The language of a PDF: \(Language.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "TAG"
        )
    )
    var language: Language = .english

    @Option(help: "The paper of a PDF: \(Paper.allCases.map(\.rawValue).joined(separator: ", ")).")
    var paper: Paper = .a4

    @Option(help: ArgumentHelp("A closed revision, as a PDF: from 1.", valueName: "N"))
    var revision: Int?

    @Flag(help: "A PDF to be signed by hand: who is expected, and room to sign.")
    var blank = false

    @Option(help: ArgumentHelp("The file to write. Default: standard output.", valueName: "FILE"))
    var out: String?

    func validate() throws {
        guard at == nil || under == nil, under == nil || knownAt == nil else {
            throw ValidationError("--under goes with neither --at nor --known-at")
        }
        guard (at == nil && under == nil) || format == .json else {
            throw ValidationError("--at and --under are only written as --format json")
        }
        guard language == .english || format.hasLanguage else {
            throw ValidationError("--language goes with --format pdf or svg; data has no language")
        }
        guard format == .pdf || (paper == .a4 && revision == nil && !blank) else {
            throw ValidationError("--paper, --revision and --blank go with --format pdf")
        }
        guard [knownAt != nil, revision != nil, blank].count(where: { $0 }) <= 1 else {
            throw ValidationError("give one of --known-at, --revision and --blank")
        }
        guard at.map({ Instant($0) != nil }) ?? true else {
            throw ValidationError("--at must be a time such as 2026-03-09T10:42:00Z")
        }
    }

    func run() async throws {
        let bytes =
            switch format {
            case .json: try await json().canonicalBytes() + [UInt8(ascii: "\n")]
            case .csv: try await reading { desk, reading in desk.csv(of: reading) }
            case .svg:
                try await reading { [language] desk, reading in
                    Array(try desk.timeline(of: reading, in: language).utf8)
                }
            case .pdf: try await pdf()
            }
        guard let out else { return Output.bytes(bytes) }
        try Output.write(bytes, to: out)
        Output.note("wrote \(out)")
    }

    private func reading(
        _ write: (Desk, SheetReading) throws -> [UInt8]
    ) async throws -> [UInt8] {
        let desk = try await data.openToRead().desk
        let id = try await date.occurrence(at: desk)
        guard let knownAt else { return try write(desk, try await desk.sheet(of: id)) }
        return try write(desk, try await desk.sheet(of: id, knownAt: knownAt))
    }

    private func json() async throws -> JSON {
        let desk = try await data.openToRead().desk
        let id = try await date.occurrence(at: desk)
        if let instant = at.flatMap({ Instant($0) }) {
            return try await desk.sheet(of: id, at: instant, knownAt: knownAt).json
        }
        if let under {
            return try await desk.sheet(of: id, under: try PackArgument.pack(under)).json
        }
        guard let knownAt else { return try await desk.sheet(of: id).json }
        return try await desk.sheet(of: id, knownAt: knownAt).json
    }

    /// The document of a closed sheet is kept when it is first made.
    private func pdf() async throws -> [UInt8] {
        let fonts = try FontShelf.system()
        let form = SheetForm(language: language, paper: paper, isBlank: blank)
        if knownAt != nil || revision != nil || blank {
            let desk = try await data.openToRead().desk
            let id = try await date.occurrence(at: desk)
            if let revision {
                return try await desk.pdf(of: id, revision: revision, as: form, fonts: fonts)
            }
            guard let knownAt else {
                return try await desk.pdf(of: id, as: form, fonts: fonts, actor: actor.value)
            }
            return try await desk.pdf(of: id, knownAt: knownAt, as: form, fonts: fonts)
        }
        let open = try await data.openExisting()
        let id = try await date.occurrence(at: open.desk)
        let bytes = try await open.desk.pdf(
            of: id,
            as: form,
            fonts: fonts,
            actor: actor.value
        )
        await open.close()
        return bytes
    }
}
