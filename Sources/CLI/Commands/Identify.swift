import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster identify`.
struct Identify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "States whose a row of the sheet was.",
        discussion: """
            It holds against everything Zoom tells of the row's connections, and can be taken back with \
            muster correct --withdraw. The person must be known: muster people import makes them so.

            Example: muster identify --data /var/lib/muster --meeting 86412309757 --row 3 \
            --person marc@example.org --reason "Marc's telephone; he answered by voice"
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption
    @OptionGroup var row: SheetRow

    @Option(
        help: ArgumentHelp(
            "It was this person: their id, e-mail address or own id.",
            valueName: "PERSON"
        )
    )
    var person: String?

    @Flag(help: "It was nobody they were taken for.")
    var nobody = false

    @Option(help: "How it is known. It is kept, encrypted.")
    var reason: String

    func validate() throws {
        guard (person == nil) == nobody else {
            throw ValidationError("give either --person ID or --nobody")
        }
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--reason must not be empty")
        }
    }

    func run() async throws {
        let open = try await data.openExisting()
        let id = try await row.date.occurrence(at: open.desk)
        var known: PersonID?
        if let person { known = try await open.desk.person(named: person) }
        let rows = try await open.desk.identify(
            try await row.attendee(in: id, at: open.desk),
            as: known,
            of: id,
            reason: reason,
            actor: actor.value
        )
        await open.close()
        for row in rows { Output.line(row.summary) }
    }
}
