import Attendance
import EventSourcing
import Projections

/// The time a sheet is about, ready to draw on it who was connected when, one lane a person.
struct Timeline {
    /// A stay, clipped to the span.
    struct Stay: Hashable {
        var window: TimeWindow
        /// Whether both ends were told as they happened.
        var isTold: Bool
    }

    /// One person's.
    struct Lane {
        var row: AttendanceSheet.Row
        var stays: [Stay]
        /// When they signed.
        var signings: [Instant]

        /// Draws up the lane of a row.
        init(of row: AttendanceSheet.Row, knownAt known: Instant?) {
            self.row = row
            stays = row.connections.compactMap { $0.stay(knownAt: known) }
            signings = row.signatures.map(\.signedAt)
        }
    }

    /// A mark of the clock.
    struct Tick {
        var at: Instant
        /// As `09:00`.
        var label: String
    }

    let span: TimeWindow
    let ticks: [Tick]

    /// Draws up the timeline of a sheet; `nil` where nobody is known to have been connected.
    ///
    /// - Parameters:
    ///   - sheet: The sheet.
    ///   - known: Until when anything is known: where those end who are still connected.
    ///   - zone: Whose clock the marks show.
    init?(of sheet: AttendanceSheet, knownAt known: Instant?, in zone: ZoneRules) {
        let told = sheet.rows.flatMap(\.connections).compactMap { $0.window(knownAt: known) }
        guard let first = told.map(\.start).min(), let last = told.map(\.end).max() else {
            return nil
        }
        let asked =
            sheet.occurrence.slots.map(\.window)
            + [sheet.occurrence.planned].compactMap { $0 }
        let start = asked.map(\.start).reduce(first, min)
        let end = asked.map(\.end).reduce(last, max)
        let length = max(60, start.seconds(to: end))
        let step = Self.steps.first { length / $0 < Self.ticksMax } ?? length
        // Marks stand where clocks show them, also where a zone is not whole hours from another.
        let offset = Int64(zone.offsetSeconds(at: start))
        let begin = Self.floor(start.seconds + offset, to: step) - offset
        let count = (start.advanced(bySeconds: length).seconds - begin + step - 1) / step
        span = TimeWindow(
            start: Instant(seconds: begin),
            end: Instant(seconds: begin + count * step)
        )
        ticks = (0...count).map { number in
            let at = Instant(seconds: begin + number * step)
            return Tick(at: at, label: zone.wallTime(of: at).hourAndMinute)
        }
    }

    /// How far a moment is through the span, from 0 to 1.
    func share(_ instant: Instant) -> Double {
        let share = Double(span.start.seconds(to: instant)) / Double(max(1, span.seconds))
        return min(max(0, share), 1)
    }

    /// How far apart marks may be, in seconds.
    private static let steps: [Int64] = [
        300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800,
    ]
    private static let ticksMax: Int64 = 11

    private static func floor(_ value: Int64, to step: Int64) -> Int64 {
        let rest = value % step
        return value - (rest < 0 ? rest + step : rest)
    }
}

extension AttendanceSheet.Connection {
    /// From when to when, as far as it is known; `nil` where neither is.
    fileprivate func window(knownAt known: Instant?) -> TimeWindow? {
        guard let begin = from ?? to else { return nil }
        let end = to ?? known ?? begin
        return TimeWindow(start: begin, end: max(begin, end))
    }

    fileprivate func stay(knownAt known: Instant?) -> Timeline.Stay? {
        window(knownAt: known).map { window in
            Timeline.Stay(
                window: window,
                isTold: source == .live && from != nil && !endInferred && !isEndUnknown
            )
        }
    }
}
