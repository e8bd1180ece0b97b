public import EventSourcing
import Foundation
import GRDB

extension EventStore {
    /// Erases the personal data of subjects; see ``/EventSourcing/EventLog/erase(_:reason:actor:)``.
    ///
    /// The decision and the fences are durable first; a process that ends before the keys are gone
    /// destroys them when it starts again.
    public func erase(
        _ subjects: Set<SubjectID>,
        reason: String,
        actor: Actor
    ) async throws(EventLogError) -> ErasureReceipt {
        let about = SubjectID("erasure-\(UUID().uuidString.lowercased())")
        let erased = SubjectsErased(
            subjects: subjects.sorted(),
            reason: Personal(reason, about: about)
        )
        let at = now()
        // From here on nothing new is sealed for them.
        let new = ring.fence(subjects)
        let (receipt, doomed): (AppendReceipt, Doomed)
        do {
            (receipt, doomed) = try await append(.subjectsErased(erased), actor: actor) { log in
                try Self.fence(subjects, at: at, in: log.db)
            }
        } catch {
            // Refused, nobody was erased; where that is not known, nothing more is sealed.
            if error.code != .unknownOutcome { ring.unfence(new) }
            throw error
        }
        try keys.destroy(doomed.keys, fencing: subjects, at: at)
        return ErasureReceipt(
            position: receipt.firstPosition,
            keysDestroyed: doomed.keys.count,
            documentsDestroyed: doomed.documents
        )
    }

    /// Lets what is known of subjects expire; see ``/EventSourcing/EventLog/expire(_:recording:)``.
    ///
    /// What says so, and which keys must go, is durable first; a process that ends before they are gone
    /// destroys them when it starts again.
    public func expire(
        _ subjects: Set<SubjectID>,
        recording batch: AppendBatch
    ) async throws(EventLogError) -> ErasureReceipt {
        let prepared = try prepared(batch)
        let (receipt, doomed) = try await perform { [ring] log in
            let appended = try log.append(prepared, ring: ring)
            guard case .success(let receipt) = appended, !receipt.wasRepeated else {
                return appended.map { ($0, Doomed()) }
            }
            let doomed = try Self.expire(subjects, in: log.db)
            ring.expire(doomed.keys, of: subjects)
            return .success((receipt, doomed))
        }
        ring.noteStored(prepared.assignments)
        try keys.destroy(expired: doomed.keys)
        return ErasureReceipt(
            position: receipt.firstPosition,
            keysDestroyed: doomed.keys.count,
            documentsDestroyed: doomed.documents
        )
    }

    /// Destroys deliveries that were kept long enough.
    /// - Returns: how many.
    /// - Throws: ``/EventSourcing/EventLogError``.
    @discardableResult
    public func expireDeliveries() async throws(EventLogError) -> Int {
        let limit = now().advanced(bySeconds: -StoreLimits.deliveryDays * 86_400)
        let expired = try await read("find old deliveries") { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT id, key FROM document WHERE kind = 'delivery' AND stored_us < ? LIMIT ?",
                arguments: [limit.microseconds, StoreLimits.rowsPerReadMax]
            ).map { (id: $0["id"] as Int64, key: $0["key"] as Int64) }
        }
        guard !expired.isEmpty else { return 0 }
        // The keys first: a row whose key is gone is found again, a key whose row is gone is not.
        try keys.destroy(expired.map(\.key), fencing: [], at: now())
        ring.fence([])
        try await perform { log in
            for document in expired { try Self.delete(document: document.id, in: log.db) }
            return .success(())
        }
        return expired.count
    }

    /// What an erasure destroys.
    private struct Doomed: Sendable {
        var keys: Set<Int64> = []
        var documents = 0
    }

    /// Fences subjects off in `events.db`, and names the keys that must go.
    private static func fence(
        _ subjects: Set<SubjectID>,
        at instant: Instant,
        in db: Database
    ) throws -> Doomed {
        for subject in subjects.sorted() {
            try db.execute(
                sql: """
                    INSERT INTO fence (subject, erased_us) VALUES (?, ?)
                    ON CONFLICT (subject) DO NOTHING
                    """,
                arguments: [subject.text, instant.microseconds]
            )
        }
        var doomed = Doomed(keys: try keys(of: subjects, in: db))
        for name in subjects.map(\.text).sorted() + [PreparedBatch.anyone.text] {
            try deleteDocuments(naming: name, for: &doomed, in: db)
        }
        try note(destroyed: doomed.keys, in: db)
        return doomed
    }

    /// Takes from subjects the keys they have, and names those that must go.
    private static func expire(_ subjects: Set<SubjectID>, in db: Database) throws -> Doomed {
        var doomed = Doomed(keys: try keys(of: subjects, in: db))
        for subject in subjects.sorted() {
            try db.execute(
                sql: "DELETE FROM subject WHERE subject = ?",
                arguments: [subject.text]
            )
            try deleteDocuments(naming: subject.text, for: &doomed, in: db)
        }
        try note(destroyed: doomed.keys, in: db)
        return doomed
    }

    private static func keys(of subjects: Set<SubjectID>, in db: Database) throws -> Set<Int64> {
        let statement = try db.cachedStatement(sql: "SELECT key FROM subject WHERE subject = ?")
        return Set(
            try subjects.compactMap { try Int64.fetchOne(statement, arguments: [$0.text]) }
        )
    }

    private static func note(destroyed keys: Set<Int64>, in db: Database) throws {
        for key in keys.sorted() {
            try db.execute(
                sql: "INSERT INTO destroyed_key (key) VALUES (?) ON CONFLICT (key) DO NOTHING",
                arguments: [key]
            )
        }
    }

    private static func deleteDocuments(
        naming name: String,
        for doomed: inout Doomed,
        in db: Database
    ) throws {
        let documents = try Row.fetchAll(
            db,
            sql: """
                SELECT document.id, key, has_own_key FROM document_subject
                JOIN document ON document.id = document_subject.document WHERE subject = ?
                """,
            arguments: [name]
        )
        for document in documents {
            if document["has_own_key"] { doomed.keys.insert(document["key"]) }
            try delete(document: document["id"], in: db)
            doomed.documents += 1
        }
    }

    private static func delete(document: Int64, in db: Database) throws {
        try db.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [document])
        try db.execute(
            sql: "DELETE FROM document_subject WHERE document = ?",
            arguments: [document]
        )
    }

    /// Applies every erasure that either file knows of to both, before anything is served: a restored
    /// backup, or a process that ended in the middle, resurrects nobody.
    static func settleErasures(
        _ pool: DatabasePool,
        _ keys: KeyStore,
        now: Instant
    ) throws(EventLogError) -> Set<SubjectID> {
        let inKeys = Set(try keys.fences().keys)
        let expired = try keys.expiredKeys()
        let (inLog, destroyed) = try attempt("settle erasures") {
            try pool.writeWithoutTransaction { db in
                let missing = inKeys.subtracting(try fences(in: db))
                let unsettled = expired.subtracting(try destroyedKeys(in: db))
                if !missing.isEmpty || !unsettled.isEmpty {
                    try db.inTransaction(.immediate) {
                        _ = try fence(missing, at: now, in: db)
                        _ = try expire(try bearers(of: unsettled, in: db), in: db)
                        try note(destroyed: unsettled, in: db)
                        return .commit
                    }
                }
                return (try fences(in: db), try destroyedKeys(in: db))
            }
        }
        let isUnsettled = try keys.holdsAny(of: destroyed)
        if isUnsettled || inLog != inKeys {
            try keys.destroy(destroyed, fencing: inLog, at: now)
        }
        return inLog
    }

    private static func destroyedKeys(in db: Database) throws -> Set<Int64> {
        try Int64.fetchSet(db, sql: "SELECT key FROM destroyed_key")
    }

    /// Whose some keys are.
    private static func bearers(of keys: Set<Int64>, in db: Database) throws -> Set<SubjectID> {
        let statement = try db.cachedStatement(sql: "SELECT subject FROM subject WHERE key = ?")
        return Set(
            try keys.compactMap { try String.fetchOne(statement, arguments: [$0]) }
                .map { SubjectID($0) }
        )
    }

    private static func fences(in db: Database) throws -> Set<SubjectID> {
        Set(try String.fetchAll(db, sql: "SELECT subject FROM fence").map { SubjectID($0) })
    }
}
