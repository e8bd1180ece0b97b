import EventSourcing
import Foundation
import GRDB

/// Where the log ends: what the next event's place and time follow from.
struct LogHead: Sendable {
    private(set) var size: Int64
    private var lastRecorded: Instant

    init(_ db: Database) throws {
        let last = try Row.fetchOne(
            db,
            sql: "SELECT position, recorded_us FROM event ORDER BY position DESC LIMIT 1"
        )
        size = last.map { $0["position"] + 1 } ?? 0
        lastRecorded = Instant(microseconds: last.map { $0["recorded_us"] } ?? .min)
    }

    /// Appends one batch inside the open transaction, or refuses it and leaves no trace of it.
    /// - Throws: what SQLite throws when it cannot write; a refusal is returned.
    mutating func append(
        _ batch: AppendBatch,
        to db: Database,
        now: () -> Instant
    ) throws -> Mailbox.Reply {
        if let key = batch.idempotencyKey, let known = try Self.outcome(of: key, in: db) {
            return known
        }
        var next = self
        try db.run("SAVEPOINT batch")
        for stream in batch.streams {
            if let conflict = try next.append(stream, of: batch, to: db, now: now) {
                try db.run("ROLLBACK TO batch")
                try db.run("RELEASE batch")
                return .failure(conflict)
            }
        }
        for document in batch.documents { try Self.keep(document, in: db) }
        let count = Int(next.size - size)
        let receipt = AppendReceipt(firstPosition: size, count: count, wasRepeated: false)
        if let key = batch.idempotencyKey { try Self.keep(key, receipt, in: db) }
        try db.run("RELEASE batch")
        self = next
        return .success(receipt)
    }

    private mutating func append(
        _ append: StreamAppend,
        of batch: AppendBatch,
        to db: Database,
        now: () -> Instant
    ) throws -> EventLogError? {
        let name = append.stream.description
        let last = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT max(version) FROM event WHERE stream = ?"),
            arguments: [name]
        )
        guard append.expecting.allows(last) else {
            return EventLogError(
                .conflict,
                "stream \(name) is at version \(last.map(String.init) ?? "none"), "
                    + "expected \(append.expecting); read it again and decide again"
            )
        }
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO event (position, stream, version, id, type, schema_version,
                    recorded_us, occurred_us, actor, metadata, payload)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        let metadata = Data(JSON.object(batch.metadata.mapValues(JSON.string)).canonicalBytes())
        var version = last.map { $0 + 1 } ?? 0
        for (event, occurredAt) in append.events {
            lastRecorded = max(now(), Instant(microseconds: lastRecorded.microseconds &+ 1))
            let id = EventID(
                at: lastRecorded,
                random: (0..<10).map { _ in UInt8.random(in: 0...255) }
            )
            try insert.execute(arguments: [
                size, name, version, Data(id.bytes), event.type.name, event.type.version,
                lastRecorded.microseconds, occurredAt.microseconds, batch.actor.text,
                metadata, Data(event.payload),
            ])
            size += 1
            version += 1
        }
        return nil
    }

    private static func outcome(
        of key: IdempotencyKey,
        in db: Database
    ) throws -> Mailbox.Reply? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT body, first_position, count FROM idempotency WHERE key = ?"
            ),
            arguments: [Data(key.key)]
        )
        guard let row else { return nil }
        let body: Data = row["body"]
        guard body == Data(key.body) else {
            return .failure(
                EventLogError(
                    .idempotencyMismatch,
                    "this idempotency key was used before with another body; use a new key"
                )
            )
        }
        let receipt = AppendReceipt(
            firstPosition: row["first_position"],
            count: row["count"],
            wasRepeated: true
        )
        return .success(receipt)
    }

    private static func keep(
        _ key: IdempotencyKey,
        _ receipt: AppendReceipt,
        in db: Database
    ) throws {
        let sql = "INSERT INTO idempotency (key, body, first_position, count) VALUES (?, ?, ?, ?)"
        try db.cachedStatement(sql: sql).execute(arguments: [
            Data(key.key), Data(key.body), receipt.firstPosition, receipt.count,
        ])
    }

    private static func keep(_ document: Document, in db: Database) throws {
        let sql = """
            INSERT INTO document (kind, identifier, bytes) VALUES (?, ?, ?)
            ON CONFLICT (kind, identifier) DO NOTHING
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            document.name.kind.rawValue, document.name.identifier, Data(document.bytes),
        ])
    }
}

extension Database {
    /// Runs a statement without arguments, compiled once: an uncached SAVEPOINT costs a third of a
    /// group commit.
    func run(_ sql: String) throws {
        try cachedStatement(sql: sql).execute()
    }
}
