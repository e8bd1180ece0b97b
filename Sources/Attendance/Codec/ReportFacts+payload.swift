import EventSourcing

extension ParticipantReported: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            instance: try InstanceReference(reading: reader),
            participant: try Participant(reading: reader),
            joined: reader.optionalInstant("joined"),
            left: reader.optionalInstant("left"),
            isWaiting: reader.flag("waiting")
        )
    }

    func write(to writer: inout PayloadWriter) {
        instance.write(to: &writer)
        participant.write(to: &writer)
        writer.write("joined", joined)
        writer.write("left", left)
        writer.write("waiting", flag: isWaiting)
    }
}

extension ReportRead: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            instance: try InstanceReference(reading: reader),
            rowCount: try reader.integer("rows"),
            isComplete: reader.flag("complete")
        )
    }

    func write(to writer: inout PayloadWriter) {
        instance.write(to: &writer)
        writer.write("rows", rowCount)
        writer.write("complete", flag: isComplete)
    }
}

extension ReportMissed: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            instance: try InstanceReference(reading: reader),
            reason: try reader.word("reason"),
            code: reader.optionalInteger("code"),
            at: try reader.instant("at")
        )
    }

    func write(to writer: inout PayloadWriter) {
        instance.write(to: &writer)
        writer.write("reason", word: reason)
        writer.write("code", code)
        writer.write("at", at)
    }
}

extension RunsListed: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try MeetingReference(reading: reader),
            at: try reader.instant("at"),
            runCount: reader.optionalInteger("runs")
        )
    }

    func write(to writer: inout PayloadWriter) {
        meeting.write(to: &writer)
        writer.write("at", at)
        writer.write("runs", runCount)
    }
}

extension PortalListed: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            meeting: try MeetingReference(reading: reader),
            row: try reader.identifier("row"),
            file: try reader.text("file"),
            line: try reader.integer("line"),
            name: try reader.personal("name"),
            email: try reader.personal("email"),
            emailIndex: reader.optionalIdentifier("email_index"),
            joined: reader.optionalInstant("joined"),
            left: reader.optionalInstant("left"),
            seconds: reader.optionalInteger("seconds"),
            isWaiting: reader.flag("waiting")
        )
    }

    func write(to writer: inout PayloadWriter) {
        meeting.write(to: &writer)
        writer.write("row", row)
        writer.write("file", file)
        writer.write("line", line)
        writer.write("name", name)
        writer.write("email", email)
        writer.write("email_index", emailIndex)
        writer.write("joined", joined)
        writer.write("left", left)
        writer.write("seconds", seconds)
        writer.write("waiting", flag: isWaiting)
    }
}
