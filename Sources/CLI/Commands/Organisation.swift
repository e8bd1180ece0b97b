import ArgumentParser
import MeetingManagement

/// The command `muster organisation`.
struct Organisation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Gives the organisation the name its documents carry.",
        discussion: """
            Example: muster organisation --data /var/lib/muster --name "Formation Lumière"
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: "The name.")
    var name: String

    func validate() throws {
        guard name.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--name must not be empty")
        }
    }

    func run() async throws {
        let open = try await data.open()
        try await open.desk.nameOrganisation(name, actor: actor.value)
        await open.close()
        Output.line("The organisation is named \(name).")
    }
}
