/// An append-only log of events: the one place where facts are kept.
///
/// Every log, in memory or on disk, passes the same contract suite. Nothing above it knows how it
/// stores what it was given.
public protocol EventLog: Sendable {
    /// Appends events to one or more streams, with the documents they rest on, all or nothing.
    ///
    /// Returns only when the events are durable (I-1).
    /// - Throws: ``EventLogError``, having changed nothing, unless its code is
    ///   ``EventLogError/Code/unknownOutcome``.
    func append(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt

    /// Reads events in the order of the log.
    /// - Parameters:
    ///   - position: The first position to read, 0-based.
    ///   - limit: The most events to return.
    /// - Returns: the events; fewer than the limit only at the end of the log.
    /// - Throws: ``EventLogError`` when the storage fails.
    func events(
        from position: Int64,
        limit: Int
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>]

    /// Reads one stream from its beginning.
    func events(of stream: StreamName) async throws(EventLogError) -> [Recorded<EncodedEvent>]

    /// The number of events in the log: the position the next one gets.
    func size() async throws(EventLogError) -> Int64

    /// A document by its name; `nil` when there is none.
    func document(_ name: DocumentName) async throws(EventLogError) -> Document?
}

/// Events for one stream.
public struct StreamAppend: Sendable {
    /// The stream.
    public var stream: StreamName
    /// What the writer believes it to hold.
    public var expecting: ExpectedVersion
    /// The events, in order, each with the time it happened.
    public var events: [(event: EncodedEvent, occurredAt: Instant)]

    /// Creates an append to one stream.
    public init(
        to stream: StreamName,
        expecting: ExpectedVersion,
        events: [(event: EncodedEvent, occurredAt: Instant)]
    ) {
        self.stream = stream
        self.expecting = expecting
        self.events = events
    }
}

/// What is appended in one transaction.
public struct AppendBatch: Sendable {
    /// Events, stream by stream.
    public var streams: [StreamAppend]
    /// Documents kept with them.
    public var documents: [Document]
    /// Makes the batch take effect once, however often it is sent.
    public var idempotencyKey: IdempotencyKey?
    /// Who or what brings the events.
    public var actor: Actor
    /// What else is to be known about how the events came, such as the delivery they were read from.
    public var metadata: [String: String]

    /// Creates a batch.
    public init(
        _ streams: [StreamAppend],
        documents: [Document] = [],
        idempotencyKey: IdempotencyKey? = nil,
        actor: Actor,
        metadata: [String: String] = [:]
    ) {
        self.streams = streams
        self.documents = documents
        self.idempotencyKey = idempotencyKey
        self.actor = actor
        self.metadata = metadata
    }
}

/// Says of two batches that they are the same one, sent again.
///
/// Both parts are keyed hashes.
public struct IdempotencyKey: Sendable, Hashable {
    /// What is not to be done twice.
    public var key: [UInt8]
    /// What it was asked with: the same key with another body is an error.
    public var body: [UInt8]

    /// Creates a key.
    public init(key: [UInt8], body: [UInt8]) {
        self.key = key
        self.body = body
    }
}

/// What became of a batch.
public struct AppendReceipt: Sendable, Hashable {
    /// The position of its first event.
    public var firstPosition: Int64
    /// How many events it appended.
    public var count: Int
    /// Whether the same batch had been appended before; then nothing was appended now.
    public var wasRepeated: Bool

    /// Creates a receipt.
    public init(firstPosition: Int64, count: Int, wasRepeated: Bool) {
        self.firstPosition = firstPosition
        self.count = count
        self.wasRepeated = wasRepeated
    }
}

/// The name of a document: its kind and an opaque identifier.
public struct DocumentName: Sendable, Hashable, CustomStringConvertible {
    /// What kinds of document a log keeps.
    ///
    /// The raw values are the storage format.
    public enum Kind: String, Sendable, Hashable {
        /// A delivery as it was received, named by the keyed hash of its body.
        case delivery
        /// A signature's PNG as it was received, named by its SHA-256.
        case signature
        /// The content of a sheet as it was closed, named by its SHA-256.
        case sheet
        /// A document as it was exported, named by its SHA-256.
        case export
    }

    /// The kind.
    public let kind: Kind
    /// The identifier among those of its kind.
    public let identifier: String

    /// Names a document.
    public init(_ kind: Kind, _ identifier: String) {
        self.kind = kind
        self.identifier = identifier
    }

    /// `kind/identifier`.
    public var description: String { "\(kind.rawValue)/\(identifier)" }
}

/// Bytes kept beside the events that rest on them.
public struct Document: Sendable, Hashable {
    /// Its name.
    public var name: DocumentName
    /// Its bytes.
    public var bytes: [UInt8]

    /// Creates a document.
    public init(_ name: DocumentName, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
