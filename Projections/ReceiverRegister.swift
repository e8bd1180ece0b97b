public import Attendance
public import EventSourcing

/// When the receiver of Zoom's deliveries ran.
public struct ReceiverRegister: Projection {
    /// How long it may have been down in between: Zoom tries again 5 and 25 minutes after a delivery
    /// that found nobody, in seconds.
    private static let bridgedSecondsMax: Int64 = 20 * 60

    private var windows: [TimeWindow] = []
    private var since: Instant?

    /// It never ran.
    public init() {}

    /// When it ran, short interruptions bridged: whatever failed in them came a little later.
    ///
    /// While it runs there is no end to that.
    var times: TimeSet {
        var windows = windows
        if let since { windows.append(TimeWindow(start: since, end: .distantFuture)) }
        var bridged: [TimeWindow] = []
        for window in windows.sorted(by: { $0.start < $1.start }) {
            if let last = bridged.last,
                window.start <= last.end
                    || last.end.seconds(to: window.start) <= Self.bridgedSecondsMax
            {
                bridged[bridged.count - 1].end = max(last.end, window.end)
            } else {
                bridged.append(window)
            }
        }
        return TimeSet(bridged)
    }

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
