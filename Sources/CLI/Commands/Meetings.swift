import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster meetings`.
struct Meetings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the meetings and their dates.",
        discussion: "Example: muster meetings --data /var/lib/muster"
    )

    @OptionGroup var data: DataDirectory

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let roll = try await data.openToRead().desk.projections.current()
        guard !json else { return Output.json(["meetings": roll.meetingsJSON]) }
        var table = TextTable(["NUMBER", "DATE", "STATE", "ROWS", "OCCURRENCE", "TOPIC"])
        for meeting in roll.directory.byNumber {
            for occurrence in roll.occurrences(of: meeting.id) {
                guard let reading = Desk.reading(of: occurrence, in: roll) else { continue }
                let line = reading.content.occurrence
                let start = line.planned?.start ?? line.actualStart
                table.add([
                    meeting.number,
                    start?.description ?? "–",
                    reading.provenance.state.rawValue,
                    String(reading.content.rows.count),
                    occurrence.id.text,
                    roll.topic(of: meeting) ?? "–",
                ])
            }
        }
        Output.line(table.text)
    }
}
