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

extension TimeWindow {
    /// The seconds covered by at least one of some windows: overlaps count once.
    public static func unionSeconds(_ windows: [TimeWindow]) -> Int64 {
        var total: Int64 = 0
        var covered: TimeWindow?
        for window in windows.sorted(by: { $0.start < $1.start }) {
            guard let current = covered else {
                covered = window
                continue
            }
            if window.start <= current.end {
                covered = TimeWindow(start: current.start, end: max(current.end, window.end))
            } else {
                total += current.seconds
                covered = window
            }
        }
        return total + (covered?.seconds ?? 0)
    }
}
