import Attendance
import EventSourcing

/// Writes moments as a sheet prints them: wall clock of one zone, 24 hours.
struct SheetClock {
    let zone: ZoneRules
    let words: SheetWords

    /// `Monday 9 March 2026`.
    func longDate(_ instant: Instant) -> String {
        let date = zone.wallTime(of: instant).date
        let (year, month, day) = date.components
        // 1970-01-01 was a Thursday.
        let weekday = ((date.daysSinceEpoch + 3) % 7 + 7) % 7
        return "\(words.weekdays[weekday]) \(day) \(words.months[month - 1]) \(year)"
    }

    /// `9 March`.
    func shortDate(_ date: CivilDate) -> String {
        let (_, month, day) = date.components
        return "\(day) \(words.months[month - 1])"
    }

    /// `08:30`.
    func time(_ instant: Instant) -> String { zone.wallTime(of: instant).hourAndMinute }

    /// `08:30`, and the date where it is another than the sheet's.
    func time(_ instant: Instant, on day: CivilDate?) -> String {
        let civil = zone.wallTime(of: instant)
        guard let day, civil.date != day else { return civil.hourAndMinute }
        return "\(civil.hourAndMinute)\n\(shortDate(civil.date))"
    }

    /// `09:00–17:00`, with the date of the end where it is another.
    func range(_ start: Instant, _ end: Instant) -> String {
        let (from, to) = (zone.wallTime(of: start), zone.wallTime(of: end))
        let day = from.date == to.date ? "" : " " + shortDate(to.date)
        return "\(from.hourAndMinute)–\(to.hourAndMinute)\(day)"
    }

    /// `2026-03-09 08:30:12 +01:00`.
    func exact(_ instant: Instant) -> String {
        let civil = zone.wallTime(of: instant)
        return "\(civil.date) \(civil.time) \(zone.offsetText(at: instant))"
    }

    /// `Europe/Paris, UTC+01:00`; both offsets where the clocks change in between.
    func zoneText(from start: Instant?, to end: Instant?) -> String {
        guard let start else { return zone.identifier }
        let first = zone.offsetText(at: start)
        let last = zone.offsetText(at: end ?? start)
        let offsets = first == last ? first : "\(first) → UTC\(last)"
        return "\(zone.identifier), UTC\(offsets)"
    }

    /// `3:02`, rounded down to minutes.
    func hours(_ seconds: Int64) -> String {
        let minutes = seconds / 60
        return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
    }
}
