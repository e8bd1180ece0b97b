public import EventSourcing

/// The rules of one person: what is known of them can be replaced, and repeating it changes nothing.
public enum PersonDecider: Decider {
    /// Nothing is known.
    public static var initialState: PersonRegistered? { nil }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: PersonRegistered,
        in state: PersonRegistered?
    ) throws(Never) -> [AttendanceEvent] {
        state == command ? [] : [.personRegistered(command)]
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout PersonRegistered?, with event: AttendanceEvent) {
        guard case .personRegistered(let registered) = event else { return }
        state = registered
    }
}
