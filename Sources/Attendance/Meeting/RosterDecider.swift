public import EventSourcing

/// The rules of a meeting's roster: whoever is expected already is not expected twice.
public enum RosterDecider: Decider {
    /// Nothing is known.
    public static var initialState: Set<PersonID> { [] }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: RosterExtended,
        in state: Set<PersonID>
    ) throws(Never) -> [AttendanceEvent] {
        var known = state
        let newcomers = command.people.filter { known.insert($0).inserted }
        guard !newcomers.isEmpty else { return [] }
        return [.rosterExtended(RosterExtended(meeting: command.meeting, people: newcomers))]
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout Set<PersonID>, with event: AttendanceEvent) {
        guard case .rosterExtended(let extended) = event else { return }
        state.formUnion(extended.people)
    }
}
