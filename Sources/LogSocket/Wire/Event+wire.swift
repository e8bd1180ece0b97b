import EventSourcing

extension Personal<String>: WireValue {
    var wire: JSON {
        switch content {
        case .open(let text): ["open": .string(text), "subject": .string(subject.text)]
        case .erased: ["erased": true, "subject": .string(subject.text)]
        case .sealed(let field):
            [
                "index": .integer(Int64(field.place.index)),
                "mark": .string(String(field.mark)),
                "position": .integer(field.place.position),
                "subject": .string(subject.text),
            ]
        }
    }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "a personal field")
        let content: Content
        if reader.has("open") {
            content = .open(try reader.text("open"))
        } else if reader.has("mark") {
            guard let mark = UInt64(try reader.text("mark")) else {
                throw WireError("a personal field's mark is no 64-bit number")
            }
            let place = FieldPlace(
                position: try reader.integer("position"),
                index: Int(try reader.integer("index"))
            )
            content = .sealed(SealedField(place: place, mark: mark))
        } else {
            guard try reader.flag("erased") else {
                throw WireError("a personal field is neither open nor sealed nor erased")
            }
            content = .erased
        }
        self.init(subject: SubjectID(try reader.text("subject")), content: content)
    }
}

extension EncodedEvent: WireValue {
    var wire: JSON {
        [
            "payload": .bytes(payload), "personal": .list(personal), "type": .string(type.name),
            "version": .integer(Int64(type.version)),
        ]
    }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "an event")
        self.init(
            type: EventType(
                try reader.text("type"),
                version: Int(try reader.integer("version"))
            ),
            payload: try reader.bytes("payload"),
            personal: try reader.list("personal")
        )
    }
}

extension Recorded<EncodedEvent>: WireValue {
    var wire: JSON {
        .members([
            "actor": .string(actor.text),
            "causation": causation?.wire,
            "correlation": correlation?.wire,
            "event": event.wire,
            "id": id.wire,
            "metadata": .texts(metadata),
            "occurred_at": .integer(occurredAt.microseconds),
            "position": .integer(position),
            "recorded_at": .integer(recordedAt.microseconds),
            "stream": stream.wire,
            "version": .integer(version),
        ])
    }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "a recorded event")
        self.init(
            position: try reader.integer("position"),
            stream: try reader.value("stream"),
            version: try reader.integer("version"),
            id: try reader.value("id"),
            event: try reader.value("event"),
            recordedAt: Instant(microseconds: try reader.integer("recorded_at")),
            occurredAt: Instant(microseconds: try reader.integer("occurred_at")),
            actor: Actor(try reader.text("actor")),
            metadata: EventMetadata(try reader.json("metadata").texts("metadata")),
            correlation: try reader.optional("correlation"),
            causation: try reader.optional("causation")
        )
    }
}

extension JSON {
    /// An object whose members are texts.
    static func texts(_ texts: [String: String]) -> JSON {
        .object(texts.mapValues(JSON.string))
    }

    /// The members of an object, all of them texts; `subject` says in errors what it is.
    func texts(_ subject: String) throws(WireError) -> [String: String] {
        guard let members = object else { throw WireError("\(subject) is no object") }
        let texts = members.compactMapValues(\.string)
        guard texts.count == members.count else {
            throw WireError("\(subject) holds more than texts")
        }
        return texts
    }
}
