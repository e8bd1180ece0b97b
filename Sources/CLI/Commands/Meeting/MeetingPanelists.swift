import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster meeting panelists`.
struct MeetingPanelists: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "panelists",
        abstract: "Says who presents in a webinar, and keeps Zoom's panelists in step with that.",
        discussion: """
            People are named by id, e-mail address or own id; muster people import makes them known. \
            Zoom sends panelists a link of their own. Whoever somebody made a panelist at Zoom stays.

            Example: muster meeting panelists 86412309757 --data /var/lib/muster \
            --add nora@example.org --remove ben@example.org
            """
    )

    @Argument(
        help: ArgumentHelp("The webinar's number, or the arrangement's id.", valueName: "WEBINAR")
    )
    var webinar: String

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("Somebody who presents; may be repeated.", valueName: "PERSON"))
    var add: [String] = []

    @Option(
        help: ArgumentHelp("Somebody who presents no longer; may be repeated.", valueName: "PERSON")
    )
    var remove: [String] = []

    @OptionGroup var output: ArrangementOutput

    func validate() throws {
        guard !add.isEmpty || !remove.isEmpty else {
            throw ValidationError("give --add or --remove; muster meeting list --json lists them")
        }
    }

    func run() async throws {
        let open = try await data.openExisting()
        let known = try await open.desk.arrangement(named: webinar).arrangement
        var removed: Set<PersonID> = []
        for person in remove { removed.insert(try await open.desk.person(named: person)) }
        let kept = (known.panelists ?? []).filter { !removed.contains($0) }
        let entry = try await open.desk.namePanelists(
            of: webinar,
            kept.map(\.text) + add,
            actor: actor.value
        )
        try await output.finish(entry.arrangement.id?.text ?? webinar, in: open)
    }
}
