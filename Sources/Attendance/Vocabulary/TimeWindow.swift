public import EventSourcing

/// A stretch of time: from its start up to, but not including, its end.
public struct TimeWindow: Sendable, Hashable {
    /// The first instant inside.
    public var start: Instant
    /// The first instant after it.
    public var end: Instant

    /// Creates a window; an end before the start makes it empty.
    public init(start: Instant, end: Instant) {
        self.start = start
        self.end = max(start, end)
    }

    /// The length in seconds.
    public var seconds: Int64 { start.seconds(to: end) }

    /// Whether an instant lies inside.
    public func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

    /// What two windows share; `nil` when that is nothing.
    public func intersection(_ other: TimeWindow) -> TimeWindow? {
        let start = max(start, other.start)
        let end = min(end, other.end)
        return start < end ? TimeWindow(start: start, end: end) : nil
    }
}
