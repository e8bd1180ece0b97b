public import EventSourcing

/// The log in memory: the twin of ``EventStore`` for tests and trials. Nothing survives it.
public actor MemoryEventLog: EventLog {
    private let now: @Sendable () -> Instant
    private var recorded: [Recorded<EncodedEvent>] = []
    private var streams: [StreamName: [Int]] = [:]
    private var outcomes: [[UInt8]: (body: [UInt8], receipt: AppendReceipt)] = [:]
    private var documents: [DocumentName: Document] = [:]
    private var fences: Set<SubjectID> = []
    private let growth = Growth()

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
        guard !batch.documents.contains(where: { $0.isOf(anyOf: fences) }) else {
            throw .documentOfErased
        }
        var lengths: [StreamName: Int64] = [:]
        for condition in batch.conditions {
            try expect(condition.expecting, of: condition.stream, holding: length(condition.stream))
        }
        for append in batch.streams {
            let length = lengths[append.stream] ?? length(append.stream)
            try expect(append.expecting, of: append.stream, holding: length)
            lengths[append.stream] = length + Int64(append.events.count)
        }
        let first = Int64(recorded.count)
        for append in batch.streams {
            for (event, occurredAt) in append.events {
                record(event, in: append.stream, occurredAt: occurredAt, of: batch)
            }
        }
        for document in batch.documents
        where documents[document.name] == nil && !document.names(anyOf: fences) {
            documents[document.name] = document
        }
        let receipt = AppendReceipt(
            firstPosition: first,
            count: recorded.count - Int(first),
            wasRepeated: false
        )
        if let key = batch.idempotencyKey { outcomes[key.key] = (key.body, receipt) }
        growth.note()
        return receipt
    }

    private func length(_ stream: StreamName) -> Int64 { Int64(streams[stream]?.count ?? 0) }

    private func expect(
        _ expected: ExpectedVersion,
        of stream: StreamName,
        holding length: Int64
    ) throws(EventLogError) {
        guard !expected.allows(length == 0 ? nil : length - 1) else { return }
        throw EventLogError(
            .conflict,
            "stream \(stream) holds \(length) events, expected \(expected); "
                + "read it again and decide again"
        )
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
        var event = event
        erase(fences, in: &event)
        recorded.append(
            Recorded(
                position: Int64(position),
                stream: stream,
                version: Int64(streams[stream]?.count ?? 0),
                id: EventID(
                    at: recordedAt,
                    random: (.random(in: 0...4095), .random(in: .min ... .max))
                ),
                event: event,
                recordedAt: recordedAt,
                occurredAt: occurredAt,
                actor: batch.actor,
                metadata: EventMetadata(batch.metadata),
                correlation: batch.correlation,
                causation: batch.causation
            )
        )
        streams[stream, default: []].append(position)
    }

    /// Reads events; see ``/EventSourcing/EventLog/events(_:)``.
    public func events(
        _ query: EventQuery
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        let asked = query.positions.clamped(to: 0..<Int64(recorded.count))
        let slice = recorded[Int(asked.lowerBound)..<Int(asked.upperBound)]
        return switch query.order {
        case .forwards: Array(slice.lazy.filter { query.covers($0) }.prefix(query.limit))
        case .backwards:
            Array(slice.reversed().lazy.filter { query.covers($0) }.prefix(query.limit))
        }
    }

    /// Reads a stream; see ``/EventSourcing/EventLog/events(of:)``.
    public func events(
        of stream: StreamName
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        (streams[stream] ?? []).map { recorded[$0] }
    }

    /// The number of events; see ``/EventSourcing/EventLog/size()``.
    public func size() async throws(EventLogError) -> Int64 { Int64(recorded.count) }

    /// Waits for more events; see ``/EventSourcing/EventLog/grown(past:)``.
    public func grown(past size: Int64) async throws(EventLogError) -> Int64 {
        try await growth.wait { () throws(EventLogError) in
            try await self.size() > size ? try await self.size() : nil
        }
    }

    /// Opens nothing, since nothing is sealed here; see ``/EventSourcing/EventLog/disclose(_:)``.
    public func disclose(_ fields: [Personal<String>]) async throws(EventLogError) -> Disclosure {
        .none
    }

    /// Signs nothing; see ``/EventSourcing/EventLog/signCheckpoint()``.
    @discardableResult
    public func signCheckpoint() async throws(EventLogError) -> [UInt8]? { nil }

    /// Erases at once, since nothing is sealed here; see ``/EventSourcing/EventLog/erase(_:reason:actor:)``.
    public func erase(
        _ subjects: Set<SubjectID>,
        reason: String,
        actor: Actor
    ) async throws(EventLogError) -> ErasureReceipt {
        fences.formUnion(subjects)
        for place in recorded.indices { erase(fences, in: &recorded[place].event) }
        let kept = documents.filter { !$0.value.isAbout(anyOf: subjects) }
        let destroyed = documents.count - kept.count
        documents = kept
        let about = SubjectID("erasure-\(recorded.count)")
        let erased = SubjectsErased(
            subjects: subjects.sorted(),
            reason: Personal(reason, about: about)
        )
        let event = LogEventCodec.encode(.subjectsErased(erased))
        let append = StreamAppend(to: .log, expecting: .any, events: [(event, now())])
        let receipt = try await self.append(AppendBatch([append], actor: actor))
        return ErasureReceipt(
            position: receipt.firstPosition,
            keysDestroyed: 0,
            documentsDestroyed: destroyed
        )
    }

    /// Lets what is known of subjects expire; see ``/EventSourcing/EventLog/expire(_:recording:)``.
    public func expire(
        _ subjects: Set<SubjectID>,
        recording batch: AppendBatch
    ) async throws(EventLogError) -> ErasureReceipt {
        let receipt = try await append(batch)
        let before = documents.count
        if !receipt.wasRepeated {
            for place in recorded.indices { erase(subjects, in: &recorded[place].event) }
            documents = documents.filter { !$0.value.names(anyOf: subjects) }
        }
        return ErasureReceipt(
            position: receipt.firstPosition,
            keysDestroyed: 0,
            documentsDestroyed: before - documents.count
        )
    }

    private func erase(_ subjects: Set<SubjectID>, in event: inout EncodedEvent) {
        for index in event.personal.indices where subjects.contains(event.personal[index].subject) {
            event.personal[index].content = .erased
        }
    }

    /// Reads a document; see ``/EventSourcing/EventLog/document(_:)``.
    public func document(_ name: DocumentName) async throws(EventLogError) -> Document? {
        documents[name]
    }
}

extension EventLogError {
    /// Somebody was erased, and what rests on a document about them alone cannot be kept.
    static let documentOfErased = EventLogError(
        .erased,
        "a document is about somebody who was erased; nothing about them is kept any more"
    )
}

extension Document {
    /// Whether it names somebody.
    fileprivate func names(anyOf others: Set<SubjectID>) -> Bool {
        switch subjects {
        case .one(let subject): others.contains(subject)
        case .several(let several): !several.isDisjoint(with: others)
        case .anyone: false
        }
    }

    /// Whether it is about one of them alone.
    fileprivate func isOf(anyOf others: Set<SubjectID>) -> Bool {
        if case .one(let subject) = subjects { others.contains(subject) } else { false }
    }

    /// Whether it may be about somebody: one of which nobody can tell may be about anyone.
    fileprivate func isAbout(anyOf others: Set<SubjectID>) -> Bool {
        subjects == .anyone || names(anyOf: others)
    }
}
