public import Attendance
import EventSourcing
import Projections

/// Somebody who is expected at an occurrence.
public struct RosterLine: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Who.
    public var person: PersonID
    /// As what.
    public var role: AttendeeRole
    /// Their name.
    public var name: String
}

extension Desk {
    /// Who is expected at each date of a meeting, by date and name.
    /// - Throws: ``DeskFailure`` when there is no such meeting, or the log failed.
    public func roster(of name: String) async throws(DeskFailure) -> [RosterLine] {
        let reading = try await meeting(named: name)
        let roll = reading.roll
        return roll.occurrences(of: reading.record.id).flatMap { occurrence in
            roll.roster(of: occurrence).map { person, role in
                let name = roll.people.people[person].flatMap { roll.disclosure.text(of: $0.name) }
                return RosterLine(
                    occurrence: occurrence.id,
                    person: person,
                    role: role,
                    name: name ?? ""
                )
            }
            .sorted { ($0.name, $0.person) < ($1.name, $1.person) }
        }
    }
}
