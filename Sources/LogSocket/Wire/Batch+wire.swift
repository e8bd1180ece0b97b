import EventSourcing

extension AppendBatch: WireValue {
    var wire: JSON {
        .members([
            "actor": .string(actor.text),
            "causation": causation?.wire,
            "conditions": .list(conditions),
            "correlation": correlation?.wire,
            "documents": .list(documents),
            "key": idempotencyKey?.wire,
            "metadata": .texts(metadata),
            "streams": .list(streams),
        ])
    }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "a batch")
        self.init(
            try reader.list("streams"),
            conditions: try reader.list("conditions"),
            documents: try reader.list("documents"),
            idempotencyKey: try reader.optional("key"),
            actor: Actor(try reader.text("actor")),
            metadata: try reader.json("metadata").texts("metadata"),
            correlation: try reader.optional("correlation"),
            causation: try reader.optional("causation")
        )
    }
}

extension StreamAppend: WireValue {
    var wire: JSON {
        let events = events.map { event, occurredAt -> JSON in
            ["event": event.wire, "occurred_at": .integer(occurredAt.microseconds)]
        }
        return ["events": .array(events), "expecting": expecting.wire, "stream": stream.wire]
    }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "an append")
        var events: [(event: EncodedEvent, occurredAt: Instant)] = []
        for element in try reader.elements("events") {
            let element = try WireReader(element, "an event to append")
            let occurredAt = Instant(microseconds: try element.integer("occurred_at"))
            events.append((try element.value("event"), occurredAt))
        }
        self.init(
            to: try reader.value("stream"),
            expecting: try reader.value("expecting"),
            events: events
        )
    }
}

extension StreamCondition: WireValue {
    var wire: JSON { ["expecting": expecting.wire, "stream": stream.wire] }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "a condition")
        self.init(try reader.value("stream"), expecting: try reader.value("expecting"))
    }
}

extension Document: WireValue {
    var wire: JSON { ["bytes": .bytes(bytes), "name": name.wire, "subjects": subjects.wire] }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "a document")
        self.init(
            try reader.value("name"),
            bytes: try reader.bytes("bytes"),
            about: try reader.value("subjects")
        )
    }
}

extension Document.Subjects: WireValue {
    var wire: JSON {
        switch self {
        case .anyone: "anyone"
        case .one(let subject): ["one": .string(subject.text)]
        case .several(let subjects): ["several": .subjects(subjects)]
        }
    }

    init(wire: JSON) throws(WireError) {
        guard wire != "anyone" else {
            self = .anyone
            return
        }
        let reader = try WireReader(wire, "a document's subjects")
        if reader.has("one") {
            self = .one(SubjectID(try reader.text("one")))
        } else {
            self = .several(Set(try reader.texts("several").map { SubjectID($0) }))
        }
    }
}

extension JSON {
    /// Subjects, in the order of their identifiers.
    static func subjects(_ subjects: Set<SubjectID>) -> JSON {
        .array(subjects.sorted().map { .string($0.text) })
    }
}
