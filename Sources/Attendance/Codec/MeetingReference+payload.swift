import EventSourcing

extension MeetingReference: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            id: try reader.identifier("meeting"),
            account: try reader.text("account"),
            number: try reader.text("number"),
            kind: try reader.word("kind"),
            statedAt: reader.optionalInstant("stated_at"),
            source: try reader.word("source")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("meeting", id)
        writer.write("account", account)
        writer.write("number", number)
        writer.write("kind", word: kind)
        writer.write("stated_at", statedAt)
        writer.write("source", word: source)
    }
}

extension MeetingDetails: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            topic: try reader.personal("topic"),
            zone: reader.optionalText("zone"),
            plannedSeconds: reader.optionalInteger("planned_seconds"),
            hostIndex: reader.optionalIdentifier("host_index")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("topic", topic)
        writer.write("zone", zone)
        writer.write("planned_seconds", plannedSeconds)
        writer.write("host_index", hostIndex)
    }
}

extension PlannedTime: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            start: try reader.instant("start"),
            seconds: reader.optionalInteger("seconds"),
            isCancelled: reader.flag("cancelled")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        writer.write("start", start)
        writer.write("seconds", seconds)
        writer.write("cancelled", flag: isCancelled)
    }
}

extension PayloadReader {
    func plannedTimes() throws(PayloadError) -> [PlannedTime] {
        try elements("times") { (element) throws(PayloadError) in
            try PlannedTime(reading: element)
        }
    }
}

extension PayloadWriter {
    mutating func write(times: [PlannedTime]) {
        write(
            "times",
            times.map { time in
                var writer = PayloadWriter()
                time.write(to: &writer)
                return writer
            }
        )
    }
}
