import ArgumentParser
import Attendance
import MeetingManagement
import Projections

/// The command `muster meeting take-over`.
struct MeetingTakeOver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take-over",
        abstract: "Takes over a meeting or webinar that was planned at Zoom.",
        discussion: """
            Reads it, its dates and its registrants, and keeps the registrants in step with the roster from \
            now on. With --pack its dates to come are planned under these rules; without, muster schedule \
            does so date by date. Doing it again reads again.

            Example: muster meeting take-over 86412309757 --account AbC1 --data /var/lib/muster
            """
    )

    @Argument(help: ArgumentHelp("The meeting's number.", valueName: "NUMBER"))
    var number: String

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("The account at Zoom.", valueName: "ID"))
    var account: String

    @OptionGroup var link: MeetingLinkOptions

    @Option(help: ArgumentHelp("The rules of its dates: \(PackArgument.help).", valueName: "PACK"))
    var pack: String?

    @OptionGroup var output: ArrangementOutput

    func run() async throws {
        let open = try await data.open()
        let entry = try await open.desk.takeOver(
            number,
            account: account,
            link: try await link.value(at: open.desk),
            under: try pack.map(PackArgument.pack),
            through: try await open.zoomClients(),
            actor: actor.value
        )
        try await output.finish(entry.arrangement.id?.text ?? number, in: open)
    }
}
