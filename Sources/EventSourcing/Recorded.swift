/// An event with its place in the log.
public struct Recorded<Event: Sendable>: Sendable {
    /// The place in the log, 0-based and without gaps; equal to the leaf index of its tree.
    public var position: Int64
    /// The stream it belongs to.
    public var stream: StreamName
    /// The place in the stream, 0-based and without gaps.
    public var version: Int64
    /// A UUIDv7 (RFC 9562, 5.7).
    public var id: EventID
    /// What happened.
    public var event: Event
    /// When the log took it in; strictly increasing.
    public var recordedAt: Instant
    /// When it happened, as its source tells.
    public var occurredAt: Instant
    /// Who or what brought it: `zoom`, or whoever gave the command.
    public var actor: Actor
    /// What else is known about how it came, as it is held.
    public var heldMetadata: EventMetadata
    /// What else is known about how it came.
    public var metadata: [String: String] {
        get { heldMetadata.members }
        set { heldMetadata = EventMetadata(newValue) }
    }
    /// What all events of one undertaking have in common.
    public var correlation: EventID?
    /// The event that led to it.
    public var causation: EventID?

    /// Creates a recorded event from its parts.
    @inlinable
    public init(
        position: Int64,
        stream: StreamName,
        version: Int64,
        id: EventID,
        event: Event,
        recordedAt: Instant,
        occurredAt: Instant,
        actor: Actor,
        metadata: EventMetadata = .none,
        correlation: EventID? = nil,
        causation: EventID? = nil
    ) {
        self.position = position
        self.stream = stream
        self.version = version
        self.id = id
        self.event = event
        self.recordedAt = recordedAt
        self.occurredAt = occurredAt
        self.actor = actor
        self.heldMetadata = metadata
        self.correlation = correlation
        self.causation = causation
    }

    /// The same place in the log with the event read in another way.
    @inlinable
    public func map<Other: Sendable, Failure: Error>(
        _ transform: (Event) throws(Failure) -> Other
    ) throws(Failure) -> Recorded<Other> {
        Recorded<Other>(
            position: position,
            stream: stream,
            version: version,
            id: id,
            event: try transform(event),
            recordedAt: recordedAt,
            occurredAt: occurredAt,
            actor: actor,
            metadata: heldMetadata,
            correlation: correlation,
            causation: causation
        )
    }
}

/// Who or what brought an event or gave a command: a role and an opaque name, never an address.
public struct Actor: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that names an actor.
    public init(_ text: String) { self.text = text }

    /// Zoom, through a webhook.
    public static let zoom = Actor("zoom")
    /// Muster itself.
    public static let muster = Actor("muster")
}
