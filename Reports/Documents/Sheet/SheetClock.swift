import Attendance
import EventSourcing

/// Writes moments as a sheet prints them: wall clock of one zone, 24 hours.
struct SheetClock {
    let zone: ZoneRules
    let messages: Messages

    /// `Monday 9 March 2026`.
    func longDate(_ instant: Instant) -> String {
        messages.text(of: zone.wallTime(of: instant).date)
    }

    /// `08:30`, and the date where it is another than the sheet's.
    func time(_ instant: Instant, on day: CivilDate?) -> String {
        let civil = zone.wallTime(of: instant)
        guard let day, civil.date != day else { return civil.hourAndMinute }
        return "\(civil.hourAndMinute)\n\(messages.shortText(of: civil.date))"
    }

    /// `09:00–17:00`, with the date of the end where it is another.
    func range(_ window: TimeWindow) -> String { span(window.start, window.end) }

    /// A stretch of which either end may be unknown.
    func span(_ start: Instant?, _ end: Instant?) -> String {
        messages.range(from: start, to: end, in: zone) ?? messages.text("sheet.not_told")
    }

    /// `08:30:12`.
    func second(_ instant: Instant) -> String { zone.wallTime(of: instant).time }

    /// `2026-03-09 08:30:12 +01:00`.
    func exact(_ instant: Instant) -> String {
        let civil = zone.wallTime(of: instant)
        return messages.leftToRight("\(civil.date) \(civil.time) \(zone.offsetText(at: instant))")
    }

    /// `Europe/Paris, UTC+01:00`; both offsets where the clocks change in between.
    func zoneText(from start: Instant?, to end: Instant?) -> String {
        guard let start else { return zone.identifier }
        let first = zone.offsetText(at: start)
        let last = zone.offsetText(at: end ?? start)
        let offsets = first == last ? first : "\(first) → UTC\(last)"
        return "\(zone.identifier), UTC\(offsets)"
    }

    /// `3:02 h`, rounded down to minutes.
    func hours(_ seconds: Int64) -> String {
        let minutes = seconds / 60
        let hours = "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
        return messages.text("sheet.hours", ["hours": hours])
    }
}
