import ArgumentParser
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster history`.
struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells what happened to a meeting, event by event.",
        discussion: "Example: muster history --data /var/lib/muster --meeting 86412309757"
    )

    @OptionGroup var data: DataDirectory

    @Option(help: ArgumentHelp("The meeting's number at Zoom.", valueName: "NUMBER"))
    var meeting: String

    @Option(
        help: ArgumentHelp(
            "As it was known with the event at this position, or at this time (RFC 3339).",
            valueName: "POSITION|TIME"
        )
    )
    var knownAt: KnownAt?

    @Option(
        help: ArgumentHelp("Only what had happened by this time (RFC 3339).", valueName: "TIME")
    )
    var at: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard at.map({ Instant($0) != nil }) ?? true else {
            throw ValidationError("--at must be a time such as 2026-03-09T10:42:00Z")
        }
    }

    func run() async throws {
        let desk = try await data.openToRead().desk
        let record = try await desk.meeting(named: meeting).record
        var trail = try await desk.history(of: record.id, knownAt: knownAt)
        if let instant = at.flatMap({ Instant($0) }) { trail = trail.upTo(instant) }
        guard !json else { return Output.json(trail.json) }
        var table = TextTable(["POSITION", "HAPPENED", "BY", "WHAT"])
        for entry in trail.entries {
            table.add([
                String(entry.position), entry.occurredAt.description, entry.actor.text,
                entry.sentence,
            ])
        }
        Output.line(table.text)
    }
}
