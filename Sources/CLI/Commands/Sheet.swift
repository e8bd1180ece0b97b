import ArgumentParser
import EventSourcing
import MeetingManagement
import Reports
import Typesetting

/// The command `muster sheet`.
struct Sheet: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument {
        case pdf
        case json
    }

    static let configuration = CommandConfiguration(
        abstract: "Writes the attendance sheet of one date of a meeting.",
        discussion: """
            A closed sheet's PDF is the same file for ever; any other says that it is provisional. With \
            --known-at it is the sheet as it was known then.

            Example: muster sheet --data /var/lib/muster --meeting 86412309757 --format pdf \
            --out sheet.pdf
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

    @Option(help: "pdf or json.")
    var format: Format

    @Option(help: ArgumentHelp("The file to write. Default: standard output.", valueName: "FILE"))
    var out: String?

    func run() async throws {
        let bytes: [UInt8]
        switch format {
        case .json:
            let desk = try await data.openToRead().desk
            let id = try await date.occurrence(at: desk)
            let reading =
                if let knownAt {
                    try await desk.sheet(of: id, knownAt: knownAt)
                } else {
                    try await desk.sheet(of: id)
                }
            bytes = reading.json.canonicalBytes() + [UInt8(ascii: "\n")]
        case .pdf:
            bytes = try await pdf()
        }
        guard let out else { return Output.bytes(bytes) }
        try Output.write(bytes, to: out)
        Output.note("wrote \(out)")
    }

    /// The document of a closed sheet is kept when it is first made.
    private func pdf() async throws -> [UInt8] {
        let fonts = try FontShelf.system()
        if let knownAt {
            let desk = try await data.openToRead().desk
            let id = try await date.occurrence(at: desk)
            return try await desk.pdf(of: id, knownAt: knownAt, fonts: fonts)
        }
        let open = try await data.openExisting()
        let id = try await date.occurrence(at: open.desk)
        let bytes = try await open.desk.pdf(
            of: id,
            fonts: fonts,
            actor: actor.value
        )
        await open.close()
        return bytes
    }
}
