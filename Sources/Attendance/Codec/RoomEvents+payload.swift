import EventSourcing

extension SigningRoomOpened: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            slot: try reader.identifier("slot"),
            mode: try reader.word("mode"),
            tokenHash: try reader.identifier("token_hash"),
            opens: try reader.instant("opens"),
            expires: try reader.instant("expires")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        writer.write("slot", slot)
        writer.write("mode", word: mode)
        writer.write("token_hash", tokenHash)
        writer.write("opens", opens)
        writer.write("expires", expires)
    }
}

extension SigningRoomClosed: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            tokenHash: try reader.identifier("token_hash")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        writer.write("token_hash", tokenHash)
    }
}

extension SignatureClaimed: StoredPayload {
    init(reading reader: borrowing PayloadReader) throws(PayloadError) {
        self.init(
            occurrence: try reader.identifier("occurrence"),
            place: try SignaturePlace(reading: reader),
            tokenHash: try reader.identifier("token_hash"),
            room: try reader.identifier("room"),
            code: try reader.text("code"),
            at: try reader.instant("at")
        )
    }

    func write(to writer: inout PayloadWriter) {
        writer.write("occurrence", occurrence)
        place.write(to: &writer)
        writer.write("token_hash", tokenHash)
        writer.write("room", room)
        writer.write("code", code)
        writer.write("at", at)
    }
}
