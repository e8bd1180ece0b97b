import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// The command `muster meetings`.
struct Meetings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the meetings and their dates.",
        discussion: """
            With --unsigned, the dates of which signatures were asked for and are not given.

            Example: muster meetings --data /var/lib/muster
            """
    )

    @OptionGroup var data: DataDirectory

    @Flag(help: "Only the dates that lack signatures, with how many.")
    var unsigned = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let desk = try await data.openToRead().desk
        guard !unsigned else { return try await listUnsigned(at: desk) }
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

    private func listUnsigned(at desk: Desk) async throws {
        let unsigned = try await desk.projections.unsigned()
        guard !json else {
            return Output.json(
                .array(
                    unsigned.map {
                        [
                            "occurrence": .string($0.occurrence.text),
                            "missing": .integer(Int64($0.missing)),
                        ]
                    }
                )
            )
        }
        var table = TextTable(["OCCURRENCE", "MISSING"])
        for line in unsigned { table.add([line.occurrence.text, String(line.missing)]) }
        Output.line(table.text)
    }

    private static let meetingsPerPage = 200
}
