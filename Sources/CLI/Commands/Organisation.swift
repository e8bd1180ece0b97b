import ArgumentParser
import Attendance
import EventSourcing
import Foundation
import MeetingManagement

/// The command `muster organisation`.
struct Organisation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Names the organisation, gives its documents a letterhead, and adopts the rules its sheets are judged by.",
        discussion: """
            The rules hold for whatever begins from a moment on and has none of its own; without them \
            generic holds.

            Example: muster organisation --data /var/lib/muster --name "Formation Lumière" \
            --pack fr-formation
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: "The name.")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "A logo for its documents, in place of the one before: a PNG file.",
            valueName: "FILE"
        )
    )
    var logo: String?

    @Option(
        name: .customLong("line"),
        help: ArgumentHelp(
            "A line for its documents, such as a registration number; may be repeated, and takes the place of all before.",
            valueName: "TEXT"
        )
    )
    var lines: [String] = []

    @Flag(help: "Takes the logo off its documents.")
    var noLogo = false

    @Flag(help: "Takes the lines off its documents.")
    var noLines = false

    @Option(help: ArgumentHelp("The rules: \(PackArgument.help).", valueName: "PACK"))
    var pack: String?

    @Option(
        help: ArgumentHelp(
            "From when on the rules hold (RFC 3339). Default: now.",
            valueName: "TIME"
        )
    )
    var from: String?

    func validate() throws {
        guard name != nil || pack != nil || changesLetterhead else {
            throw ValidationError("give --name, --logo, --line, --no-logo, --no-lines or --pack")
        }
        guard logo == nil || !noLogo, lines.isEmpty || !noLines else {
            throw ValidationError("give --logo or --no-logo, and --line or --no-lines")
        }
        guard lines.count <= Desk.letterheadLinesMax else {
            throw ValidationError("a letterhead has \(Desk.letterheadLinesMax) lines at most")
        }
        guard name?.contains(where: { !$0.isWhitespace }) ?? true else {
            throw ValidationError("--name must not be empty")
        }
        guard from == nil || pack != nil else { throw ValidationError("--from goes with --pack") }
        guard from.map({ Instant($0) != nil }) ?? true else {
            throw ValidationError("--from must be a time such as 2026-01-01T00:00:00Z")
        }
    }

    func run() async throws {
        let pack = try pack.map { try PackArgument.pack($0) }
        let open = try await data.open()
        if let name {
            try await open.desk.nameOrganisation(name, actor: actor.value)
            Output.line("The organisation is named \(name).")
        }
        if changesLetterhead { try await changeLetterhead(open.desk) }
        if let pack {
            let start = try await open.desk.adopt(
                pack,
                from: from.flatMap { Instant($0) },
                actor: actor.value
            )
            Output.line("The rules of \(pack.id) hold from \(start) on.")
        }
        await open.close()
    }

    private var changesLetterhead: Bool {
        logo != nil || noLogo || !lines.isEmpty || noLines
    }

    private func changeLetterhead(_ desk: Desk) async throws {
        if let logo {
            guard let bytes = FileManager.default.contents(atPath: logo) else {
                throw CommandFailure("cannot read \(logo); give the path of a PNG file")
            }
            try await desk.carryLogo([UInt8](bytes), actor: actor.value)
        } else if noLogo {
            try await desk.carryLogo(nil, actor: actor.value)
        }
        if !lines.isEmpty || noLines { try await desk.carryLines(lines, actor: actor.value) }
        Output.line("Documents made from now on carry the letterhead.")
    }
}
