import EventSourcing
import Foundation
import GRDB
import Transparency

extension LogConnection {
    /// Appends a batch, or refuses it.
    func append(
        _ batch: PreparedBatch,
        ring: KeyRing
    ) throws -> Result<AppendReceipt, EventLogError> {
        if let key = batch.idempotencyKey, let known = try outcome(of: key) { return known }
        guard !batch.hasDocumentOfErased else { return .failure(.documentOfErased) }
        for condition in batch.conditions {
            if let conflict = try conflict(condition.stream, condition.expecting) {
                return .failure(conflict)
            }
        }
        // A key that the erasure would not find may not seal anything.
        guard !batch.assignments.contains(where: { ring.isFenced($0.subject) }) else {
            return .failure(
                EventLogError(.busy, "somebody in the batch was just erased; try again")
            )
        }
        // What it holds could be opened by nobody.
        guard !ring.hasExpired(anyOf: batch.keys) else {
            return .failure(EventLogError(.busy, "what was known of somebody expired; try again"))
        }
        let first = head.size
        let now = now()
        for stream in batch.streams {
            if let conflict = try conflict(stream.name, stream.expecting) {
                return .failure(conflict)
            }
            try append(stream, of: batch, at: now)
        }
        for (subject, key) in batch.assignments {
            statements.insertSubject.bind(subject.text, at: 1)
            statements.insertSubject.bind(key, at: 2)
            try statements.insertSubject.run()
            // Never seal under a key that erasing the subject would not find.
            let stored = try db.changesCount > 0 ? key : self.key(of: subject)
            guard stored == key else {
                ring.forget(subject)
                return .failure(EventLogError(.busy, "two newcomers met; try again"))
            }
        }
        for document in batch.documents {
            guard document.subjects.contains(where: ring.isFenced) else {
                try keep(document)
                continue
            }
            guard document.hasOwnKey else { return .failure(.documentOfErased) }
        }
        let count = Int(head.size - first)
        let receipt = AppendReceipt(firstPosition: first, count: count, wasRepeated: false)
        if let key = batch.idempotencyKey { try keep(key, receipt) }
        return .success(receipt)
    }

    private func key(of subject: SubjectID) throws -> Int64? {
        statements.findSubject.bind(subject.text, at: 1)
        defer { statements.findSubject.reset() }
        return try statements.findSubject.step() ? statements.findSubject.integer(0) : nil
    }

    private func conflict(
        _ stream: StreamName,
        _ expecting: ExpectedVersion
    ) throws -> EventLogError? {
        if case .any = expecting { return nil }
        let last = try end(of: stream, creating: false)?.version
        guard !expecting.allows(last) else { return nil }
        return EventLogError(
            .conflict,
            "stream \(stream) is at version \(last.map(String.init) ?? "none"), "
                + "expected \(expecting); read it again and decide again"
        )
    }

    private func append(
        _ stream: PreparedBatch.Stream,
        of batch: PreparedBatch,
        at now: Instant
    ) throws {
        guard var end = try end(of: stream.name, creating: true) else { return }
        try stream.events.forEach { event in
            let version = end.version.map { $0 + 1 } ?? 0
            try append(event, to: stream, as: (end.row, version), of: batch, at: now)
            end.version = version
        }
        streams[stream.name] = end
    }

    private func append(
        _ event: PreparedBatch.Event,
        to stream: PreparedBatch.Stream,
        as place: (row: Int64, version: Int64),
        of batch: PreparedBatch,
        at now: Instant
    ) throws {
        let position = head.size
        let recordedAt = head.nextTime(after: now)
        let record = LeafRecord(
            position: position,
            version: place.version,
            recordedAt: recordedAt,
            occurredAt: event.occurredAt,
            id: event.id,
            type: event.type,
            correlation: batch.correlation,
            causation: batch.causation,
            stream: stream.text,
            actor: batch.actor.text,
            metadataHash: batch.metadataHash,
            payloadHash: event.payloadHash
        )
        let leaf = try record.withBytes { bytes in
            let leaf = TreeHash.leaf(bytes)
            try insert(record, bytes, leaf, inStream: place.row, metadata: batch.metadata)
            return leaf
        }
        try insert(event.payload, at: position)
        for tile in head.append(leaf) {
            statements.insertTile.bind(Int64(tile.level), at: 1)
            statements.insertTile.bind(tile.index, at: 2)
            statements.insertTile.bind(tile.root?.bytes, at: 3)
            try statements.insertTile.run()
        }
    }

    /// Inserts an event's row.
    private func insert(
        _ record: LeafRecord,
        _ bytes: UnsafeRawBufferPointer,
        _ leaf: TreeHash,
        inStream row: Int64,
        metadata: [UInt8]
    ) throws {
        statements.insertEvent.bind(record.position, at: 1)
        statements.insertEvent.bind(row, at: 2)
        statements.insertEvent.bind(record.version, at: 3)
        statements.insertEvent.bind(lasting: bytes[LeafRecord.idPlace], at: 4)
        statements.insertEvent.bind(record.type.name, at: 5)
        statements.insertEvent.bind(Int64(record.type.version), at: 6)
        statements.insertEvent.bind(record.recordedAt.microseconds, at: 7)
        statements.insertEvent.bind(record.occurredAt.microseconds, at: 8)
        statements.insertEvent.bind(record.actor, at: 9)
        statements.insertEvent.bind(record.correlation, at: 10)
        statements.insertEvent.bind(record.causation, at: 11)
        statements.insertEvent.bind(lasting: bytes[LeafRecord.payloadHashPlace], at: 13)
        try metadata.withUnsafeBytes { metadata in
            statements.insertEvent.bind(lasting: metadata[...], at: 12)
            try leaf.withUnsafeBytes { leaf in
                statements.insertEvent.bind(lasting: leaf[...], at: 14)
                try statements.insertEvent.run()
            }
        }
    }

    private func insert(_ payload: StoredPayload, at position: Int64) throws {
        statements.insertPayload.bind(position, at: 1)
        try payload.body.withUnsafeBytes { body in
            statements.insertPayload.bind(lasting: body[...], at: 2)
            try payload.personal.withUnsafeBytes { personal in
                statements.insertPayload.bind(lasting: personal[...], at: 3)
                try statements.insertPayload.run()
            }
        }
    }

    /// The row and the last version of a stream; `nil` when it has neither and none is made.
    private func end(of stream: StreamName, creating: Bool) throws -> StreamEnd? {
        if let known = streams[stream] { return known }
        if streams.count > StoreLimits.cachedStreamsMax { streams = [:] }
        statements.findStream.bind(stream.category, at: 1)
        statements.findStream.bind(stream.identifier, at: 2)
        defer { statements.findStream.reset() }
        if try statements.findStream.step() {
            let hasEvents = !statements.findStream.isNull(1)
            let end = StreamEnd(
                row: statements.findStream.integer(0),
                version: hasEvents ? statements.findStream.integer(1) : nil
            )
            streams[stream] = end
            return end
        }
        guard creating else { return nil }
        statements.insertStream.bind(stream.category, at: 1)
        statements.insertStream.bind(stream.identifier, at: 2)
        try statements.insertStream.run()
        let end = StreamEnd(row: db.lastInsertedRowID, version: nil)
        streams[stream] = end
        return end
    }

    private func outcome(
        of key: IdempotencyKey
    ) throws -> Result<AppendReceipt, EventLogError>? {
        statements.findOutcome.bind(key.key, at: 1)
        defer { statements.findOutcome.reset() }
        guard try statements.findOutcome.step() else { return nil }
        guard statements.findOutcome.bytes(0) == key.body else {
            return .failure(
                EventLogError(
                    .idempotencyMismatch,
                    "this idempotency key was used before with another body; use a new key"
                )
            )
        }
        return .success(
            AppendReceipt(
                firstPosition: statements.findOutcome.integer(1),
                count: Int(statements.findOutcome.integer(2)),
                wasRepeated: true
            )
        )
    }

    private func keep(_ key: IdempotencyKey, _ receipt: AppendReceipt) throws {
        statements.insertOutcome.bind(key.key, at: 1)
        statements.insertOutcome.bind(key.body, at: 2)
        statements.insertOutcome.bind(receipt.firstPosition, at: 3)
        statements.insertOutcome.bind(Int64(receipt.count), at: 4)
        try statements.insertOutcome.run()
    }

    private func keep(_ document: PreparedBatch.SealedDocument) throws {
        statements.insertDocument.bind(document.name.kind.rawValue, at: 1)
        statements.insertDocument.bind(document.name.identifier, at: 2)
        statements.insertDocument.bind(document.key, at: 3)
        statements.insertDocument.bind(document.hasOwnKey ? 1 : 0, at: 4)
        statements.insertDocument.bind(now().microseconds, at: 5)
        statements.insertDocument.bind(document.bytes, at: 6)
        try statements.insertDocument.run()
        guard db.changesCount > 0 else { return }
        let row = db.lastInsertedRowID
        for subject in document.subjects {
            statements.insertDocumentSubject.bind(subject.text, at: 1)
            statements.insertDocumentSubject.bind(row, at: 2)
            try statements.insertDocumentSubject.run()
        }
    }
}
