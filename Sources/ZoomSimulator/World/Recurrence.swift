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
        var starts: [Instant] = []
        // 50 years of days are 60 of the rule with the greatest steps, ten months.
        for offset in 0..<18_300 where starts.count < count {
            let date = CivilDate(daysSinceEpoch: wall.date.daysSinceEpoch + offset)
            guard fits(date, first: wall.date),
                let time = zone.firstInstant(reaching: date, secondOfDay: wall.secondOfDay)
            else { continue }
            if let end = rule.endDateTime, time > end { break }
            starts.append(time)
        }
        return starts
    }

    /// How many there are at most: one where nothing is said of the end, as many as there can be for 0.
    private var count: Int {
        let said = rule.endTimes ?? (rule.endDateTime == nil ? 1 : 0)
        return said <= 0 ? Self.occurrencesMax : min(Int(clamping: said), Self.occurrencesMax)
    }

    /// The member of a rule that Zoom would refuse, if there is one.
    static func fault(in json: JSON, of kind: ZoomMeetingKind) -> String? {
        let isMeeting = kind == .meeting
        let intervals: [Int64: Int64] =
            isMeeting ? [1: 99, 2: 50, 3: 10] : [1: 90, 2: 12, 3: 3]
        guard let type = json.count("type"), let intervalMax = intervals[type] else {
            return "type"
        }
        func isOutside(_ name: String, _ range: ClosedRange<Int64>) -> Bool {
            json.count(name).map { !range.contains($0) } ?? false
        }
        let days = (json.text("weekly_days") ?? "1").split(separator: ",").map { Int($0) ?? 0 }
        let faults = [
            "repeat_interval": isOutside("repeat_interval", 1...intervalMax),
            "end_times": isOutside("end_times", 0...Int64(occurrencesMax)),
            "monthly_day": isOutside("monthly_day", 1...31),
            "monthly_week": isOutside("monthly_week", -1...4) || json.count("monthly_week") == 0,
            "monthly_week_day": isOutside("monthly_week_day", 1...7),
            "weekly_days": !days.allSatisfy { (1...7).contains($0) },
            "end_date_time": json["end_date_time"] != nil && json["end_times"] != nil,
        ]
        return faults.filter(\.value).keys.min()
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
