import ArgumentParser
import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// Which date of which meeting a command is about.
struct DateOption: ParsableArguments {
    @Option(help: ArgumentHelp("The meeting, if it has one date.", valueName: "NUMBER"))
    var meeting: String?

    @Option(help: ArgumentHelp("The date, as muster meetings names it.", valueName: "ID"))
    var occurrence: String?

    func validate() throws {
        guard (meeting == nil) != (occurrence == nil) else {
            throw ValidationError("give either --meeting NUMBER or --occurrence ID")
        }
    }

    /// The occurrence that is meant: by its id, or the only one of a meeting.
    func occurrence(at desk: Desk) async throws -> OccurrenceID {
        if let occurrence { return OccurrenceID(occurrence) }
        guard let meeting else {
            throw CommandFailure("give --meeting NUMBER or --occurrence ID")
        }
        let occurrences = try await desk.meeting(named: meeting).sheets.map(\.content.occurrence)
        guard let first = occurrences.first else {
            throw CommandFailure("meeting \(meeting) has no date yet, so it has no sheet")
        }
        guard occurrences.count == 1 else {
            let lines = occurrences.map { occurrence in
                "  --occurrence \(occurrence.id)  \(occurrence.planned?.start.description ?? "")"
            }
            throw CommandFailure(
                "meeting \(meeting) has \(occurrences.count) dates; choose one:\n"
                    + lines.joined(separator: "\n")
            )
        }
        return first.id
    }
}
