import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster move`.
struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "States which date a run belongs to.",
        discussion: """
            By itself a run belongs to the planned date whose time holds its start. A late re-click, or a run \
            begun at the wrong hour, can be moved; --back lets its time say it again.

            Example: muster move --data /var/lib/muster --meeting 86412309757 \
            --run cUuUUQm7Rv+3Wv0TmFh0Kw== --to 3f1c… --reason "Began two hours late"
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("The meeting's number at Zoom.", valueName: "NUMBER"))
    var meeting: String

    @Option(help: ArgumentHelp("The run, by Zoom's uuid.", valueName: "UUID"))
    var run: String

    @Option(help: ArgumentHelp("The date it belongs to.", valueName: "OCCURRENCE"))
    var to: String?

    @Flag(help: "It belongs to no other run or date.")
    var apart = false

    @Flag(help: "Its time says where it belongs.")
    var back = false

    @Option(help: "Why. It is kept, encrypted.")
    var reason: String

    func validate() throws {
        guard [to != nil, apart, back].count(where: { $0 }) == 1 else {
            throw ValidationError("give one of: --to, --apart, --back")
        }
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--reason must not be empty")
        }
    }

    func run() async throws {
        let open = try await data.openExisting()
        let target: RunTarget =
            if let to { .occurrence(OccurrenceID(to)) } else if apart { .apart } else { .itsTime }
        let occurrence = try await open.desk.move(
            run: self.run,
            of: meeting,
            to: target,
            reason: reason,
            actor: actor.value
        )
        await open.close()
        Output.line("it belongs to \(occurrence.id), of \(occurrence.instances.count) runs")
    }
}
