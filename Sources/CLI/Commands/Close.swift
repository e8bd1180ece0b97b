import ArgumentParser
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster close`.
struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Closes a revision of a date's sheet.",
        discussion: """
            What is known now is kept as the next revision, and a checkpoint of the log signed that \
            covers it. Closing what did not change since the last revision changes nothing.

            Example: muster close --data /var/lib/muster --meeting 86412309757
            """
    )

    @OptionGroup var data: DataDirectory
    @OptionGroup var actor: ActorOption

    @OptionGroup var date: DateOption

    func run() async throws {
        let open = try await data.openExisting()
        let id = try await date.occurrence(at: open.desk)
        let reading = try await open.desk.closeSheet(of: id, actor: actor.value)
        await open.close()
        let provenance = reading.provenance
        Output.line(
            "revision \(provenance.revision), closed at \(provenance.closedAt?.description ?? "–")"
        )
        Output.line("content sha256 \(reading.closedHash ?? reading.contentHash)")
    }
}
