import EventSourcing

// What several events of an arrangement have in common.

extension PayloadReader {
    func meetingLink() throws(PayloadError) -> MeetingLink {
        if let course = optionalText("course") {
            return .course(
                course,
                session: optionalText("session"),
                group: optionalText("group")
            )
        }
        return optionalText("user").map { .user(PersonID($0)) } ?? .global
    }

    func meetingForm() throws(PayloadError) -> MeetingForm {
        switch try text("form") {
        case "once": return .once
        case "unfixed": return .unfixed
        case "instant": return .instant
        case "recurring":
            guard let rule = try recurrenceRule() else { throw error("recurs", "rule is missing") }
            return .recurring(rule)
        default: throw error("form", "unknown word")
        }
    }

    func recurrenceRule() throws(PayloadError) -> RecurrenceRule? {
        guard let word = optionalText("recurs") else { return nil }
        let days: RecurrenceRule.Days
        switch word {
        case "daily": days = .daily
        case "weekly": days = .weekly(on: try integers("week_days"))
        case "monthly": days = .monthly(onDay: try integer("month_day"))
        case "monthly_in_week":
            days = .monthlyInWeek(
                try integer("month_week"),
                onDay: try integer("month_day")
            )
        default: throw error("recurs", "unknown word")
        }
        return RecurrenceRule(days, every: try integer("every"), count: try integer("count"))
    }

    func meetingSettings() throws(PayloadError) -> MeetingSettings {
        MeetingSettings(
            registration: try optionalWord("registration"),
            scope: try optionalWord("registration_scope"),
            recording: try optionalWord("recording"),
            allowsJoinBeforeHost: try optionalFlag("join_before_host"),
            joinBeforeHostMinutes: optionalInteger("join_before_host_minutes"),
            hasWaitingRoom: try optionalFlag("waiting_room"),
            writesToRegistrants: try optionalFlag("registrant_mails")
        )
    }

    private func optionalWord<Word: RawRepresentable<String>>(
        _ field: StaticString
    ) throws(PayloadError) -> Word? {
        optionalText(field) == nil ? nil : try word(field)
    }

    private func optionalFlag(_ field: StaticString) throws(PayloadError) -> Bool? {
        switch json(field) {
        case nil: nil
        case .bool(let flag): flag
        default: throw error(field, "not a flag")
        }
    }

    func arrangedDates() throws(PayloadError) -> [ArrangedDate] {
        try elements("dates") { (element) throws(PayloadError) in
            ArrangedDate(
                occurrence: try element.identifier("occurrence"),
                time: try ScheduledTime(reading: element)
            )
        }
    }

    func confirmedDates() throws(PayloadError) -> [ConfirmedDate]? {
        guard json("at_zoom") != nil else { return nil }
        return try elements("at_zoom") { (element) throws(PayloadError) in
            ConfirmedDate(
                occurrence: try element.identifier("occurrence"),
                zoomID: element.optionalText("zoom_id"),
                start: try element.instant("start"),
                end: try element.instant("end")
            )
        }
    }

    func registeredPeople() throws(PayloadError) -> [RegisteredPerson] {
        try elements("people") { (element) throws(PayloadError) in
            RegisteredPerson(
                person: try element.identifier("person"),
                emailIndex: try element.identifier("email_index"),
                dates: element.texts("dates")
            )
        }
    }
}

extension PayloadWriter {
    mutating func write(_ link: MeetingLink) {
        switch link {
        case .course(let course, let session, let group):
            write("course", course)
            write("session", session)
            write("group", group)
        case .user(let person): write("user", person)
        case .global: break
        }
    }

    mutating func write(_ form: MeetingForm) {
        switch form {
        case .once: write("form", "once")
        case .unfixed: write("form", "unfixed")
        case .instant: write("form", "instant")
        case .recurring(let rule):
            write("form", "recurring")
            write(rule)
        }
    }

    mutating func write(_ rule: RecurrenceRule) {
        switch rule.days {
        case .daily: write("recurs", "daily")
        case .weekly(let days):
            write("recurs", "weekly")
            write("week_days", integers: days)
        case .monthly(let day):
            write("recurs", "monthly")
            write("month_day", day)
        case .monthlyInWeek(let week, let day):
            write("recurs", "monthly_in_week")
            write("month_week", week)
            write("month_day", day)
        }
        write("every", rule.every)
        write("count", rule.count)
    }

    mutating func write(_ settings: MeetingSettings) {
        write("registration", word: settings.registration)
        write("registration_scope", word: settings.scope)
        write("recording", word: settings.recording)
        write("join_before_host", json: settings.allowsJoinBeforeHost.map(JSON.bool))
        write("join_before_host_minutes", settings.joinBeforeHostMinutes)
        write("waiting_room", json: settings.hasWaitingRoom.map(JSON.bool))
        write("registrant_mails", json: settings.writesToRegistrants.map(JSON.bool))
    }

    mutating func write(dates: [ArrangedDate]) {
        write(
            "dates",
            dates.map { date in
                var element = PayloadWriter()
                element.write("occurrence", date.occurrence)
                date.time.write(to: &element)
                return element
            }
        )
    }

    mutating func write(confirmed dates: [ConfirmedDate]) {
        let elements = dates.map { date in
            var element = PayloadWriter()
            element.write("occurrence", date.occurrence)
            element.write("zoom_id", date.zoomID)
            element.write("start", date.start)
            element.write("end", date.end)
            return element.json
        }
        // That there is none is something else than that none was told.
        write("at_zoom", json: .array(elements))
    }

    mutating func write(people: [RegisteredPerson]) {
        write(
            "people",
            people.map { person in
                var element = PayloadWriter()
                element.write("person", person.person)
                element.write("email_index", person.emailIndex)
                element.write("dates", texts: person.dates)
                return element
            }
        )
    }
}
