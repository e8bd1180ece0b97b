public import EventSourcing

/// A date and time as a file of the portal shows it: by the clock of whoever fetched the file, in a
/// zone that the file does not name (Zoom portal, measured).
public struct PortalTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The day.
    public let date: CivilDate
    /// Seconds since midnight on the wall clock, 0…86 399.
    public let secondOfDay: Int

    /// Creates a time; `nil` when there is no such second in a day.
    /// - Parameters:
    ///   - date: The day.
    ///   - secondOfDay: Seconds since midnight on the wall clock.
    public init?(date: CivilDate, secondOfDay: Int) {
        guard (0..<86_400).contains(secondOfDay) else { return nil }
        self.date = date
        self.secondOfDay = secondOfDay
    }

    /// The year, 1…9999.
    public var year: Int { date.components.year }
    /// The month, 1…12.
    public var month: Int { date.components.month }
    /// The day of the month, 1…31.
    public var day: Int { date.components.day }
    /// The hour, 0…23.
    public var hour: Int { secondOfDay / 3600 }
    /// The minute, 0…59.
    public var minute: Int { secondOfDay / 60 % 60 }
    /// The second, 0…59.
    public var second: Int { secondOfDay % 60 }

    /// `2026-03-09T08:30:00`: ISO 8601 without a zone.
    public var description: String {
        "\(date)T\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(second))"
    }

    /// What the clock shows earlier comes first; in the hour that is repeated when clocks are set
    /// back that need not be what happened first.
    public static func < (left: PortalTime, right: PortalTime) -> Bool {
        (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
    }

    /// Seconds on the wall clock from this time to another; negative when that is earlier.
    func seconds(to other: PortalTime) -> Int {
        (other.date.daysSinceEpoch - date.daysSinceEpoch) * 86_400 + other.secondOfDay
            - secondOfDay
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// How a date such as `02/03/2024` is meant.
public enum PortalDateOrder: String, Sendable, Hashable, CaseIterable {
    /// 3 February, as Zoom writes it by default.
    case monthFirst = "MM/DD"
    /// 2 March, as other account settings and spreadsheets write it.
    case dayFirst = "DD/MM"
}
