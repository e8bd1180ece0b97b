import EventSourcing

extension MeetingArranged: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            account: try reader.text("account"),
            host: try reader.requiredPersonal("host"),
            hostIndex: try reader.identifier("host_index"),
            kind: try reader.word("kind"),
            link: try reader.meetingLink(),
            topic: try reader.requiredPersonal("topic"),
            agenda: try reader.personal("agenda"),
            form: try reader.meetingForm(),
            dates: try reader.arrangedDates(),
            seconds: try reader.integer("seconds"),
            settings: try reader.meetingSettings(),
            pack: try reader.rulePack("pack")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write("account", account)
        writer.write("host", host)
        writer.write("host_index", hostIndex)
        writer.write("kind", word: kind)
        writer.write(link)
        writer.write("topic", topic)
        writer.write("agenda", agenda)
        writer.write(form)
        writer.write(dates: dates)
        writer.write("seconds", seconds)
        writer.write(settings)
        writer.write("pack", json: pack.json)
    }
}

extension MeetingTakenOver: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            meeting: try MeetingReference(reading: reader),
            hostIndex: reader.optionalIdentifier("host_index"),
            link: try reader.meetingLink(),
            isSeries: reader.flag("series"),
            settings: try reader.meetingSettings(),
            dates: try reader.confirmedDates() ?? []
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        meeting.write(to: &writer)
        writer.write("host_index", hostIndex)
        writer.write(link)
        writer.write("series", flag: isSeries)
        writer.write(settings)
        if !dates.isEmpty { writer.write(confirmed: dates) }
    }
}

extension ArrangementChanged: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            occurrence: reader.optionalIdentifier("occurrence"),
            topic: try reader.personal("topic"),
            agenda: try reader.personal("agenda"),
            rule: try reader.recurrenceRule(),
            dates: try reader.arrangedDates(),
            seconds: reader.optionalInteger("seconds"),
            settings: try reader.meetingSettings()
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write("occurrence", occurrence)
        writer.write("topic", topic)
        writer.write("agenda", agenda)
        if let rule { writer.write(rule) }
        writer.write(dates: dates)
        writer.write("seconds", seconds)
        writer.write(settings)
    }
}

extension ArrangementCancelled: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            occurrence: reader.optionalIdentifier("occurrence"),
            reason: try reader.requiredPersonal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write("occurrence", occurrence)
        writer.write("reason", reason)
    }
}

extension MeetingEndAsked: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            until: try reader.instant("until")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write("until", until)
    }
}

extension PanelistsNamed: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            people: reader.texts("people").map { PersonID($0) }
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write("people", texts: people.map(\.text))
    }
}

extension ArrangementRetried: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(arrangement: try reader.identifier("arrangement"))
    }

    func write(to writer: inout PayloadWriter) { writer.write("arrangement", arrangement) }
}
