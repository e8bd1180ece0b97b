import EventSourcing

extension Slot: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        let window = TimeWindow(
            start: try reader.instant("from"),
            end: try reader.instant("to")
        )
        self.init(id: try reader.identifier("slot"), window: window)
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("slot", id)
        writer.write("from", window.start)
        writer.write("to", window.end)
    }
}

extension SlotOpened: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            slot: try Slot(reading: reader),
            reason: try reader.personal("reason"),
            joinLink: try reader.personal("join_link")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        slot.write(to: &writer)
        writer.write("reason", reason)
        writer.write("join_link", joinLink)
    }
}

extension SignaturePlace: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            signer: try reader.identifier("signer"),
            slot: try reader.identifier("slot"),
            capacity: try reader.word("capacity")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("signer", signer)
        writer.write("slot", slot)
        writer.write("capacity", word: capacity)
    }
}

extension SignatureRequested: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            place: try SignaturePlace(reading: reader),
            tokenHash: try reader.identifier("token_hash"),
            opens: reader.optionalInstant("opens"),
            expires: try reader.instant("expires"),
            room: reader.optionalIdentifier("room")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        place.write(to: &writer)
        writer.write("token_hash", tokenHash)
        writer.write("opens", opens)
        writer.write("expires", expires)
        writer.write("room", room)
    }
}

extension SignatureGiven: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        let image = SignatureImage(
            sha256: try reader.identifier("image_sha256"),
            width: Int(try reader.integer("image_width")),
            height: Int(try reader.integer("image_height"))
        )
        let evidence = SignatureEvidence(
            route: try reader.word("route"),
            statement: try reader.text("statement"),
            typedName: try reader.personal("typed_name"),
            address: try reader.personal("address"),
            userAgent: try reader.personal("user_agent"),
            strokes: reader.optionalIdentifier("strokes_sha256")
        )
        self.init(
            occurrence: try reader.identifier("occurrence"),
            place: try SignaturePlace(reading: reader),
            at: try reader.instant("at"),
            image: image,
            evidence: evidence
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        place.write(to: &writer)
        writer.write("at", at)
        writer.write("image_sha256", image.sha256)
        writer.write("image_width", Int64(image.width))
        writer.write("image_height", Int64(image.height))
        writer.write("route", word: evidence.route)
        writer.write("statement", evidence.statement)
        writer.write("typed_name", evidence.typedName)
        writer.write("address", evidence.address)
        writer.write("user_agent", evidence.userAgent)
        writer.write("strokes_sha256", evidence.strokes)
    }
}

extension SignatureRequestRevoked: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            place: try SignaturePlace(reading: reader),
            tokenHash: try reader.identifier("token_hash")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        place.write(to: &writer)
        writer.write("token_hash", tokenHash)
    }
}

extension SignatureDeclined: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            place: try SignaturePlace(reading: reader),
            at: try reader.instant("at"),
            reason: try reader.requiredPersonal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        place.write(to: &writer)
        writer.write("at", at)
        writer.write("reason", reason)
    }
}

extension SignatureWithdrawn: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            place: try SignaturePlace(reading: reader),
            image: try reader.identifier("image_sha256"),
            at: try reader.instant("at"),
            reason: try reader.personal("reason")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        place.write(to: &writer)
        writer.write("image_sha256", image)
        writer.write("at", at)
        writer.write("reason", reason)
    }
}

extension SheetClosed: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            revision: Int(try reader.integer("revision")),
            contentHash: try reader.identifier("content_sha256"),
            logSize: try reader.integer("log_size"),
            foldVersion: Int(try reader.integer("fold_version"))
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        writer.write("revision", Int64(revision))
        writer.write("content_sha256", contentHash)
        writer.write("log_size", logSize)
        writer.write("fold_version", Int64(foldVersion))
    }
}

extension SheetExported: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            revision: Int(try reader.integer("revision")),
            mediaType: try reader.text("media_type"),
            sha256: try reader.identifier("sha256")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        writer.write("revision", Int64(revision))
        writer.write("media_type", mediaType)
        writer.write("sha256", sha256)
    }
}
