import EventSourcing

/// Stretches of time, put together and taken away: windows in order, of which no two overlap or touch.
public struct TimeSet: Sendable, Hashable {
    /// The windows, by start; none is empty.
    public private(set) var windows: [TimeWindow] = []

    /// No time.
    public init() {}

    /// The time that is in at least one of some windows.
    public init(_ windows: some Sequence<TimeWindow>) {
        for window in windows.sorted(by: { $0.start < $1.start }) { append(window) }
    }

    /// Whole seconds: overlaps count once.
    public var seconds: Int64 { windows.reduce(0) { $0 + $1.seconds } }

    /// Adds a window.
    public mutating func formUnion(_ window: TimeWindow) {
        self = TimeSet(windows + [window])
    }

    /// Takes a window away.
    public mutating func subtract(_ window: TimeWindow) {
        guard window.start < window.end else { return }
        windows = windows.flatMap { known in
            [
                TimeWindow(start: known.start, end: min(known.end, window.start)),
                TimeWindow(start: max(known.start, window.end), end: known.end),
            ]
            .filter { $0.start < $0.end }
        }
    }

    /// What of it lies in a window.
    public func clipped(to window: TimeWindow) -> TimeSet {
        TimeSet(windows.compactMap { $0.intersection(window) })
    }

    /// What two sets share.
    public func intersection(_ other: TimeSet) -> TimeSet {
        var shared: [TimeWindow] = []
        var (mine, theirs) = (windows[...], other.windows[...])
        while let left = mine.first, let right = theirs.first {
            if let both = left.intersection(right) { shared.append(both) }
            if left.end < right.end { mine.removeFirst() } else { theirs.removeFirst() }
        }
        return TimeSet(shared)
    }

    /// Takes away what another set holds.
    public mutating func subtract(_ other: TimeSet) {
        for window in other.windows { subtract(window) }
    }

    /// Adds a window that starts no earlier than the last.
    private mutating func append(_ window: TimeWindow) {
        guard window.start < window.end else { return }
        guard let last = windows.last, window.start <= last.end else {
            return windows.append(window)
        }
        windows[windows.count - 1].end = max(last.end, window.end)
    }
}
