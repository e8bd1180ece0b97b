public import Attendance
public import EventSourcing

/// When the receiver of Zoom's deliveries ran.
///
/// No interruption is bridged, however short: whether what failed in it came again is not known, and a
/// receiver that refused everything in between would look the same.
public struct ReceiverRegister: Projection {
    /// The times it ran, each from a start to its end; while it runs there is no end.
    private(set) var windows: [TimeWindow] = []
    private(set) var since: Instant?

    /// It never ran.
    public init() {}

    /// Whether it ran all through a time.
    func ran(from start: Instant, to end: Instant) -> Bool {
        if let since, since <= start { return true }
        return windows.contains { $0.start <= start && end <= $0.end }
    }

    /// Whether it runs now, as far as the log tells.
    public var isRunning: Bool { since != nil }

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        switch recorded.event {
        case .receiverStarted(let started):
            since = started.at
        case .receiverStopped(let stopped):
            if let since { windows.append(TimeWindow(start: since, end: stopped.at)) }
            since = nil
        default: break
        }
    }
}
