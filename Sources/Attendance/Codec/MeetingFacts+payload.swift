import EventSourcing

extension MeetingPlanned: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try MeetingReference(reading: reader),
            details: try MeetingDetails(reading: reader),
            times: try reader.plannedTimes()
        )
    }

    func write(to writer: inout PayloadWriter) {
        meeting.write(to: &writer)
        details.write(to: &writer)
        writer.write(times: times)
    }
}

extension MeetingChanged: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try MeetingReference(reading: reader),
            details: try MeetingDetails(reading: reader),
            times: try reader.plannedTimes()
        )
    }

    func write(to writer: inout PayloadWriter) {
        meeting.write(to: &writer)
        details.write(to: &writer)
        writer.write(times: times)
    }
}

extension MeetingStanding: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try MeetingReference(reading: reader),
            change: try reader.word("change"),
            times: try reader.plannedTimes()
        )
    }

    func write(to writer: inout PayloadWriter) {
        meeting.write(to: &writer)
        writer.write("change", word: change)
        writer.write(times: times)
    }
}

extension RegistrationChanged: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try MeetingReference(reading: reader),
            registrant: try reader.identifier("registrant"),
            registrantIndex: try reader.identifier("registrant_index"),
            emailIndex: reader.optionalIdentifier("email_index"),
            standing: try reader.word("standing"),
            name: try reader.personal("name"),
            email: try reader.personal("email"),
            joinLink: try reader.personal("join_link")
        )
    }

    func write(to writer: inout PayloadWriter) {
        meeting.write(to: &writer)
        writer.write("registrant", registrant)
        writer.write("registrant_index", registrantIndex)
        writer.write("email_index", emailIndex)
        writer.write("standing", word: standing)
        writer.write("name", name)
        writer.write("email", email)
        writer.write("join_link", joinLink)
    }
}

extension RosterExtended: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try reader.identifier("meeting"),
            occurrence: reader.optionalIdentifier("occurrence"),
            as: reader.flag("trainers") ? .trainer : .attendee,
            people: reader.texts("people").map { PersonID($0) },
            reason: try reader.personal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", meeting)
        writer.write("occurrence", occurrence)
        writer.write("trainers", flag: role == .trainer)
        writer.write("people", texts: people.map(\.text))
        writer.write("reason", reason)
    }
}

extension RosterReduced: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try reader.identifier("meeting"),
            occurrence: reader.optionalIdentifier("occurrence"),
            from: reader.optionalInstant("from"),
            people: reader.texts("people").map { PersonID($0) },
            reason: try reader.personal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", meeting)
        writer.write("occurrence", occurrence)
        writer.write("from", from)
        writer.write("people", texts: people.map(\.text))
        writer.write("reason", reason)
    }
}
