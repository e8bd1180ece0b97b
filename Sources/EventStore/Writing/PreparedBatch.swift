import EventSourcing
import Foundation
import Nettle
import Synchronization

/// A batch with everything done that needs no place in the log yet: ids given, personal fields and
/// documents sealed, hashes taken.
///
/// It is made by whoever appends, so that the writer's time is COMMIT's; of a large batch the events
/// are sealed while the writer inserts those before them (``SealedEvents``).
struct PreparedBatch: Sendable {
    struct Event: Sendable {
        var id: EventID
        var type: EventType
        var occurredAt: Instant
        var payload: StoredPayload
        var payloadHash: Digest256
    }

    struct Stream: Sendable {
        var name: StreamName
        /// The name as leaves hold it.
        var text: String
        var expecting: ExpectedVersion
        var events: SealedEvents
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
    /// Whether it had a document about one subject alone, who was erased.
    var hasDocumentOfErased = false
    /// What it is sealed under.
    var keys: [SubjectID: SubjectKey]
    /// Whose key is which, where the log does not say so yet.
    var assignments: [(subject: SubjectID, key: Int64)]
    var idempotencyKey: IdempotencyKey?
    var actor: Actor
    var correlation: EventID?
    var causation: EventID?
    var metadata: [UInt8]
    var metadataHash: Digest256
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
        let keys = try ring.keys(of: try Self.subjects(of: batch))
        let metadata = JSON.canonicalBytes(of: batch.metadata)
        self.init(
            streams: [],
            conditions: batch.conditions,
            documents: [],
            keys: keys.bySubject,
            assignments: keys.assignments,
            idempotencyKey: batch.idempotencyKey,
            actor: batch.actor,
            correlation: batch.correlation,
            causation: batch.causation,
            metadata: metadata,
            metadataHash: metadata.withUnsafeBytes { SHA256State.digest(of: $0) }
        )
        for append in batch.streams {
            let ids = ids.next(append.events.count)
            let events = SealedEvents(append.events.count) { [keys = keys.bySubject] range in
                range.map { Event(append.events[$0], id: ids[$0], keys: keys) }
            }
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
            } else if case .one = document.subjects {
                // Refused in its turn: it may be one that was appended before.
                hasDocumentOfErased = true
            }
        }
    }

    /// Whom a batch holds something of; somebody may be named more than once.
    private static func subjects(of batch: AppendBatch) throws(EventLogError) -> [SubjectID] {
        var subjects: [SubjectID] = []
        for stream in batch.streams {
            for (event, _) in stream.events {
                for field in event.personal {
                    if case .sealed = field.content {
                        throw EventLogError(
                            .damaged,
                            "a field that was sealed for another event cannot be appended; "
                                + "open it first"
                        )
                    }
                    // Fields about one person mostly stand together.
                    if field.subject != subjects.last { subjects.append(field.subject) }
                }
            }
        }
        for document in batch.documents {
            if case .one(let subject) = document.subjects { subjects.append(subject) }
        }
        return subjects
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

extension PreparedBatch.Event {
    /// Seals an event.
    fileprivate init(
        _ given: (event: EncodedEvent, occurredAt: Instant),
        id: EventID,
        keys: [SubjectID: SubjectKey]
    ) {
        let payload = StoredPayload(
            body: given.event.payload,
            personal: Self.sealed(given.event.personal, of: id, with: keys)
        )
        self.init(
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
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fields.count * 192)
        for (index, field) in fields.enumerated() {
            if let text = field.value, let key = keys[field.subject] {
                let place = FieldBox.Place(subject: field.subject, event: event, index: index)
                FieldBox.seal(text, at: place, with: key, into: &bytes)
            } else {
                bytes.append(counted: [])
            }
        }
        return bytes
    }
}
