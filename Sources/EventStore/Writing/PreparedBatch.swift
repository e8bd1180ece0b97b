import Crypto
import EventSourcing
import Foundation
import Synchronization

/// A batch with everything done that needs no place in the log yet: ids given, personal fields and
/// documents sealed, hashes taken.
///
/// It is made by whoever appends, so that the writer's time is COMMIT's.
struct PreparedBatch: Sendable {
    struct Event: Sendable {
        var id: EventID
        var type: EventType
        var occurredAt: Instant
        var payload: StoredPayload
        var payloadHash: [UInt8]
    }

    struct Stream: Sendable {
        var name: StreamName
        /// The name as leaves hold it.
        var text: String
        var expecting: ExpectedVersion
        var events: [Event]
    }

    struct SealedDocument: Sendable {
        var name: DocumentName
        var key: Int64
        var hasOwnKey: Bool
        var subjects: [SubjectID]
        var bytes: [UInt8]
    }

    var streams: [Stream]
    var conditions: [StreamCondition]
    var documents: [SealedDocument]
    var assignments: [SubjectID: Int64]
    var idempotencyKey: IdempotencyKey?
    var actor: Actor
    var correlation: EventID?
    var causation: EventID?
    var metadata: [UInt8]
    var metadataHash: [UInt8]
}

extension PreparedBatch {
    /// The name under which documents are filed that may be about anyone.
    static let anyone = SubjectID("*")

    /// Prepares a batch.
    init(
        _ batch: AppendBatch,
        ring: KeyRing,
        ids: EventIDSource
    ) throws(EventLogError) {
        var subjects: Set<SubjectID> = []
        for stream in batch.streams {
            for (event, _) in stream.events {
                for field in event.personal { subjects.insert(field.subject) }
            }
        }
        for document in batch.documents {
            if case .one(let subject) = document.subjects { subjects.insert(subject) }
        }
        let keys = try ring.keys(of: subjects)
        let metadata = JSON.object(batch.metadata.mapValues(JSON.string)).canonicalBytes()
        self.init(
            streams: [],
            conditions: batch.conditions,
            documents: [],
            assignments: keys.assignments,
            idempotencyKey: batch.idempotencyKey,
            actor: batch.actor,
            correlation: batch.correlation,
            causation: batch.causation,
            metadata: metadata,
            metadataHash: Array(SHA256.hash(data: metadata))
        )
        for append in batch.streams {
            let events = try Self.prepared(append.events, ids: ids, keys: keys.bySubject)
            streams.append(
                Stream(
                    name: append.stream,
                    text: append.stream.description,
                    expecting: append.expecting,
                    events: events
                )
            )
        }
        for document in batch.documents {
            if let sealed = try Self.sealed(document, with: keys.bySubject, ring: ring) {
                documents.append(sealed)
            }
        }
    }

    /// Asked once: the system reads files to tell.
    private static let cores = ProcessInfo.processInfo.activeProcessorCount

    /// Prepares events, on all cores when there are many: the disk waits for them.
    private static func prepared(
        _ events: [(event: EncodedEvent, occurredAt: Instant)],
        ids: EventIDSource,
        keys: [SubjectID: SubjectKey]
    ) throws(EventLogError) -> [Event] {
        let ids = events.map { _ in ids.next() }
        let parts = min(cores, events.count / StoreLimits.eventsPreparedAtOnceMin)
        let prepare = { @Sendable (range: Range<Int>) throws(EventLogError) -> [Event] in
            var prepared: [Event] = []
            prepared.reserveCapacity(range.count)
            for index in range {
                prepared.append(try Self.prepared(events[index], id: ids[index], keys: keys))
            }
            return prepared
        }
        guard parts > 1 else { return try prepare(events.indices) }
        let prepared = Mutex(
            [Result<[Event], EventLogError>](repeating: .success([]), count: parts)
        )
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let range = events.count * part / parts..<events.count * (part + 1) / parts
            let outcome = Result { () throws(EventLogError) in try prepare(range) }
            prepared.withLock { $0[part] = outcome }
        }
        var all: [Event] = []
        for part in prepared.withLock({ $0 }) { all += try part.get() }
        return all
    }

    private static func prepared(
        _ given: (event: EncodedEvent, occurredAt: Instant),
        id: EventID,
        keys: [SubjectID: SubjectKey]
    ) throws(EventLogError) -> Event {
        let payload = StoredPayload(
            body: given.event.payload,
            personal: try sealed(given.event.personal, of: id, with: keys)
        )
        return Event(
            id: id,
            type: given.event.type,
            occurredAt: given.occurredAt,
            payload: payload,
            payloadHash: payload.hash
        )
    }

    /// The boxes of an event's personal fields; that of an erased subject has no bytes.
    private static func sealed(
        _ fields: [Personal<String>],
        of event: EventID,
        with keys: [SubjectID: SubjectKey]
    ) throws(EventLogError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fields.count * 128)
        for (index, field) in fields.enumerated() {
            switch field.content {
            case .open(let text):
                guard let key = keys[field.subject] else { fallthrough }
                let place = FieldBox.Place(subject: field.subject, event: event, index: index)
                try FieldBox.seal(text, at: place, with: key, into: &bytes)
            case .erased:
                bytes.append(counted: [])
            case .sealed:
                throw EventLogError(
                    .damaged,
                    "a field that was sealed for another event cannot be appended; open it first"
                )
            }
        }
        return bytes
    }

    /// A document under the key of its one subject, else under a key of its own; `nil` where
    /// somebody on it was erased.
    private static func sealed(
        _ document: Document,
        with keys: [SubjectID: SubjectKey],
        ring: KeyRing
    ) throws(EventLogError) -> SealedDocument? {
        let key: SubjectKey
        let subjects: [SubjectID]
        var hasOwnKey = true
        switch document.subjects {
        case .one(let subject):
            guard let subjectKey = keys[subject] else { return nil }
            (key, subjects, hasOwnKey) = (subjectKey, [subject], false)
        case .several(let several):
            guard !several.contains(where: ring.isFenced) else { return nil }
            (key, subjects) = (try ring.documentKey(), several.sorted())
        case .anyone:
            (key, subjects) = (try ring.documentKey(), [anyone])
        }
        return SealedDocument(
            name: document.name,
            key: key.id,
            hasOwnKey: hasOwnKey,
            subjects: subjects,
            bytes: try DocumentBox.seal(document, with: key)
        )
    }
}
