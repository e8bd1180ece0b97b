/// An append-only log of events: the one place where facts are kept.
///
/// Every log, in memory or on disk, passes the same contract suite. Nothing above it knows how it
/// stores what it was given.
public protocol EventLog: Sendable {
    /// Appends events to one or more streams, with the documents they rest on, all or nothing.
    ///
    /// Returns only when the events are durable (I-1). Nothing is kept of whoever was erased: their fields
    /// are stored empty, and documents about several people of whom they are one are left out. But what
    /// rests on a document about them alone is nothing without it, and is refused.
    /// - Throws: ``EventLogError``, having changed nothing, unless its code is
    ///   ``EventLogError/Code/unknownOutcome``; with ``EventLogError/Code/erased`` where a document is about
    ///   one subject, and they were erased.
    func append(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt

    /// Reads events, their personal fields sealed.
    /// - Returns: the events, in the order asked for; fewer than the limit only where there are no more.
    /// - Throws: ``EventLogError`` when the storage fails.
    func events(_ query: EventQuery) async throws(EventLogError) -> [Recorded<EncodedEvent>]

    /// Reads one stream from its beginning, with its personal fields opened as far as they can be:
    /// what people decide is decided against what is known.
    func events(of stream: StreamName) async throws(EventLogError) -> [Recorded<EncodedEvent>]

    /// The number of events in the log: the position the next one gets.
    func size() async throws(EventLogError) -> Int64

    /// Waits until the log holds more than a number of events.
    /// - Returns: how many it holds then.
    /// - Throws: ``EventLogError`` when the storage fails, the log is closed, or the task is cancelled.
    func grown(past size: Int64) async throws(EventLogError) -> Int64

    /// Opens sealed fields.
    /// - Returns: their texts; those whose subject was erased are missing.
    /// - Throws: ``EventLogError`` when the storage fails, or a field does not open under its key.
    func disclose(_ fields: [Personal<String>]) async throws(EventLogError) -> Disclosure

    /// Signs the log as it stands, so that no later change of it goes unnoticed (I-9).
    /// - Returns: the checkpoint, a C2SP signed note; `nil` for a log that signs nothing.
    /// - Throws: ``EventLogError`` with code `forked` when it must not sign any more.
    @discardableResult
    func signCheckpoint() async throws(EventLogError) -> [UInt8]?

    /// Erases the personal data of subjects: their fields, their signatures, and every document they
    /// are named in (I-10). The events stay.
    /// - Parameters:
    ///   - subjects: Whose data.
    ///   - reason: Why; it is kept as a personal field of its own, and should not name them.
    ///   - actor: Who decided it.
    /// - Returns: what was destroyed.
    /// - Throws: ``EventLogError``.
    func erase(
        _ subjects: Set<SubjectID>,
        reason: String,
        actor: Actor
    ) async throws(EventLogError) -> ErasureReceipt

    /// Appends a batch, and with it lets the personal data of subjects expire: their fields that are in
    /// the log, and every document that names them, are gone for good.
    ///
    /// Unlike after an erasure, what comes of them later is kept, under a new key. Documents that may be
    /// about anyone stay.
    /// - Parameters:
    ///   - subjects: Whose data.
    ///   - batch: The events that say so; they hold nothing of these subjects.
    /// - Returns: what was destroyed.
    /// - Throws: ``EventLogError``, as ``append(_:)`` does; nothing has expired then, unless its code is
    ///   ``EventLogError/Code/unknownOutcome``.
    func expire(
        _ subjects: Set<SubjectID>,
        recording batch: AppendBatch
    ) async throws(EventLogError) -> ErasureReceipt

    /// A document by its name; `nil` when there is none, or when it was destroyed.
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

/// What a stream must hold for a batch to be appended.
public struct StreamCondition: Sendable, Hashable {
    /// The stream.
    public var stream: StreamName
    /// What the writer believes it to hold.
    public var expecting: ExpectedVersion

    /// Asks for a stream to hold what is expected.
    public init(_ stream: StreamName, expecting: ExpectedVersion) {
        self.stream = stream
        self.expecting = expecting
    }
}

/// What is appended in one transaction.
public struct AppendBatch: Sendable {
    /// Events, stream by stream.
    public var streams: [StreamAppend]
    /// What streams must hold that the batch does not write to.
    public var conditions: [StreamCondition]
    /// Documents kept with them.
    public var documents: [Document]
    /// Makes the batch take effect once, however often it is sent.
    public var idempotencyKey: IdempotencyKey?
    /// Who or what brings the events.
    public var actor: Actor
    /// What else is to be known about how the events came, such as the delivery they were read from.
    public var metadata: [String: String]
    /// What all events of one undertaking have in common.
    public var correlation: EventID?
    /// The event that led to these.
    public var causation: EventID?

    /// Creates a batch.
    public init(
        _ streams: [StreamAppend],
        conditions: [StreamCondition] = [],
        documents: [Document] = [],
        idempotencyKey: IdempotencyKey? = nil,
        actor: Actor,
        metadata: [String: String] = [:],
        correlation: EventID? = nil,
        causation: EventID? = nil
    ) {
        self.streams = streams
        self.conditions = conditions
        self.correlation = correlation
        self.causation = causation
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
