import EventSourcing

extension OrganisationNamed: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(name: try reader.text("name"))
    }

    func write(to writer: inout PayloadWriter) { writer.write("name", name) }
}

extension LetterheadSet: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(logo: reader.optionalIdentifier("logo"), lines: reader.texts("lines"))
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("logo", logo)
        writer.write("lines", texts: lines)
    }
}

extension DeliveryKept: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            delivery: try reader.text("delivery"),
            eventName: reader.optionalText("event_name"),
            reason: try reader.text("reason"),
            source: try reader.word("source")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("delivery", delivery)
        writer.write("event_name", eventName)
        writer.write("reason", reason)
        writer.write("source", word: source)
    }
}

extension PersonRegistered: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            person: try reader.identifier("person"),
            name: try reader.requiredPersonal("name"),
            email: try reader.personal("email"),
            emailIndex: reader.optionalIdentifier("email_index"),
            ownID: try reader.personal("own_id"),
            ownIDIndex: reader.optionalIdentifier("own_id_index")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("person", person)
        writer.write("name", name)
        writer.write("email", email)
        writer.write("email_index", emailIndex)
        writer.write("own_id", ownID)
        writer.write("own_id_index", ownIDIndex)
    }
}
