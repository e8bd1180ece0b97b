import Attendance
import EventSourcing
import MeetingManagement
import Projections

/// When an occurrence is, as people read it: `Mon 9 March 2026, 10:30–13:30 (Europe/Paris, +01:00)`.
struct OccurrenceTime {
    let text: String

    /// The planned time, else the actual one.
    init(_ occurrence: AttendanceSheet.OccurrenceLine) {
        guard let start = occurrence.planned?.start ?? occurrence.actualStart else {
            text = "time not known"
            return
        }
        let zone = ZoneRules.system(named: occurrence.zone, around: start)
        if let planned = occurrence.planned {
            text = Self.text(of: planned, in: zone)
        } else if let end = occurrence.actualEnd {
            text = Self.text(of: TimeWindow(start: start, end: end), in: zone)
        } else {
            text = Self.text(of: start, in: zone)
        }
    }

    static func text(of window: TimeWindow, in zone: ZoneRules) -> String {
        let (start, end) = (zone.wallTime(of: window.start), zone.wallTime(of: window.end))
        let until = start.date == end.date ? "" : date(end.date) + ", "
        return "\(date(start.date)), \(start.hourAndMinute)–\(until)\(end.hourAndMinute) "
            + "(\(zone.identifier), \(zone.offsetText(at: window.start)))"
    }

    static func text(of instant: Instant, in zone: ZoneRules) -> String {
        let time = zone.wallTime(of: instant)
        return "\(date(time.date)), \(time.hourAndMinute) "
            + "(\(zone.identifier), \(zone.offsetText(at: instant)))"
    }

    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    private static func date(_ date: CivilDate) -> String {
        // 1970-01-01 was a Thursday.
        let day = days[((date.daysSinceEpoch % 7) + 7) % 7]
        let (year, month, dayOfMonth) = date.components
        return "\(day) \(dayOfMonth) \(months[month - 1]) \(year)"
    }
}

extension SlotID {
    /// The slot's name as people read it: `Morning`.
    var title: String { text.prefix(1).uppercased() + text.dropFirst() }
}

extension SheetProvenance {
    /// Where the sheet stands, in words.
    var stateText: String {
        switch state {
        case .provisional: "provisional"
        case .closed: "revision \(revision) closed"
        case .amended: "amended since revision \(revision)"
        }
    }
}
