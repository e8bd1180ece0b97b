/// The name and schema version of a kind of event.
///
/// Names are never changed; versions are added.
public struct EventType: Sendable, Hashable, CustomStringConvertible {
    /// The name, such as `connection.joined`.
    public let name: String
    /// The version of its payload's schema, from 1.
    public let version: Int

    /// Names a kind of event.
    public init(_ name: String, version: Int = 1) {
        self.name = name
        self.version = version
    }

    /// `connection.joined@1`.
    public var description: String { "\(name)@\(version)" }
}

/// An event as the log keeps it.
public struct EncodedEvent: Sendable, Hashable {
    /// What kind of event it is.
    public var type: EventType
    /// Canonical JSON (RFC 8785), byte for byte as it is stored.
    ///
    /// It holds no personal data: it refers to the fields of ``personal`` by their numbers.
    public var payload: [UInt8]
    /// Whether the payload was lawfully removed: then only the event's row is left.
    public var isRemoved: Bool { payload.isEmpty }
    /// The personal fields, in the order of their numbers.
    public var personal: [Personal<String>]

    /// Creates an event from what is stored.
    public init(type: EventType, payload: [UInt8], personal: [Personal<String>] = []) {
        self.type = type
        self.payload = payload
        self.personal = personal
    }
}

/// Turns events into what the log keeps, and back.
public protocol EventCodec: Sendable {
    /// The events it knows.
    associatedtype Event: Sendable

    /// The stored form of an event.
    static func encode(_ event: Event) -> EncodedEvent

    /// The event of a stored form.
    /// - Throws: ``PayloadError`` when the type is unknown or the payload is not of its schema.
    static func decode(_ encoded: EncodedEvent) throws(PayloadError) -> Event
}
