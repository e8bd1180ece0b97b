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
        let desk = try await data.openToRead().desk
        var meetings: [MeetingReading] = []
        var next: MeetingPlace?
        repeat {
            let page = try await desk.meetings(after: next, limit: Self.meetingsPerPage)
            meetings += page.meetings
            next = page.next
        } while next != nil
        guard !json else { return Output.json(MeetingList(meetings: meetings).json) }
        var table = TextTable(["NUMBER", "DATE", "STATE", "ROWS", "OCCURRENCE", "TOPIC"])
        for meeting in meetings {
            for reading in meeting.sheets {
                let line = reading.content.occurrence
                let start = line.planned?.start ?? line.actualStart
                table.add([
                    meeting.record.number,
                    start?.description ?? "–",
                    reading.provenance.state.rawValue,
                    String(reading.content.rows.count),
                    line.id.text,
                    meeting.topic ?? "–",
                ])
            }
        }
        Output.line(table.text)
    }

    private static let meetingsPerPage = 200
}
