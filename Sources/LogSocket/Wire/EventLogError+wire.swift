import EventSourcing

extension EventLogError: WireValue {
    var wire: JSON { ["code": .string(code.word), "reason": .string(reason)] }

    init(wire: JSON) throws(WireError) {
        let reader = try WireReader(wire, "an error")
        guard let code = Code(word: try reader.text("code")) else {
            throw WireError("an error has an unknown code")
        }
        self.init(code, try reader.text("reason"))
    }
}

extension EventLogError.Code {
    /// Every kind of failure there is.
    static let all: [Self] = [
        .conflict, .idempotencyMismatch, .erased, .busy, .unknownOutcome, .closed, .held, .forked,
        .wrongKey, .damaged, .storage,
    ]

    /// What it is called on the wire.
    var word: String {
        switch self {
        case .conflict: "conflict"
        case .idempotencyMismatch: "idempotency_mismatch"
        case .erased: "erased"
        case .busy: "busy"
        case .unknownOutcome: "unknown_outcome"
        case .closed: "closed"
        case .held: "held"
        case .forked: "forked"
        case .wrongKey: "wrong_key"
        case .damaged: "damaged"
        case .storage: "storage"
        }
    }

    init?(word: String) {
        guard let code = Self.all.first(where: { $0.word == word }) else { return nil }
        self = code
    }
}
