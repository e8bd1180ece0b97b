public import EventSourcing

/// The rules of the organisation's letterhead: the last one given counts.
public enum LetterheadDecider: Decider {
    /// Nothing but the name.
    public static var initialState: LetterheadSet { LetterheadSet() }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: LetterheadSet,
        in state: LetterheadSet
    ) throws(Never) -> [AttendanceEvent] {
        state == command ? [] : [.letterheadSet(command)]
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout LetterheadSet, with event: AttendanceEvent) {
        guard case .letterheadSet(let set) = event else { return }
        state = set
    }
}
