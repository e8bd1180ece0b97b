public import EventSourcing

/// What people may decide about who is expected at a meeting.
public enum RosterCommand: Sendable, Hashable {
    /// Expect people.
    case extend(RosterExtended)
    /// Expect people no longer.
    case reduce(RosterReduced)
}

/// What is known about who is expected at a meeting, as far as decisions need it.
public struct RosterState: Sendable, Hashable {
    /// The last that was decided about somebody, of the meeting or of one occurrence.
    enum Decision: Sendable, Hashable {
        case expected(AttendeeRole)
        case released(from: Instant?)
    }

    private var decisions: [OccurrenceID?: [PersonID: Decision]] = [:]

    /// Nobody is expected.
    public init() {}

    func decision(about person: PersonID, at occurrence: OccurrenceID?) -> Decision? {
        decisions[occurrence]?[person]
    }

    mutating func note(_ decision: Decision, about people: [PersonID], at occurrence: OccurrenceID?)
    {
        for person in people { decisions[occurrence, default: [:]][person] = decision }
    }
}

/// The rules of a meeting's roster: whoever is expected already is not expected twice.
public enum RosterDecider: Decider {
    /// Nothing is known.
    public static var initialState: RosterState { RosterState() }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: RosterCommand,
        in state: RosterState
    ) throws(Never) -> [AttendanceEvent] {
        switch command {
        case .extend(var event):
            let decision = RosterState.Decision.expected(event.role)
            event.people = event.people.uniqued.filter {
                state.decision(about: $0, at: event.occurrence) != decision
            }
            return event.people.isEmpty ? [] : [.rosterExtended(event)]
        case .reduce(var event):
            let decision = RosterState.Decision.released(from: event.from)
            event.people = event.people.uniqued.filter { person in
                let last = state.decision(about: person, at: event.occurrence)
                let isNamed = last != nil || state.decision(about: person, at: nil) != nil
                return isNamed && last != decision
            }
            return event.people.isEmpty ? [] : [.rosterReduced(event)]
        }
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout RosterState, with event: AttendanceEvent) {
        switch event {
        case .rosterExtended(let extended):
            state.note(.expected(extended.role), about: extended.people, at: extended.occurrence)
        case .rosterReduced(let reduced):
            state.note(.released(from: reduced.from), about: reduced.people, at: reduced.occurrence)
        default: break
        }
    }
}

extension [PersonID] {
    /// Each once, in their order.
    fileprivate var uniqued: [PersonID] {
        var known: Set<PersonID> = []
        return filter { known.insert($0).inserted }
    }
}
