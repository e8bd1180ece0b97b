/// A day of the proleptic Gregorian calendar (ISO 8601-1, 5.2.2).
public struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01; negative before it.
    public let daysSinceEpoch: Int

    /// Creates the date that lies a number of days after 1970-01-01.
    public init(daysSinceEpoch: Int) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// Creates a date, or `nil` when there is no such day in years 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        // Days from civil, counted in 400-year eras that start in March (Howard Hinnant, 2013).
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.daysSinceEpoch = era * 146_097 + dayOfEra - 719_468
        guard components == (year, month, day) else { return nil }
    }

    /// Reads `2026-03-09`; `nil` for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 10, let instant = Instant(text + "T00:00:00Z") else { return nil }
        self = CivilTime(instant).date
    }

    /// Year, month 1…12 and day 1…31.
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// ISO 8601 calendar date: `2026-03-09`.
    public var description: String {
        let (year, month, day) = components
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    /// The earlier comes first.
    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }
}

/// A date and a time of day as a wall clock shows them, without saying in which zone.
public struct CivilTime: Sendable, Hashable {
    /// The day.
    public let date: CivilDate
    /// Seconds since midnight on the wall clock, 0…86 399.
    public let secondOfDay: Int

    /// What a clock shows at an instant when it runs a number of seconds ahead of UTC.
    public init(_ instant: Instant, offsetSeconds: Int = 0) {
        let seconds = instant.seconds + Int64(offsetSeconds)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        self.date = CivilDate(daysSinceEpoch: Int(days))
        self.secondOfDay = Int(seconds - days * 86_400)
    }

    /// `08:30:00`.
    public var time: String { "\(hourAndMinute):\(padded(secondOfDay % 60, to: 2))" }

    /// `08:30`.
    public var hourAndMinute: String {
        "\(padded(secondOfDay / 3600, to: 2)):\(padded(secondOfDay / 60 % 60, to: 2))"
    }
}

func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
