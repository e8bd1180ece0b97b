import ArgumentParser
import EventSourcing
import MeetingManagement

/// The command `muster erase`.
struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Erases a person's data everywhere, for good.",
        discussion: """
            Names, addresses, signatures and every document they are named in become unreadable, at \
            every meeting; the events stay, and every proof stays valid. Deliveries that may name them \
            are destroyed. A copy of the keys made before (muster backup keys) can still read them until \
            it is destroyed.

            Example: muster erase --data /var/lib/muster --person 3f1c… --reason "Request of 3 May"
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(
        help: ArgumentHelp(
            "A person, or an attendee, as a sheet's JSON names them.",
            valueName: "ID"
        )
    )
    var person: String

    @Option(help: "Why. It is kept, encrypted; it should not name them.")
    var reason: String

    func validate() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--reason must not be empty")
        }
    }

    func run() async throws {
        let open = try await data.openExisting()
        let (subjects, receipt) = try await open.desk.erase(
            SubjectID(person),
            reason: reason,
            actor: actor.value
        )
        await open.close()
        Output.line("erased: \(subjects.count) ids of one person")
        Output.line("keys destroyed: \(receipt.keysDestroyed)")
        Output.line("documents destroyed: \(receipt.documentsDestroyed)")
        Output.line("recorded as event \(receipt.position)")
    }
}
