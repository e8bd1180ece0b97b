/// What happened to the log itself.
public enum LogEvent: Sendable, Hashable {
    /// Personal data was erased.
    case subjectsErased(SubjectsErased)
    /// Payloads were lawfully removed.
    case payloadsRemoved(PayloadsRemoved)
    /// The log was restored, and goes on under a new origin.
    case epochBegan(EpochBegan)
    /// The log signs with another key from now on.
    case keyRotated(KeyRotated)
    /// An event whose payload was lawfully removed: that it happened is all that is left.
    case removed(EventType)
}

/// The personal data of some subjects was erased, on somebody's decision.
public struct SubjectsErased: Sendable, Hashable {
    /// Whose data it was.
    public var subjects: [SubjectID]
    /// Why, as whoever decided it put it.
    public var reason: Personal<String>

    /// Creates the event.
    public init(subjects: [SubjectID], reason: Personal<String>) {
        self.subjects = subjects
        self.reason = reason
    }
}

/// The payloads of some events were removed, on somebody's decision; their rows stay, and with them
/// the proofs.
public struct PayloadsRemoved: Sendable, Hashable {
    /// The positions of the events.
    public var positions: [Int64]
    /// Why, as whoever decided it put it.
    public var reason: Personal<String>

    /// Creates the event.
    public init(positions: [Int64], reason: Personal<String>) {
        self.positions = positions
        self.reason = reason
    }
}

/// The log was restored from a backup older than what it had signed: what it signs from now on goes
/// by a new origin.
public struct EpochBegan: Sendable, Hashable {
    /// The number of the epoch, from 2.
    public var number: Int64
    /// The name its checkpoints go by.
    public var origin: String
    /// The number of events known to have been signed before; more than the log holds.
    public var signedBefore: Int64

    /// Creates the event.
    public init(number: Int64, origin: String, signedBefore: Int64) {
        self.number = number
        self.origin = origin
        self.signedBefore = signedBefore
    }
}

/// The log signs with another key from now on, and for a while with both.
public struct KeyRotated: Sendable, Hashable {
    /// The new key as C2SP signed-note writes verifier keys.
    public var verifierKey: String

    /// Creates the event.
    public init(verifierKey: String) { self.verifierKey = verifierKey }
}

extension StreamName {
    /// The stream of what happens to the log itself.
    public static let log = StreamName(category: "log", SubjectID("events"))
}

/// The storage format of ``LogEvent``.
public enum LogEventCodec: EventCodec {
    /// The stored form of an event.
    public static func encode(_ event: LogEvent) -> EncodedEvent {
        var writer = PayloadWriter()
        let type: EventType
        switch event {
        case .subjectsErased(let erased):
            type = EventType("subjects.erased")
            writer.write("subjects", texts: erased.subjects.map(\.text))
            writer.write("reason", erased.reason)
        case .payloadsRemoved(let removed):
            type = EventType("payloads.removed")
            writer.write("positions", integers: removed.positions)
            writer.write("reason", removed.reason)
        case .epochBegan(let epoch):
            type = EventType("epoch.began")
            writer.write("number", epoch.number)
            writer.write("origin", epoch.origin)
            writer.write("signed_before", epoch.signedBefore)
        case .keyRotated(let rotated):
            type = EventType("key.rotated")
            writer.write("vkey", rotated.verifierKey)
        case .removed(let type):
            return EncodedEvent(type: type, payload: [])
        }
        return EncodedEvent(
            type: type,
            payload: writer.json.canonicalBytes(),
            personal: writer.personal
        )
    }

    /// The event of a stored form.
    /// - Throws: ``PayloadError`` when the type is unknown or the payload is not of its schema.
    public static func decode(_ encoded: EncodedEvent) throws(PayloadError) -> LogEvent {
        guard !encoded.isRemoved else { return .removed(encoded.type) }
        let reader = try PayloadReader(encoded)
        switch encoded.type {
        case EventType("subjects.erased"):
            let reason = try reader.requiredPersonal("reason")
            let subjects = reader.texts("subjects").map { SubjectID($0) }
            return .subjectsErased(SubjectsErased(subjects: subjects, reason: reason))
        case EventType("payloads.removed"):
            let reason = try reader.requiredPersonal("reason")
            let positions = try reader.integers("positions")
            return .payloadsRemoved(PayloadsRemoved(positions: positions, reason: reason))
        case EventType("epoch.began"):
            return .epochBegan(
                EpochBegan(
                    number: try reader.integer("number"),
                    origin: try reader.text("origin"),
                    signedBefore: try reader.integer("signed_before")
                )
            )
        case EventType("key.rotated"):
            return .keyRotated(KeyRotated(verifierKey: try reader.text("vkey")))
        default:
            throw PayloadError(type: encoded.type, reason: "this version does not know the type")
        }
    }

    /// Every kind of event that can be read.
    public static let types = [
        EventType("epoch.began"), EventType("key.rotated"), EventType("payloads.removed"),
        EventType("subjects.erased"),
    ]
}
