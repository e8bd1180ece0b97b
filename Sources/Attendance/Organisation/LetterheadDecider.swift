public import EventSourcing

/// The rules of the organisation's letterhead: of each part, the last one given counts.
public enum LetterheadDecider: Decider {
    /// What is to be changed; the other part stays.
    public enum Command: Sendable, Hashable {
        /// Carries the logo whose file has a digest, or none.
        case carryLogo(SHA256Digest?)
        /// Carries lines such as a registration number, or none.
        case carryLines([String])
    }

    /// Nothing but the name.
    public static var initialState: LetterheadSet { LetterheadSet() }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: Command,
        in state: LetterheadSet
    ) throws(Never) -> [AttendanceEvent] {
        var set = state
        switch command {
        case .carryLogo(let logo): set.logo = logo
        case .carryLines(let lines): set.lines = lines
        }
        return set == state ? [] : [.letterheadSet(set)]
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout LetterheadSet, with event: AttendanceEvent) {
        guard case .letterheadSet(let set) = event else { return }
        state = set
    }
}
