import EventSourcing
import ZoomAPI

/// The dates a recurrence makes (Zoom API, *Create a meeting*: `recurrence`).
struct Recurrence {
    /// Zoom makes no more occurrences than this.
    static let occurrencesMax = 60

    let rule: ZoomRecurrence

    /// The planned starts, the first being the start itself or the first day that fits after it; the
    /// time of day stays the same on the clocks of the zone.
    func starts(from start: Instant, in zone: ZoneRules) -> [Instant] {
        let wall = zone.wallTime(of: start)
        let limit = min(Int(rule.endTimes ?? Int64(Self.occurrencesMax)), Self.occurrencesMax)
        var starts: [Instant] = []
        // Ten years of days are more than 60 of any rule.
        for offset in 0..<3660 where starts.count < limit {
            let date = CivilDate(daysSinceEpoch: wall.date.daysSinceEpoch + offset)
            guard fits(date, first: wall.date),
                let time = zone.firstInstant(reaching: date, secondOfDay: wall.secondOfDay)
            else { continue }
            if let end = rule.endDateTime, time > end { break }
            starts.append(time)
        }
        return starts
    }

    private func fits(_ date: CivilDate, first: CivilDate) -> Bool {
        let every = Int(max(1, rule.interval ?? 1))
        switch rule.type {
        case 2:
            let weeks = (date.sundayIndex - first.sundayIndex) / 7
            let days = (rule.weeklyDays ?? "\(first.weekday)").split(separator: ",")
                .compactMap { Int($0.filter(\.isNumber)) }
            return weeks.isMultiple(of: every) && days.contains(date.weekday)
        case 3:
            let (year, month, day) = date.components
            let months = (year - first.components.year) * 12 + month - first.components.month
            guard months.isMultiple(of: every) else { return false }
            if let week = rule.monthlyWeek, let weekday = rule.monthlyWeekDay {
                guard date.weekday == Int(weekday) else { return false }
                let next = CivilDate(daysSinceEpoch: date.daysSinceEpoch + 7)
                return week == -1
                    ? next.components.month != month : (day - 1) / 7 + 1 == Int(week)
            }
            return day == Int(rule.monthlyDay ?? Int64(first.components.day))
        default:
            return (date.daysSinceEpoch - first.daysSinceEpoch).isMultiple(of: every)
        }
    }
}

extension CivilDate {
    /// The day of the week, Sunday being 1, as Zoom counts.
    var weekday: Int { (daysSinceEpoch % 7 + 11) % 7 + 1 }

    /// The Sunday of the week, in days since 1970.
    fileprivate var sundayIndex: Int { daysSinceEpoch - (weekday - 1) }
}
