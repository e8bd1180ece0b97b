public import EventSourcing

/// One planned date of a recurring meeting.
public struct ZoomOccurrence: Sendable, Hashable {
    /// Zoom's name for it, usually its first planned start in milliseconds.
    public var id: String
    /// The planned start.
    public var startTime: Instant?
    /// The planned length.
    public var durationMinutes: Int64?
    /// `available` or `deleted`.
    public var status: String?

    /// Reads one occurrence; `nil` without an id.
    public init?(json: JSON) {
        guard let id = json.text("occurrence_id") else { return nil }
        self.id = id
        self.startTime = json.instant("start_time")
        self.durationMinutes = json.count("duration")
        self.status = json.text("status")
    }
}

/// By which rule a meeting recurs (Zoom API, *Create a meeting*: `recurrence`).
public struct ZoomRecurrence: Sendable, Hashable {
    /// 1 daily, 2 weekly, 3 monthly.
    public var type: Int64?
    /// Every how many days, weeks or months.
    public var interval: Int64?
    /// Week days as `1,3,5`, 1 being Sunday.
    public var weeklyDays: String?
    /// Day of the month.
    public var monthlyDay: Int64?
    /// Week of the month; −1 is the last.
    public var monthlyWeek: Int64?
    /// Day of that week, 1 being Sunday.
    public var monthlyWeekDay: Int64?
    /// After how many occurrences it ends.
    public var endTimes: Int64?
    /// When it ends.
    public var endDateTime: Instant?

    /// Creates a rule that does not end.
    public init(type: Int64, interval: Int64) {
        self.type = type
        self.interval = interval
    }

    /// Reads a rule; `nil` for anything but an object.
    public init?(json: JSON) {
        guard case .object = json else { return nil }
        self.type = json.count("type")
        self.interval = json.count("repeat_interval")
        self.weeklyDays = json.text("weekly_days")
        self.monthlyDay = json.count("monthly_day")
        self.monthlyWeek = json.count("monthly_week")
        self.monthlyWeekDay = json.count("monthly_week_day")
        self.endTimes = json.count("end_times")
        self.endDateTime = json.instant("end_date_time")
    }
}
