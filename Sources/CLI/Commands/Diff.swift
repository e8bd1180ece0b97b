import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster diff`.
struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what became different on a sheet between two moments, and why.",
        discussion: """
            Both are moments of the log: positions, as the foot of a sheet gives them, or times. Each \
            sentence is followed by the positions of the events behind it; muster history tells them.

            Example: muster diff --data /var/lib/muster --meeting 86412309757 --from 130 --to 168
            """
    )

    @OptionGroup var data: DataDirectory

    @OptionGroup var date: DateOption

    @Option(help: ArgumentHelp("The earlier moment.", valueName: "POSITION|TIME"))
    var from: KnownAt

    @Option(help: ArgumentHelp("The later moment. Default: now.", valueName: "POSITION|TIME"))
    var to: KnownAt?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let desk = try await data.openToRead().desk
        let id = try await date.occurrence(at: desk)
        let difference = try await desk.difference(of: id, from: from, to: to)
        guard !json else { return Output.json(difference.json) }
        guard !difference.changes.isEmpty else { return Output.line("nothing became different") }
        for change in difference.changes {
            let events = change.events.map { String($0) }.joined(separator: ", ")
            Output.line(events.isEmpty ? change.sentence : "\(change.sentence) [\(events)]")
        }
    }
}
