public import EventSourcing

// Times as people read them. They are written on the clock of 24 hours and with the digits 0 to 9 in
// every language, and always with zone and offset.

extension Messages {
    /// A day: `Monday 9 March 2026`.
    public func text(of date: CivilDate) -> String {
        let (year, month, day) = date.components
        // 1970-01-01 was a Thursday.
        let weekday = (((date.daysSinceEpoch + 3) % 7) + 7) % 7
        return text(
            "time.date",
            [
                "weekday": text("time.weekdays", at: weekday),
                "day": day == 1 ? text("time.first_day") : String(day),
                "month": text("time.months", at: month - 1),
                "year": String(year),
            ]
        )
    }

    /// A day of a year that is said already: `9 March`.
    public func shortText(of date: CivilDate) -> String {
        let (_, month, day) = date.components
        return text(
            "time.short_date",
            [
                "day": day == 1 ? text("time.first_day") : String(day),
                "month": text("time.months", at: month - 1),
            ]
        )
    }

    /// A moment: `Monday 9 March 2026, 10:30 (Europe/Paris, UTC+01:00)`.
    public func text(of instant: Instant, in zone: ZoneRules) -> String {
        let wall = zone.wallTime(of: instant)
        return text(
            "time.moment",
            [
                "date": text(of: wall.date), "time": wall.hourAndMinute,
                "zone": zone.name(at: instant),
            ]
        )
    }

    /// A moment beside others whose day and zone are said already: `10:30`, or with its day where that is
    /// another.
    public func text(of instant: Instant, in zone: ZoneRules, besides other: Instant) -> String {
        let wall = zone.wallTime(of: instant)
        guard wall.date != zone.wallTime(of: other).date else { return wall.hourAndMinute }
        return text(
            "time.day_time",
            ["date": text(of: wall.date), "time": wall.hourAndMinute]
        )
    }

    /// A stretch of time: `Monday 9 March 2026, 10:30–13:30 (Europe/Paris, UTC+01:00)`.
    public func text(of window: TimeWindow, in zone: ZoneRules) -> String {
        let (start, end) = (zone.wallTime(of: window.start), zone.wallTime(of: window.end))
        let isOneDay = start.date == end.date
        return text(
            isOneDay ? "time.window" : "time.window_of_days",
            [
                "date": text(of: start.date), "start": start.hourAndMinute,
                "end_date": text(of: end.date), "end": end.hourAndMinute,
                "zone": zone.name(at: window.start),
            ]
        )
    }

    /// A stretch of time beside its day and zone: `10:30–13:30`, with the day of the end where that is
    /// another; either end may be unknown.
    /// - Returns: the text; `nil` where both ends are.
    public func range(from start: Instant?, to end: Instant?, in zone: ZoneRules) -> String? {
        let (from, to) = (start.map(zone.wallTime), end.map(zone.wallTime))
        switch (from, to) {
        case (let from?, let to?):
            return text(
                from.date == to.date ? "time.range" : "time.range_of_days",
                [
                    "start": from.hourAndMinute, "end": to.hourAndMinute,
                    "end_date": shortText(of: to.date),
                ]
            )
        case (let from?, nil): return text("time.range_from", ["start": from.hourAndMinute])
        case (nil, let to?): return text("time.range_to", ["end": to.hourAndMinute])
        case (nil, nil): return nil
        }
    }

    /// A length of time, rounded down: `45 seconds`, `12 minutes`, `1 h 05 min`.
    public func text(ofSeconds seconds: Int64) -> String {
        let (minutes, hours) = (Int(seconds / 60), Int(seconds / 3600))
        if minutes == 0 { return text("time.seconds", count: Int(seconds)) }
        if hours == 0 { return text("time.minutes", count: minutes) }
        let rest = minutes % 60
        return text(
            "time.hours",
            ["hours": String(hours), "minutes": rest < 10 ? "0\(rest)" : String(rest)]
        )
    }

    /// A slot by its name: `Morning`, or `Morning, Monday 9 March 2026` of an occurrence of several days.
    ///
    /// A name of the trainer's own is said as it is.
    public func title(of slot: SlotID) -> String {
        title(of: slot, "slot.dated") { text(of: $0) }
    }

    /// A slot by its name on a sheet, which says the year: `Morning`, or `Morning, 9 March`.
    public func shortTitle(of slot: SlotID) -> String {
        title(of: slot, "slot.short_dated", shortText)
    }

    private func title(
        of slot: SlotID,
        _ dated: String,
        _ written: (CivilDate) -> String
    ) -> String {
        let dateLength = "2026-03-09".count
        if slot.text.count > dateLength + 1,
            let date = CivilDate(String(slot.text.prefix(dateLength))),
            slot.text.dropFirst(dateLength).first == "-",
            let name = name(ofSlot: String(slot.text.dropFirst(dateLength + 1)))
        {
            return text(dated, ["slot": name, "date": written(date)])
        }
        return name(ofSlot: slot.text)
            ?? slot.text.prefix(1).uppercased() + slot.text.dropFirst()
    }

    private func name(ofSlot name: String) -> String? {
        guard name != "dated", name != "short_dated", has("slot.\(name)") else { return nil }
        return text("slot.\(name)")
    }
}

extension ZoneRules {
    /// The zone with its offset at an instant: `Europe/Paris, UTC+01:00`.
    fileprivate func name(at instant: Instant) -> String {
        "\(identifier), UTC\(offsetText(at: instant))"
    }
}
