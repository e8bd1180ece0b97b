import ArgumentParser
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster rebuild`.
struct Rebuild: AsyncParsableCommand {
    enum Projection: String, ExpressibleByArgument, CaseIterable {
        case meetings
    }

    static let configuration = CommandConfiguration(
        abstract: "Makes what is found by anew from the log, beside what answers meanwhile.",
        discussion: """
            read.db holds the index by which meetings, dates and people are found in the log. It may be \
            deleted at any time, and is made again when the log is next opened; this makes it again \
            now, also beside a server. Events that cannot be read are left out and named.

            Example: muster rebuild --data /var/lib/muster
            """
    )

    @OptionGroup var data: DataDirectory

    @Argument(help: "Which projection. Default: all of them.")
    var projection: Projection?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let open = try await data.openExisting()
        let line = ProgressLine("rebuilding \(MeetingIndex.name)", unit: "events")
        let start = ContinuousClock.now
        let letters = try await open.keeper.rebuild(open.desk.projections) { line.show($0, of: $1) }
        line.clear()
        let size = try await open.desk.log.size()
        let elapsed = ContinuousClock.now - start
        await open.close()
        guard !json else {
            return Output.json([
                "dead_letters": .array(letters.map(\.json)),
                "events": .integer(size),
                "projection": .string(MeetingIndex.name),
                "version": .integer(Int64(MeetingIndex.version)),
            ])
        }
        for letter in letters {
            Output.line("left out: the event at position \(letter.position), \(letter.reason)")
        }
        Output.line(
            "\(MeetingIndex.name) made anew from \(size) events in "
                + "\(elapsed.components.seconds) s"
        )
    }
}
