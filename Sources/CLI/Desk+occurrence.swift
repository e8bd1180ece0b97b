import Attendance
import EventSourcing
import MeetingManagement
import Projections

extension Desk {
    /// The one occurrence that is meant: by its id, or the only one of a meeting.
    func occurrence(meeting name: String?, occurrence id: String?) async throws -> OccurrenceID {
        if let id { return OccurrenceID(id) }
        guard let name else { throw CommandFailure("give --meeting NUMBER or --occurrence ID") }
        let occurrences = try await meeting(named: name).sheets.map(\.content.occurrence)
        guard let first = occurrences.first else {
            throw CommandFailure("meeting \(name) has no date yet, so it has no sheet")
        }
        guard occurrences.count == 1 else {
            let lines = occurrences.map { occurrence in
                "  --occurrence \(occurrence.id)  \(occurrence.planned?.start.description ?? "")"
            }
            throw CommandFailure(
                "meeting \(name) has \(occurrences.count) dates; choose one:\n"
                    + lines.joined(separator: "\n")
            )
        }
        return first.id
    }
}
