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

    /// A slot by its name: `Morning`, or `Morning, Monday 9 March 2026` of an occurrence of several days.
    ///
    /// A name of the trainer's own is said as it is.
    public func title(of slot: SlotID) -> String {
        let dateLength = "2026-03-09".count
        if slot.text.count > dateLength + 1,
            let date = CivilDate(String(slot.text.prefix(dateLength))),
            slot.text.dropFirst(dateLength).first == "-"
        {
            let part = String(slot.text.dropFirst(dateLength + 1))
            if has("slot.\(part)"), part != "dated" {
                return text(
                    "slot.dated",
                    ["slot": text("slot.\(part)"), "date": text(of: date)]
                )
            }
        }
        if has("slot.\(slot)"), slot.text != "dated" { return text("slot.\(slot)") }
        return slot.text.prefix(1).uppercased() + slot.text.dropFirst()
    }
}

extension ZoneRules {
    /// The zone with its offset at an instant: `Europe/Paris, UTC+01:00`.
    fileprivate func name(at instant: Instant) -> String {
        "\(identifier), UTC\(offsetText(at: instant))"
    }
}
