import Attendance
import EventSourcing
import Projections

/// What is compared of a row of the sheet.
struct SlowRow: Hashable, CustomStringConvertible {
    var attendee: SubjectID
    var status: AttendanceStatus
    var seconds: Int64
    var share: Int?

    var description: String {
        "\(attendee), \(status.rawValue) \(seconds) s \(share.map { "\($0) %" } ?? "-")"
    }
}

extension SlowRow {
    /// What the fold says.
    init(_ row: AttendanceSheet.Row) {
        self.init(
            attendee: row.attendee,
            status: row.status,
            seconds: row.secondsPresent,
            share: row.sharePercent
        )
    }
}

/// The planned time of one attendee, looked at second by second.
struct SlowTime {
    /// How many seconds they were there.
    private(set) var count: Int64 = 0
    /// Whether people decided about every second.
    private(set) var isDecided = true

    init(of planned: TimeWindow, stays: [SlowStay], corrections: [AttendanceCorrected]) {
        for second in planned.start.seconds..<planned.end.seconds {
            var isThere = stays.contains { $0.seconds.contains(second) }
            var isDecided = false
            for correction in corrections {
                let window = correction.window
                guard window.start.seconds <= second, second < window.end.seconds else { continue }
                isThere = correction.statement == .present
                isDecided = true
            }
            if isThere { count += 1 }
            if !isDecided { self.isDecided = false }
        }
    }
}
