import EventSourcing

extension InstanceReference: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            id: try reader.identifier("instance"),
            uuid: try reader.text("uuid"),
            start: reader.optionalInstant("start"),
            meeting: try MeetingReference(reading: reader),
            details: try MeetingDetails(reading: reader)
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("instance", id)
        writer.write("uuid", uuid)
        writer.write("start", start)
        meeting.write(to: &writer)
        details.write(to: &writer)
    }
}

extension Participant: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            subject: try reader.identifier("participant"),
            connectionUUID: reader.optionalText("connection_uuid"),
            userID: reader.optionalText("user_id"),
            name: try reader.personal("name"),
            email: try reader.personal("email"),
            phone: try reader.personal("phone"),
            address: try reader.personal("address"),
            registrantIndex: reader.optionalIdentifier("registrant_index"),
            zoomUserIndex: reader.optionalIdentifier("zoom_user_index"),
            emailIndex: reader.optionalIdentifier("email_index"),
            ownIDIndex: reader.optionalIdentifier("own_id_index"),
            nameIndex: reader.optionalIdentifier("name_index"),
            addressIndex: reader.optionalIdentifier("address_index")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("participant", subject)
        writer.write("connection_uuid", connectionUUID)
        writer.write("user_id", userID)
        writer.write("name", name)
        writer.write("email", email)
        writer.write("phone", phone)
        writer.write("address", address)
        writer.write("registrant_index", registrantIndex)
        writer.write("zoom_user_index", zoomUserIndex)
        writer.write("email_index", emailIndex)
        writer.write("own_id_index", ownIDIndex)
        writer.write("name_index", nameIndex)
        writer.write("address_index", addressIndex)
    }
}

extension InstanceStarted: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(instance: try InstanceReference(reading: reader))
    }

    func write(to writer: inout PayloadWriter) { instance.write(to: &writer) }
}

extension InstanceEnded: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            instance: try InstanceReference(reading: reader),
            at: reader.optionalInstant("at"),
            isPractice: reader.flag("practice")
        )
    }

    func write(to writer: inout PayloadWriter) {
        instance.write(to: &writer)
        writer.write("at", at)
        writer.write("practice", flag: isPractice)
    }
}

extension ConnectionJoined: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            instance: try InstanceReference(reading: reader),
            participant: try Participant(reading: reader),
            at: reader.optionalInstant("at")
        )
    }

    func write(to writer: inout PayloadWriter) {
        instance.write(to: &writer)
        participant.write(to: &writer)
        writer.write("at", at)
    }
}

extension ConnectionLeft: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            instance: try InstanceReference(reading: reader),
            participant: try Participant(reading: reader),
            at: reader.optionalInstant("at"),
            reason: try reader.personal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        instance.write(to: &writer)
        participant.write(to: &writer)
        writer.write("at", at)
        writer.write("reason", reason)
    }
}

extension ParticipantSighted: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            instance: try InstanceReference(reading: reader),
            participant: try Participant(reading: reader),
            sighting: try reader.word("sighting"),
            at: reader.optionalInstant("at"),
            object: reader.optionalText("object")
        )
    }

    func write(to writer: inout PayloadWriter) {
        instance.write(to: &writer)
        participant.write(to: &writer)
        writer.write("sighting", word: sighting)
        writer.write("at", at)
        writer.write("object", object)
    }
}
