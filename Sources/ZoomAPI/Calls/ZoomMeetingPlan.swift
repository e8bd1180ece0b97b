public import EventSourcing

/// When a meeting is to begin.
public enum ZoomStart: Sendable, Hashable {
    /// At an instant; fractions of a second are dropped.
    case at(Instant)
    /// When clocks of a zone show a time; the zone is an IANA name.
    case wall(CivilTime, zone: String)

    /// `start_time` as Zoom takes it: with `Z`, or without for a wall clock.
    var text: String {
        switch self {
        case .at(let instant): Instant(seconds: instant.seconds).description
        case .wall(let time, _): "\(time.date)T\(time.time)"
        }
    }

    var zone: String? {
        guard case .wall(_, let zone) = self else { return nil }
        return zone
    }
}

/// What a meeting or webinar is to be: everything to create one, or what of it changes; `nil` leaves
/// what Zoom has or chooses (Zoom API, *Create a meeting*, *Create a webinar*).
public struct ZoomMeetingPlan: Sendable, Hashable {
    /// The title, at most 200 characters.
    public var topic: String?
    /// What sort of meeting; it says whether it recurs.
    public var type: ZoomMeetingType?
    /// When it begins.
    public var start: ZoomStart?
    /// How long it is planned to last.
    public var durationMinutes: Int64?
    /// What it is about, at most 2000 characters.
    public var agenda: String?
    /// The passcode, at most 10 characters.
    public var passcode: ZoomSecret?
    /// By which rule it recurs, for types with fixed times.
    public var recurrence: ZoomRecurrence?
    /// Its settings.
    public var settings = ZoomMeetingSettings()

    /// A plan that says nothing.
    public init() {}

    /// A plan for a meeting held once.
    public init(
        topic: String,
        kind: ZoomMeetingKind = .meeting,
        start: ZoomStart,
        durationMinutes: Int64
    ) {
        self.topic = topic
        self.type = kind == .webinar ? .webinar : .scheduled
        self.start = start
        self.durationMinutes = durationMinutes
    }

    /// The body by which it is sent for a kind.
    func json(for kind: ZoomMeetingKind) -> JSON {
        .members([
            "topic": topic.map(JSON.string),
            "type": type.map { .integer($0.rawValue) },
            "start_time": (start?.text).map(JSON.string),
            "timezone": (start?.zone).map(JSON.string),
            "duration": durationMinutes.map(JSON.integer),
            "agenda": agenda.map(JSON.string),
            "password": passcode.map { .string($0.revealed) },
            "recurrence": recurrence?.json,
            "settings": settings.json(for: kind),
        ])
    }

    /// Finds what Zoom would refuse; a new meeting needs more than one that is changed.
    func check(for kind: ZoomMeetingKind, isNew: Bool) throws(ZoomInputFault) {
        try ZoomInputFault.check(topic, "topic", charactersMax: 200, isNeeded: isNew)
        try ZoomInputFault.check(agenda, "agenda", charactersMax: 2000)
        try ZoomInputFault.check(passcode?.revealed, "password", charactersMax: 10)
        try ZoomInputFault.check(durationMinutes, "duration", in: 1...1440)
        if let type, type.isWebinar != (kind == .webinar) {
            throw .contradiction("type is not that of a \(kind.rawValue)")
        }
        let hasFixedTimes = [.recurringFixedTime, .webinarRecurringFixedTime].contains(type)
        if hasFixedTimes, recurrence == nil, isNew {
            throw .contradiction("a type that recurs at fixed times needs a recurrence")
        }
        if recurrence != nil, type != nil, !hasFixedTimes {
            throw .contradiction("a recurrence needs a type that recurs at fixed times")
        }
        try recurrence?.check(for: kind)
        try settings.check()
    }
}

extension ZoomRecurrence {
    /// Every so many days.
    public static func daily(every days: Int64 = 1) -> ZoomRecurrence {
        ZoomRecurrence(type: 1, interval: days)
    }

    /// Every so many weeks on some days, 1 being Sunday.
    public static func weekly(on days: [Int], every weeks: Int64 = 1) -> ZoomRecurrence {
        var recurrence = ZoomRecurrence(type: 2, interval: weeks)
        recurrence.weeklyDays = days.map(String.init).joined(separator: ",")
        return recurrence
    }

    /// Every so many months on a day of the month.
    public static func monthly(onDay day: Int64, every months: Int64 = 1) -> ZoomRecurrence {
        var recurrence = ZoomRecurrence(type: 3, interval: months)
        recurrence.monthlyDay = day
        return recurrence
    }

    /// Every so many months on a day of a week of the month; −1 is the last week, 1 Sunday.
    public static func monthly(
        onDay day: Int64,
        ofWeek week: Int64,
        every months: Int64 = 1
    ) -> ZoomRecurrence {
        var recurrence = ZoomRecurrence(type: 3, interval: months)
        recurrence.monthlyWeek = week
        recurrence.monthlyWeekDay = day
        return recurrence
    }

    /// The same, ending after so many occurrences, at most 60.
    public func ending(after occurrences: Int64) -> ZoomRecurrence {
        var recurrence = self
        recurrence.endTimes = occurrences
        return recurrence
    }

    /// The same, ending at an instant.
    public func ending(at end: Instant) -> ZoomRecurrence {
        var recurrence = self
        recurrence.endDateTime = end
        return recurrence
    }

    var json: JSON {
        .members([
            "type": type.map(JSON.integer),
            "repeat_interval": interval.map(JSON.integer),
            "weekly_days": weeklyDays.map(JSON.string),
            "monthly_day": monthlyDay.map(JSON.integer),
            "monthly_week": monthlyWeek.map(JSON.integer),
            "monthly_week_day": monthlyWeekDay.map(JSON.integer),
            "end_times": endTimes.map(JSON.integer),
            "end_date_time": endDateTime.map { .string(ZoomStart.at($0).text) },
        ])
    }

    /// The greatest intervals in days, weeks or months (Zoom API, *Create a meeting*, *Create a
    /// webinar*: `recurrence.repeat_interval`).
    private func intervalMax(of kind: ZoomMeetingKind) -> Int64 {
        switch type {
        case 1: kind == .meeting ? 99 : 90
        case 2: kind == .meeting ? 50 : 12
        default: kind == .meeting ? 10 : 3
        }
    }

    /// Finds what Zoom would refuse.
    func check(for kind: ZoomMeetingKind) throws(ZoomInputFault) {
        guard type != nil else { throw .empty(field: "recurrence.type") }
        try ZoomInputFault.check(type, "recurrence.type", in: 1...3)
        let intervalMax = intervalMax(of: kind)
        try ZoomInputFault.check(interval, "recurrence.repeat_interval", in: 1...intervalMax)
        try ZoomInputFault.check(endTimes, "recurrence.end_times", in: 1...60)
        try ZoomInputFault.check(monthlyDay, "recurrence.monthly_day", in: 1...31)
        try ZoomInputFault.check(monthlyWeekDay, "recurrence.monthly_week_day", in: 1...7)
        if let week = monthlyWeek, ![-1, 1, 2, 3, 4].contains(week) {
            throw .contradiction("recurrence.monthly_week is none of -1, 1, 2, 3 and 4")
        }
        if (monthlyWeek == nil) != (monthlyWeekDay == nil) {
            throw .contradiction("recurrence.monthly_week and monthly_week_day need each other")
        }
        if endTimes != nil, endDateTime != nil {
            throw .contradiction("recurrence.end_times and end_date_time exclude each other")
        }
        let days = (weeklyDays ?? "").split(separator: ",").map { Int($0) ?? 0 }
        if type == 2, days.isEmpty || !days.allSatisfy({ (1...7).contains($0) }) {
            throw .contradiction("recurrence.weekly_days is no list of days 1 to 7")
        }
    }
}
