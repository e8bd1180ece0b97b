public import EventSourcing

/// What people may decide about who is expected at a meeting.
public enum RosterCommand: Sendable, Hashable {
    /// Expect people.
    case extend(RosterExtended)
    /// Expect people no longer.
    case reduce(RosterReduced)
}

/// What was decided about who is expected at a meeting: for each person, in its order.
public struct RosterState: Sendable, Hashable {
    private enum Decision: Sendable, Hashable {
        case expected(AttendeeRole)
        case released(from: Instant?)
        case other
    }

    private struct Change: Sendable, Hashable {
        let occurrence: OccurrenceID?
        let decision: Decision
    }

    private var changes: [PersonID: [Change]] = [:]

    /// Nobody is expected.
    public init() {}

    mutating func note(_ event: RosterExtended) {
        for person in event.people {
            changes[person, default: []]
                .append(Change(occurrence: event.occurrence, decision: .expected(event.role)))
        }
    }

    mutating func note(_ event: RosterReduced) {
        for person in event.people {
            changes[person, default: []]
                .append(Change(occurrence: event.occurrence, decision: .released(from: event.from)))
        }
    }

    /// Whether expecting somebody changes nothing: the last that was decided of them there says so.
    func expects(_ person: PersonID, at occurrence: OccurrenceID?, as role: AttendeeRole) -> Bool {
        last(of: person, at: occurrence)?.decision == .expected(role)
    }

    /// Whether releasing somebody changes nothing: they were never expected there, or the last that was
    /// decided of them there says so.
    func lacks(_ person: PersonID, at occurrence: OccurrenceID?, from start: Instant?) -> Bool {
        switch last(of: person, at: occurrence) {
        case nil: true
        case let change?:
            change.decision == .released(from: start) || change.decision == .released(from: nil)
        }
    }

    /// The last decision about a person that an occurrence follows; of the whole meeting, the last of all,
    /// where it is about the whole meeting too.
    private func last(of person: PersonID, at occurrence: OccurrenceID?) -> Change? {
        let known = changes[person] ?? []
        guard let occurrence else {
            guard let last = known.last else { return nil }
            // What was decided of one occurrence says nothing of the others: nothing equals it.
            return last.occurrence == nil ? last : Change(occurrence: nil, decision: .other)
        }
        return known.last { $0.occurrence == nil || $0.occurrence == occurrence }
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
            event.people = event.people.uniqued.filter {
                !state.expects($0, at: event.occurrence, as: event.role)
            }
            return event.people.isEmpty ? [] : [.rosterExtended(event)]
        case .reduce(var event):
            event.people = event.people.uniqued.filter {
                !state.lacks($0, at: event.occurrence, from: event.from)
            }
            return event.people.isEmpty ? [] : [.rosterReduced(event)]
        }
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout RosterState, with event: AttendanceEvent) {
        switch event {
        case .rosterExtended(let extended): state.note(extended)
        case .rosterReduced(let reduced): state.note(reduced)
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
