public import EventSourcing

/// By which rule a meeting recurs at fixed times, as Zoom knows them (Zoom API, *Create a meeting*:
/// `recurrence`).
public struct RecurrenceRule: Sendable, Hashable {
    /// On which days.
    public enum Days: Sendable, Hashable {
        /// Every day.
        case daily
        /// On some days of the week, 1 being Sunday.
        case weekly(on: [Int64])
        /// On a day of the month.
        case monthly(onDay: Int64)
        /// On a day of a week of the month, 1 being Sunday; the week −1 is the last.
        case monthlyInWeek(Int64, onDay: Int64)
    }

    /// Zoom makes no more occurrences of a meeting than this.
    public static let datesMax = 60

    /// On which days.
    public var days: Days
    /// Every how many days, weeks or months.
    public var every: Int64
    /// How many dates there are.
    public var count: Int64

    /// Creates a rule.
    public init(_ days: Days, every: Int64 = 1, count: Int64) {
        self.days = days
        self.every = every
        self.count = count
    }

    /// What of it Zoom would refuse; `nil` where it takes it.
    public var fault: String? {
        guard (1...Int64(Self.datesMax)).contains(count) else {
            return "a series has 1 to \(Self.datesMax) dates"
        }
        guard (1...everyMax).contains(every) else {
            return "a series recurs at most every 90 days, 12 weeks or 3 months"
        }
        switch days {
        case .daily: return nil
        case .weekly(let days):
            let areDays = !days.isEmpty && days.allSatisfy { (1...7).contains($0) }
            return areDays ? nil : "a weekly series needs days of the week"
        case .monthly(let day):
            return (1...31).contains(day) ? nil : "a month has the days 1 to 31"
        case .monthlyInWeek(let week, let day):
            return [-1, 1, 2, 3, 4].contains(week) && (1...7).contains(day)
                ? nil : "a month has the weeks 1 to 4 and the last, each with seven days"
        }
    }

    private var everyMax: Int64 {
        switch days {
        case .daily: 90
        case .weekly: 12
        case .monthly, .monthlyInWeek: 3
        }
    }

    /// The days it falls on.
    ///
    /// Weeks begin on Sunday, as Zoom counts them; a month that lacks the day is passed over.
    /// - Parameter first: The day to begin at.
    /// - Returns: the days, in order, the first being that day only where it is one of the rule's.
    public func dates(from first: CivilDate) -> [CivilDate] {
        guard fault == nil else { return [] }
        var dates: [CivilDate] = []
        // Sixty of every 90 days, or of the 31st of every third month, lie within 16 years.
        for offset in 0..<(16 * 366) where dates.count < count {
            let date = CivilDate(daysSinceEpoch: first.daysSinceEpoch + offset)
            if holds(on: date, from: first) { dates.append(date) }
        }
        return dates
    }

    private func holds(on date: CivilDate, from first: CivilDate) -> Bool {
        switch days {
        case .daily:
            return (date.daysSinceEpoch - first.daysSinceEpoch) % Int(every) == 0
        case .weekly(let days):
            let weeks = (date.sunday - first.sunday) / 7
            return weeks % Int(every) == 0 && days.contains(date.weekday)
        case .monthly(let day):
            return isMonth(of: date, from: first) && date.components.day == Int(day)
        case .monthlyInWeek(let week, let day):
            guard isMonth(of: date, from: first), date.weekday == day else { return false }
            let next = CivilDate(daysSinceEpoch: date.daysSinceEpoch + 7)
            return week == -1
                ? next.components.month != date.components.month
                : (date.components.day - 1) / 7 + 1 == Int(week)
        }
    }

    private func isMonth(of date: CivilDate, from first: CivilDate) -> Bool {
        let (from, to) = (first.components, date.components)
        return ((to.year - from.year) * 12 + to.month - from.month) % Int(every) == 0
    }
}

extension CivilDate {
    /// The day of the week, 1 being Sunday.
    fileprivate var weekday: Int64 { Int64(daysSinceEpoch - sunday + 1) }

    /// The Sunday it follows or is, in days since 1970-01-01, which was a Thursday.
    fileprivate var sunday: Int {
        let sinceSunday = (daysSinceEpoch + 4) % 7
        return daysSinceEpoch - (sinceSunday < 0 ? sinceSunday + 7 : sinceSunday)
    }
}
