import Attendance
public import EventSourcing

/// How many were connected from a moment on.
public struct HeadCount: Sendable, Hashable {
    /// From when on.
    public var at: Instant
    /// How many attendees and trainers.
    public var count: Int
}

extension AttendanceSheet {
    /// How many were connected when, from the first join to the last leave: whoever came by two devices
    /// counts once, and stays whose beginning is not known do not count.
    public var headCounts: [HeadCount] {
        var changes: [Instant: Int] = [:]
        for row in rows {
            let times = TimeSet(
                row.connections.compactMap { connection in
                    connection.from.map {
                        TimeWindow(start: $0, end: connection.to ?? .distantFuture)
                    }
                }
            )
            for window in times.windows {
                changes[window.start, default: 0] += 1
                if window.end < .distantFuture { changes[window.end, default: 0] -= 1 }
            }
        }
        var count = 0
        return changes.sorted { $0.key < $1.key }.compactMap { at, change in
            guard change != 0 else { return nil }
            count += change
            return HeadCount(at: at, count: count)
        }
    }
}

extension [HeadCount] {
    /// The curve as JSON.
    public var json: JSON {
        .array(map { ["at": .time($0.at), "count": .integer(Int64($0.count))] })
    }
}
