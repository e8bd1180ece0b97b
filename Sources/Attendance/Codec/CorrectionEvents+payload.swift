import EventSourcing

extension AttendanceCorrected: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try reader.identifier("meeting"),
            occurrence: try reader.identifier("occurrence"),
            decision: try reader.identifier("decision"),
            attendee: try reader.identifier("attendee"),
            statement: try reader.word("statement"),
            window: TimeWindow(
                start: try reader.instant("from"),
                end: try reader.instant("to")
            ),
            listed: reader.optionalIdentifier("listed"),
            reason: try reader.requiredPersonal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", meeting)
        writer.write("occurrence", occurrence)
        writer.write("decision", decision)
        writer.write("attendee", attendee)
        writer.write("statement", word: statement)
        writer.write("from", window.start)
        writer.write("to", window.end)
        writer.write("listed", listed)
        writer.write("reason", reason)
    }
}

extension AttendeeExcused: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try reader.identifier("meeting"),
            occurrence: try reader.identifier("occurrence"),
            decision: try reader.identifier("decision"),
            attendee: try reader.identifier("attendee"),
            reason: try reader.requiredPersonal("reason"),
            document: try reader.personal("document")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", meeting)
        writer.write("occurrence", occurrence)
        writer.write("decision", decision)
        writer.write("attendee", attendee)
        writer.write("reason", reason)
        writer.write("document", document)
    }
}

extension ParticipantsIdentified: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try reader.identifier("meeting"),
            occurrence: try reader.identifier("occurrence"),
            decision: try reader.identifier("decision"),
            participants: reader.texts("participants").map { SubjectID($0) },
            person: reader.optionalIdentifier("person"),
            reason: try reader.requiredPersonal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", meeting)
        writer.write("occurrence", occurrence)
        writer.write("decision", decision)
        writer.write("participants", texts: participants.map(\.text))
        writer.write("person", person)
        writer.write("reason", reason)
    }
}

extension DecisionWithdrawn: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            decision: try reader.identifier("decision"),
            reason: try reader.requiredPersonal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        writer.write("decision", decision)
        writer.write("reason", reason)
    }
}
