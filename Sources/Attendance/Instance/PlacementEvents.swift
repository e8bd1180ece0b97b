public import EventSourcing

/// Somebody stated which occurrence a run belongs to, whatever its time says.
public struct InstancePlaced: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingID
    /// The run.
    public var instance: InstanceID
    /// The occurrence, by any of its names; `nil` lets its time say it again.
    ///
    /// The run's own name sets it apart from all others.
    public var occurrence: OccurrenceID?
    /// Why.
    public var reason: Personal<String>

    /// Creates the event.
    public init(
        meeting: MeetingID,
        instance: InstanceID,
        occurrence: OccurrenceID?,
        reason: Personal<String>
    ) {
        self.meeting = meeting
        self.instance = instance
        self.occurrence = occurrence
        self.reason = reason
    }
}

/// The rules of where a run belongs: the last statement holds.
public enum PlacementDecider: Decider {
    /// Nothing is stated.
    public static var initialState: OccurrenceID? { nil }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: InstancePlaced,
        in state: OccurrenceID?
    ) throws(Never) -> [AttendanceEvent] {
        state == command.occurrence ? [] : [.instancePlaced(command)]
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout OccurrenceID?, with event: AttendanceEvent) {
        guard case .instancePlaced(let placed) = event else { return }
        state = placed.occurrence
    }
}
