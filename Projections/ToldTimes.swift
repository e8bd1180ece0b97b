import Attendance
import EventSourcing

/// The times of all connections, each once: a row of a portal's file that has just the time of one is
/// about it, whoever that was.
struct ToldTimes {
    /// How far apart two times may be and still be one, in seconds.
    private static let secondsApartMax: Int64 = 5

    private var windows: [TimeWindow]

    /// Takes every piece of every stay: the portal has a row for each join and hop too.
    init(of runs: [SheetAssembly.Run]) {
        windows = runs.flatMap { run in
            run.participants.values.flatMap { $0.windows(in: run.ledger) }
        }
        .sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    /// The rows, each marked where a connection has its time.
    ///
    /// No connection accounts for two; where more rows have one time than connections, nobody can tell
    /// which are told of, and all of them stay open.
    func marking(
        _ lines: [AttendanceSheet.ListedLine]
    ) -> [AttendanceSheet.ListedLine] {
        var rest = self
        var lines = lines
        var untold: [TimeWindow] = []
        for index in lines.indices {
            guard let time = lines[index].window else { continue }
            lines[index].isTold = rest.take(time)
            if !lines[index].isTold { untold.append(time) }
        }
        for index in lines.indices where lines[index].isTold {
            guard let time = lines[index].window else { continue }
            lines[index].isTold = !untold.contains { Self.isOne($0, time) }
        }
        return lines
    }

    private mutating func take(_ time: TimeWindow) -> Bool {
        guard let place = windows.firstIndex(where: { Self.isOne($0, time) }) else { return false }
        windows.remove(at: place)
        return true
    }

    private static func isOne(_ left: TimeWindow, _ right: TimeWindow) -> Bool {
        abs(left.start.seconds(to: right.start)) <= secondsApartMax
            && abs(left.end.seconds(to: right.end)) <= secondsApartMax
    }
}

extension AttendanceSheet.ListedLine {
    /// The time, where the file has both ends.
    fileprivate var window: TimeWindow? {
        guard let from, let to else { return nil }
        return TimeWindow(start: from, end: to)
    }
}
