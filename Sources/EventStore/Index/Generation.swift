import EventSourcing
import Foundation
import GRDB

/// One making of an index, in `read.db`.
struct Generation: Sendable {
    let id: Int64
    /// How far it had come when it was opened.
    let cursor: IndexCursor

    private init(_ row: Row) {
        id = row["id"]
        let last = (row["last_event"] as Data?).flatMap { EventID(bytes: $0) }
        cursor = IndexCursor(position: row["cursor"], lastEvent: last)
    }

    /// The one that answers; `nil` where there is none of this version.
    static func serving(_ name: StoredEventIndex.Name, in db: Database) throws -> Generation? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT id, cursor, last_event FROM generation
                WHERE projection = ? AND version = ? AND serves
                """,
            arguments: [name.projection, name.version]
        ).map(Generation.init)
    }

    /// The one that answers, else the one of this version that has come furthest, else a new one.
    static func furthest(of name: StoredEventIndex.Name, in db: Database) throws -> Generation {
        let begun = try Row.fetchOne(
            db,
            sql: """
                SELECT id, cursor, last_event FROM generation
                WHERE projection = ? AND version = ? ORDER BY serves DESC, cursor DESC
                """,
            arguments: [name.projection, name.version]
        )
        return try begun.map(Generation.init) ?? new(of: name, in: db)
    }

    /// An empty one, that does not answer yet.
    static func new(of name: StoredEventIndex.Name, in db: Database) throws -> Generation {
        let row = try Row.fetchOne(
            db,
            sql: """
                INSERT INTO generation (projection, version, cursor, serves) VALUES (?, ?, 0, 0)
                RETURNING id, cursor, last_event
                """,
            arguments: [name.projection, name.version]
        )
        guard let row else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
        return Generation(row)
    }

    /// Adds what was collected, and moves the cursor with it.
    func add(_ tail: IndexTail, in db: Database) throws {
        let settled = try db.cachedStatement(
            sql: """
                DELETE FROM entry WHERE generation = ? AND field = ? AND term = ? AND value = ?
                """
        )
        for entry in tail.settled {
            try settled.execute(
                arguments: [id, entry.term.field, entry.term.text, entry.value]
            )
        }
        let entry = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO entry (generation, field, term, value) VALUES (?, ?, ?, ?)
                """
        )
        for (term, values) in tail.entries {
            for value in values {
                try entry.execute(arguments: [id, term.field, term.text, value])
            }
        }
        let letter = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO dead_letter (generation, position, reason) VALUES (?, ?, ?)"
        )
        for dead in tail.deadLetters {
            try letter.execute(arguments: [id, dead.position, dead.reason])
        }
        try db.execute(
            sql: "UPDATE generation SET cursor = ?, last_event = ? WHERE id = ?",
            arguments: [tail.cursor.position, tail.cursor.lastEvent.map { Data($0.bytes) }, id]
        )
    }

    /// Answers from now on, and removes every other of its name.
    func takeOver(_ name: StoredEventIndex.Name, in db: Database) throws {
        let others = try Int64.fetchAll(
            db,
            sql: "SELECT id FROM generation WHERE projection = ? AND id <> ?",
            arguments: [name.projection, id]
        )
        for other in others {
            for table in ["entry", "dead_letter"] {
                try db.execute(
                    sql: "DELETE FROM \(table) WHERE generation = ?",
                    arguments: [other]
                )
            }
            try db.execute(sql: "DELETE FROM generation WHERE id = ?", arguments: [other])
        }
        try db.execute(sql: "UPDATE generation SET serves = 1 WHERE id = ?", arguments: [id])
    }

    func values(of terms: Set<IndexTerm>, in db: Database) throws -> [IndexTerm: Set<String>] {
        let statement = try db.cachedStatement(
            sql: "SELECT value FROM entry WHERE generation = ? AND field = ? AND term = ?"
        )
        return try terms.reduce(into: [:]) { values, term in
            values[term] = Set(
                try String.fetchAll(statement, arguments: [id, term.field, term.text])
            )
        }
    }

    func entries(
        in field: String,
        after last: IndexEntry?,
        limit: Int,
        in db: Database
    ) throws -> [IndexEntry] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT term, value FROM entry
                WHERE generation = ? AND field = ? AND (term, value) > (?, ?)
                ORDER BY term, value LIMIT ?
                """
        )
        // No term is empty, so that this stands before all of them.
        return try Row.fetchAll(
            statement,
            arguments: [id, field, last?.term.text ?? "", last?.value ?? "", limit]
        ).map { IndexEntry(IndexTerm(field, $0["term"]), $0["value"]) }
    }

    func deadLetters(in db: Database) throws -> [DeadLetter] {
        try Row.fetchAll(
            db,
            sql: "SELECT position, reason FROM dead_letter WHERE generation = ?",
            arguments: [id]
        ).map { DeadLetter(position: $0["position"], reason: $0["reason"]) }
    }
}
