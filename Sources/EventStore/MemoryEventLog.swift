public import EventSourcing

/// The log in memory: the twin of ``EventStore`` for tests and trials. Nothing survives it.
public actor MemoryEventLog: EventLog {
    private let now: @Sendable () -> Instant
    private var recorded: [Recorded<EncodedEvent>] = []
    private var streams: [StreamName: [Int]] = [:]
    private var outcomes: [[UInt8]: (body: [UInt8], receipt: AppendReceipt)] = [:]
    private var documents: [DocumentName: Document] = [:]

    /// Creates an empty log with a clock.
    public init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// Appends a batch; see ``/EventSourcing/EventLog/append(_:)``.
    public func append(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt {
        if let key = batch.idempotencyKey, let known = outcomes[key.key] {
            guard known.body == key.body else {
                throw EventLogError(
                    .idempotencyMismatch,
                    "this idempotency key was used before with another body; use a new key"
                )
            }
            var receipt = known.receipt
            receipt.wasRepeated = true
            return receipt
        }
        var lengths: [StreamName: Int64] = [:]
        for append in batch.streams {
            let length = lengths[append.stream] ?? Int64(streams[append.stream]?.count ?? 0)
            guard append.expecting.allows(length == 0 ? nil : length - 1) else {
                throw EventLogError(
                    .conflict,
                    "stream \(append.stream) holds \(length) events, expected "
                        + "\(append.expecting); read it again and decide again"
                )
            }
            lengths[append.stream] = length + Int64(append.events.count)
        }
        let first = Int64(recorded.count)
        for append in batch.streams {
            for (event, occurredAt) in append.events {
                record(event, in: append.stream, occurredAt: occurredAt, of: batch)
            }
        }
        for document in batch.documents where documents[document.name] == nil {
            documents[document.name] = document
        }
        let receipt = AppendReceipt(
            firstPosition: first,
            count: recorded.count - Int(first),
            wasRepeated: false
        )
        if let key = batch.idempotencyKey { outcomes[key.key] = (key.body, receipt) }
        return receipt
    }

    private func record(
        _ event: EncodedEvent,
        in stream: StreamName,
        occurredAt: Instant,
        of batch: AppendBatch
    ) {
        var recordedAt = now()
        if let last = recorded.last?.recordedAt {
            recordedAt = max(recordedAt, Instant(microseconds: last.microseconds + 1))
        }
        let position = recorded.count
        recorded.append(
            Recorded(
                position: Int64(position),
                stream: stream,
                version: Int64(streams[stream]?.count ?? 0),
                id: EventID(at: recordedAt, random: (0..<10).map { _ in .random(in: 0...255) }),
                event: event,
                recordedAt: recordedAt,
                occurredAt: occurredAt,
                actor: batch.actor,
                metadata: batch.metadata
            )
        )
        streams[stream, default: []].append(position)
    }

    /// Reads events; see ``/EventSourcing/EventLog/events(from:limit:)``.
    public func events(
        from position: Int64,
        limit: Int
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        guard position < recorded.count else { return [] }
        return Array(recorded[Int(max(0, position))...].prefix(limit))
    }

    /// Reads a stream; see ``/EventSourcing/EventLog/events(of:)``.
    public func events(
        of stream: StreamName
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        (streams[stream] ?? []).map { recorded[$0] }
    }

    /// The number of events; see ``/EventSourcing/EventLog/size()``.
    public func size() async throws(EventLogError) -> Int64 { Int64(recorded.count) }

    /// Reads a document; see ``/EventSourcing/EventLog/document(_:)``.
    public func document(_ name: DocumentName) async throws(EventLogError) -> Document? {
        documents[name]
    }
}
