import ArgumentParser
import MeetingManagement
import ZoomAPI

/// The command `muster meeting start`.
struct MeetingStart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Prints a link that starts a meeting as its host.",
        discussion: """
            Whoever opens it within two hours is the host: hand it to nobody else. It is asked of Zoom \
            anew each time, and kept nowhere.

            Example: muster meeting start 86412309757 --data /var/lib/muster
            """
    )

    @Argument(
        help: ArgumentHelp("The meeting's number, or the arrangement's id.", valueName: "MEETING")
    )
    var meeting: String

    @OptionGroup var data: DataDirectory

    func run() async throws {
        let open = try await data.openExisting()
        let link = try await open.desk.startLink(of: meeting, through: try await open.zoomClients())
        await open.close()
        Output.line(link.revealed)
    }
}
