import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement

/// The command `muster organisation`.
struct Organisation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Names the organisation, and adopts the rules its sheets are judged by.",
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
        guard name != nil || pack != nil else { throw ValidationError("give --name or --pack") }
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
