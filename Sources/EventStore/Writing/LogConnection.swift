import EventSourcing
import Foundation
import GRDB
import Transparency

/// The writer's connection: compiled statements, and where the log ends.
///
/// `@unchecked Sendable`: it is used on the writer's thread only, inside GRDB's writer queue.
final class LogConnection: @unchecked Sendable {
    let db: Database
    private(set) var head: LogHead
    /// The head as it was last committed: what may be signed.
    private(set) var committed: LogHead
    private let now: @Sendable () -> Instant
    private let statements: Statements
    private var streams: [StreamName: StreamEnd] = [:]

    /// A stream's row, and the version of its last event.
    struct StreamEnd {
        var row: Int64
        var version: Int64?
    }

    init(
        _ db: Database,
        head: LogHead,
        now: @escaping @Sendable () -> Instant
    ) throws {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        self.db = db
        self.head = head
        self.committed = head
        self.now = now
        self.statements = try Statements(connection)
    }

    /// Commits jobs together.
    /// - Returns: why the log must stop; `nil` when all is well, though jobs may have been refused.
    func commit(_ jobs: [Job]) -> EventLogError? {
        let before = head
        var answers: [@Sendable () -> Void] = []
        do {
            try statements.begin.run()
            for job in jobs { answers.append(try carryOut(job)) }
        } catch {
            try? statements.rollback.run()
            forget(since: before)
            let refusal = EventLogError(.storage, "cannot append, nothing was changed: \(error)")
            for job in jobs { job.refuse(refusal) }
            return nil
        }
        do {
            try statements.commit.run()
        } catch {
            let failure = EventLogError(
                .unknownOutcome,
                "a COMMIT failed, its outcome is unknown; "
                    + "restart muster and try again with the same key: \(error)"
            )
            if db.isInsideTransaction { try? statements.rollback.run() }
            for job in jobs { job.refuse(failure) }
            return failure
        }
        committed = head
        for answer in answers { answer() }
        return nil
    }

    private func carryOut(_ job: Job) throws -> @Sendable () -> Void {
        let before = head
        try statements.savepoint.run()
        do {
            let done = try job.carryOut(self)
            if done.isRefused {
                try rollBack(to: before)
            } else {
                try statements.release.run()
            }
            return done.answer
        } catch let failure as SQLiteFailure where failure.isOfOneRow {
            // A row that cannot be is the fault of this job alone.
            try rollBack(to: before)
            return {
                job.refuse(
                    EventLogError(.storage, "cannot append, nothing was changed: \(failure)")
                )
            }
        }
    }

    private func rollBack(to before: LogHead) throws {
        try statements.rollbackToSavepoint.run()
        try statements.release.run()
        forget(since: before)
    }

    private func forget(since before: LogHead) {
        head = before
        streams = [:]
    }
}

// MARK: - Appending

extension LogConnection {
    /// Appends a batch, or refuses it.
    func append(
        _ batch: PreparedBatch,
        ring: KeyRing
    ) throws -> Result<AppendReceipt, EventLogError> {
        if let key = batch.idempotencyKey, let known = try outcome(of: key) { return known }
        for condition in batch.conditions {
            if let conflict = try conflict(condition.stream, condition.expecting) {
                return .failure(conflict)
            }
        }
        let first = head.size
        for stream in batch.streams {
            if let conflict = try conflict(stream.name, stream.expecting) {
                return .failure(conflict)
            }
            for event in stream.events { try append(event, to: stream.name, of: batch) }
        }
        for (subject, key) in batch.assignments where !ring.isFenced(subject) {
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
        for document in batch.documents where !document.subjects.contains(where: ring.isFenced) {
            try keep(document)
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
        _ event: PreparedBatch.Event,
        to stream: StreamName,
        of batch: PreparedBatch
    ) throws {
        guard var end = try end(of: stream, creating: true) else { return }
        let position = head.size
        let version = end.version.map { $0 + 1 } ?? 0
        let recordedAt = head.nextTime(after: now())
        let leaf = TreeHash.leaf(
            LeafRecord(
                position: position,
                version: version,
                recordedAt: recordedAt,
                occurredAt: event.occurredAt,
                id: event.id,
                type: event.type,
                correlation: batch.correlation,
                causation: batch.causation,
                stream: stream.description,
                actor: batch.actor.text,
                metadataHash: batch.metadataHash,
                payloadHash: event.payloadHash
            ).bytes
        )
        statements.insertEvent.bind(position, at: 1)
        statements.insertEvent.bind(end.row, at: 2)
        statements.insertEvent.bind(version, at: 3)
        statements.insertEvent.bind(event.id.bytes, at: 4)
        statements.insertEvent.bind(event.type.name, at: 5)
        statements.insertEvent.bind(Int64(event.type.version), at: 6)
        statements.insertEvent.bind(recordedAt.microseconds, at: 7)
        statements.insertEvent.bind(event.occurredAt.microseconds, at: 8)
        statements.insertEvent.bind(batch.actor.text, at: 9)
        statements.insertEvent.bind(batch.correlation?.bytes, at: 10)
        statements.insertEvent.bind(batch.causation?.bytes, at: 11)
        statements.insertEvent.bind(batch.metadata, at: 12)
        statements.insertEvent.bind(event.payloadHash, at: 13)
        statements.insertEvent.bind(leaf.bytes, at: 14)
        try statements.insertEvent.run()
        statements.insertPayload.bind(position, at: 1)
        statements.insertPayload.bind(event.payload.body, at: 2)
        statements.insertPayload.bind(event.payload.personal, at: 3)
        try statements.insertPayload.run()
        for tile in head.append(leaf) {
            statements.insertTile.bind(Int64(tile.level), at: 1)
            statements.insertTile.bind(tile.index, at: 2)
            statements.insertTile.bind(tile.root?.bytes, at: 3)
            try statements.insertTile.run()
        }
        end.version = version
        streams[stream] = end
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

extension SQLiteFailure {
    /// Whether it is a constraint on one row, and not a failure of the file (SQLITE_CONSTRAINT).
    fileprivate var isOfOneRow: Bool { code & 0xFF == 19 }
}
