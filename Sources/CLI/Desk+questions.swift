import Attendance
import EventSourcing
import MeetingManagement
import Projections

extension Desk {
    /// The one meeting with a number.
    func meeting(numbered number: String) async throws -> MeetingRecord {
        let meetings = try await projections.current().directory.meetings(numbered: number)
        guard let meeting = meetings.first else {
            throw CommandFailure(
                "no meeting has the number \(number); muster meetings lists them"
            )
        }
        guard meetings.count == 1 else {
            throw CommandFailure(
                "several accounts have a meeting \(number); use --occurrence with an id that "
                    + "muster meetings lists"
            )
        }
        return meeting
    }

    /// The one occurrence that is meant: by its id, or the only one of a meeting.
    func occurrence(meeting number: String?, occurrence id: String?) async throws -> OccurrenceID {
        if let id { return OccurrenceID(id) }
        guard let number else { throw CommandFailure("give --meeting NUMBER or --occurrence ID") }
        let meeting = try await meeting(numbered: number)
        let occurrences = try await projections.current().occurrences(of: meeting.id)
        guard let first = occurrences.first else {
            throw CommandFailure("meeting \(number) has no date yet, so it has no sheet")
        }
        guard occurrences.count == 1 else {
            let lines = occurrences.map { occurrence in
                "  --occurrence \(occurrence.id)  \(occurrence.planned?.start.description ?? "")"
            }
            throw CommandFailure(
                "meeting \(number) has \(occurrences.count) dates; choose one:\n"
                    + lines.joined(separator: "\n")
            )
        }
        return first.id
    }
}
