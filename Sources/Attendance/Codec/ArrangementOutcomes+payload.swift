import EventSourcing

extension ArrangementConfirmed: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            intent: try reader.integer("intent"),
            meeting: reader.optionalText("meeting") == nil
                ? nil : try MeetingReference(reading: reader),
            dates: try reader.confirmedDates()
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write("intent", intent)
        meeting?.write(to: &writer)
        if let dates { writer.write(confirmed: dates) }
    }
}

extension ArrangementRefused: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            intent: reader.optionalInteger("intent"),
            reason: try reader.text("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write("intent", intent)
        writer.write("reason", reason)
    }
}

extension ArrangementDelayed: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            intent: reader.optionalInteger("intent"),
            reason: try reader.text("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write("intent", intent)
        writer.write("reason", reason)
    }
}

extension RegistrantsAdded: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            people: try reader.registeredPeople()
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write(people: people)
    }
}

extension RegistrantsRemoved: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            people: try reader.registeredPeople()
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write(people: people)
    }
}

extension RegistrantRefused: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            arrangement: try reader.identifier("arrangement"),
            person: try reader.identifier("person"),
            emailIndex: try reader.identifier("email_index"),
            reason: try reader.text("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("arrangement", arrangement)
        writer.write("person", person)
        writer.write("email_index", emailIndex)
        writer.write("reason", reason)
    }
}
