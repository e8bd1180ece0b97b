public import Attendance
import EventSourcing

/// Who is expected at a meeting: what people decided about it, in their order.
public struct Roster: Sendable, Hashable {
    /// One decision.
    enum Change: Sendable, Hashable {
        case extended(RosterExtended)
        case reduced(RosterReduced)
    }

    var changes: [Change] = []

    /// Everyone who was ever expected at any occurrence.
    public var everyone: Set<PersonID> {
        changes.reduce(into: []) { people, change in
            if case .extended(let event) = change { people.formUnion(event.people) }
        }
    }

    /// Who is expected at one occurrence, and as what.
    /// - Parameters:
    ///   - names: The names decisions may know the occurrence by.
    ///   - start: When it began, or was to begin.
    ///   - isExtra: Whether it came beside what was planned: then only who is expected at it by name is.
    /// - Returns: the people.
    func expected(
        at names: [OccurrenceID],
        from start: Instant?,
        isExtra: Bool = false
    ) -> [PersonID: AttendeeRole] {
        var expected: [PersonID: AttendeeRole] = [:]
        for change in changes {
            switch change {
            case .extended(let event):
                guard event.occurrence.map(names.contains) ?? !isExtra else { continue }
                for person in event.people { expected[person] = event.role }
            case .reduced(let event):
                guard concerns(event, names, start) else { continue }
                for person in event.people { expected[person] = nil }
            }
        }
        return expected
    }

    private func concerns(
        _ event: RosterReduced,
        _ names: [OccurrenceID],
        _ start: Instant?
    ) -> Bool {
        if let occurrence = event.occurrence { return names.contains(occurrence) }
        guard let from = event.from else { return true }
        return start.map { from <= $0 } ?? true
    }
}
