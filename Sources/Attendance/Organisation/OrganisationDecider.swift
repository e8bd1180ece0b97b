public import EventSourcing

/// The rules of the organisation's name: the last one given counts.
public enum OrganisationDecider: Decider {
    /// Nothing is known.
    public static var initialState: String? { nil }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: OrganisationNamed,
        in state: String?
    ) throws(Never) -> [AttendanceEvent] {
        state == command.name ? [] : [.organisationNamed(command)]
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout String?, with event: AttendanceEvent) {
        guard case .organisationNamed(let named) = event else { return }
        state = named.name
    }
}
