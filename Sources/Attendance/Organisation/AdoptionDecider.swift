public import EventSourcing

/// The rules of the organisation's own rule pack: the last one adopted for a time holds.
public enum AdoptionDecider: Decider {
    /// Nothing is adopted.
    public static var initialState: [Instant: RulePack] { [:] }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: RulePackAdopted,
        in state: [Instant: RulePack]
    ) throws(Never) -> [AttendanceEvent] {
        state[command.from] == command.pack ? [] : [.rulePackAdopted(command)]
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout [Instant: RulePack], with event: AttendanceEvent) {
        guard case .rulePackAdopted(let adopted) = event else { return }
        state[adopted.from] = adopted.pack
    }
}
