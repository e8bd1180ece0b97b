import EventSourcing

extension StreamName: WireValue {
    var wire: JSON { .string(description) }

    init(wire: JSON) throws(WireError) {
        guard let name = wire.string.flatMap({ StreamName($0) }) else {
            throw WireError("a stream is named by category-identifier")
        }
        self = name
    }
}

extension EventID: WireValue {
    var wire: JSON { .bytes(bytes) }

    init(wire: JSON) throws(WireError) {
        guard let id = wire.bytes.flatMap({ EventID(bytes: $0) }) else {
            throw WireError("an event's id is 16 bytes")
        }
        self = id
    }
}

extension DocumentName: WireValue {
    var wire: JSON { ["identifier": .string(identifier), "kind": .string(kind.rawValue)] }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "a document's name")
        guard let kind = Kind(rawValue: try reader.text("kind")) else {
            throw WireError("a document is of an unknown kind")
        }
        self.init(kind, try reader.text("identifier"))
    }
}

extension IdempotencyKey: WireValue {
    var wire: JSON { ["body": .bytes(body), "key": .bytes(key)] }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "an idempotency key")
        self.init(key: try reader.bytes("key"), body: try reader.bytes("body"))
    }
}

extension ExpectedVersion: WireValue {
    var wire: JSON {
        switch self {
        case .noStream: "none"
        case .any: "any"
        case .exactly(let version): .integer(version)
        }
    }

    init(wire: JSON) throws(WireError) {
        switch wire {
        case "none": self = .noStream
        case "any": self = .any
        case .integer(let version): self = .exactly(version)
        default: throw WireError("an expected version is none, any or an integer")
        }
    }
}
