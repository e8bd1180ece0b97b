public import EventSourcing

/// What people may decide about the dates of one meeting.
public enum ScheduleCommand: Sendable, Hashable {
    /// Plan an occurrence, or plan it anew, at a moment.
    case schedule(OccurrenceScheduled, now: Instant)
    /// Cancel one, at a moment.
    case cancel(OccurrenceCancelled, now: Instant)
}

/// What was planned of one meeting, as far as decisions need it.
public struct ScheduleState: Sendable, Hashable {
    /// The dates that stand.
    public var planned: [OccurrenceID: OccurrenceScheduled] = [:]
    /// Those that were cancelled.
    public var cancelled: Set<OccurrenceID> = []

    /// Nothing is planned.
    public init() {}
}

/// Why a date was not planned.
public enum ScheduleRejection: Error, Sendable, Hashable {
    /// It ends before it starts, or lasts longer than any meeting can.
    case lengthImpossible
    /// Another planned occurrence of the meeting has part of the time.
    case overlaps(OccurrenceID)
    /// It has begun: what happened is corrected, not planned anew.
    case hasBegun(Instant)
    /// No such occurrence was planned.
    case unknown(OccurrenceID)
}

/// The rules of a meeting's dates.
public enum ScheduleDecider: Decider {
    /// The longest a meeting at Zoom can last, in seconds: 30 hours.
    public static let secondsMax: Int64 = 30 * 3600

    /// Nothing is planned.
    public static var initialState: ScheduleState { ScheduleState() }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: ScheduleCommand,
        in state: ScheduleState
    ) throws(ScheduleRejection) -> [AttendanceEvent] {
        switch command {
        case .schedule(let event, let now):
            return try schedule(event, now: now, in: state)
        case .cancel(let event, let now):
            if state.cancelled.contains(event.occurrence) { return [] }
            guard let known = state.planned[event.occurrence] else {
                throw .unknown(event.occurrence)
            }
            guard now < known.time.window.start else { throw .hasBegun(known.time.window.start) }
            return [.occurrenceCancelled(event)]
        }
    }

    private static func schedule(
        _ event: OccurrenceScheduled,
        now: Instant,
        in state: ScheduleState
    ) throws(ScheduleRejection) -> [AttendanceEvent] {
        let window = event.time.window
        guard (1...secondsMax).contains(window.seconds) else { throw .lengthImpossible }
        if let known = state.planned[event.occurrence] {
            guard known.time != event.time || known.pack != event.pack else { return [] }
            guard now < known.time.window.start else { throw .hasBegun(known.time.window.start) }
        }
        // What has begun is not agreed afterwards.
        guard now < window.start else { throw .hasBegun(window.start) }
        let others = state.planned.values.filter { $0.occurrence != event.occurrence }
            .sorted { $0.occurrence < $1.occurrence }
        let overlapping = others.first { $0.time.window.intersection(window) != nil }
        if let overlapping { throw .overlaps(overlapping.occurrence) }
        return [.occurrenceScheduled(event)]
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(
        _ state: inout ScheduleState,
        with event: AttendanceEvent
    ) {
        switch event {
        case .occurrenceScheduled(let scheduled):
            state.planned[scheduled.occurrence] = scheduled
            state.cancelled.remove(scheduled.occurrence)
        case .occurrenceCancelled(let cancelled):
            state.planned[cancelled.occurrence] = nil
            state.cancelled.insert(cancelled.occurrence)
        default: break
        }
    }
}
