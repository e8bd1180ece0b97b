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
            "A logo for its documents: a PNG file. Logo and lines are given together, and replace those before.",
            valueName: "FILE"
        )
    )
    var logo: String?

    @Option(
        name: .customLong("line"),
        help: ArgumentHelp(
            "A line for its documents, such as a registration number; may be repeated.",
            valueName: "TEXT"
        )
    )
    var lines: [String] = []

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
        guard name != nil || pack != nil || logo != nil || !lines.isEmpty else {
            throw ValidationError("give --name, --logo, --line or --pack")
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
        if logo != nil || !lines.isEmpty {
            let picture = try logo.map { path in
                guard let bytes = FileManager.default.contents(atPath: path) else {
                    throw CommandFailure("cannot read \(path); give the path of a PNG file")
                }
                return [UInt8](bytes)
            }
            try await open.desk.setLetterhead(logo: picture, lines: lines, actor: actor.value)
            Output.line("Documents made from now on carry the letterhead.")
        }
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
}
