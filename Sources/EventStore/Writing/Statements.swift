import GRDB

/// The writer's statements, compiled once.
final class Statements {
    let begin: PreparedStatement
    let commit: PreparedStatement
    let rollback: PreparedStatement
    let savepoint: PreparedStatement
    let release: PreparedStatement
    let rollbackToSavepoint: PreparedStatement
    let findStream: PreparedStatement
    let insertStream: PreparedStatement
    let insertEvent: PreparedStatement
    let insertPayload: PreparedStatement
    let insertTile: PreparedStatement
    let settleStreams: PreparedStatement
    let moveStreamCursor: PreparedStatement
    let findOutcome: PreparedStatement
    let insertOutcome: PreparedStatement
    let insertSubject: PreparedStatement
    let findSubject: PreparedStatement
    let insertDocument: PreparedStatement
    let insertDocumentSubject: PreparedStatement

    init(_ db: Database) throws {
        begin = try PreparedStatement("BEGIN IMMEDIATE", in: db)
        commit = try PreparedStatement("COMMIT", in: db)
        rollback = try PreparedStatement("ROLLBACK", in: db)
        savepoint = try PreparedStatement("SAVEPOINT job", in: db)
        release = try PreparedStatement("RELEASE job", in: db)
        rollbackToSavepoint = try PreparedStatement("ROLLBACK TO job", in: db)
        findStream = try PreparedStatement(
            """
            SELECT id, coalesce(
                (SELECT max(event.version) FROM event
                 WHERE position >= (SELECT size FROM stream_cursor) AND event.stream = stream.id),
                (SELECT max(version) FROM stream_event WHERE stream_event.stream = stream.id))
            FROM stream WHERE category = ? AND identifier = ?
            """,
            in: db
        )
        insertStream = try PreparedStatement(
            "INSERT INTO stream (category, identifier) VALUES (?, ?)",
            in: db
        )
        insertEvent = try PreparedStatement(
            """
            INSERT INTO event (position, stream, version, id, type, schema_version, recorded_us,
                occurred_us, actor, correlation, causation, metadata, payload_hash, leaf)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            in: db
        )
        insertPayload = try PreparedStatement(
            "INSERT INTO payload (position, body, personal) VALUES (?, ?, ?)",
            in: db
        )
        insertTile = try PreparedStatement(
            "INSERT INTO tile (level, number, root) VALUES (?, ?, ?)",
            in: db
        )
        settleStreams = try PreparedStatement(
            """
            INSERT INTO stream_event (stream, version, position)
            SELECT stream, version, position FROM event WHERE position >= ? ORDER BY stream, version
            """,
            in: db
        )
        moveStreamCursor = try PreparedStatement("UPDATE stream_cursor SET size = ?", in: db)
        findOutcome = try PreparedStatement(
            "SELECT body, first_position, count FROM idempotency WHERE key = ?",
            in: db
        )
        insertOutcome = try PreparedStatement(
            "INSERT INTO idempotency (key, body, first_position, count) VALUES (?, ?, ?, ?)",
            in: db
        )
        insertSubject = try PreparedStatement(
            "INSERT INTO subject (subject, key) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING",
            in: db
        )
        findSubject = try PreparedStatement(
            "SELECT key FROM subject WHERE subject = ?",
            in: db
        )
        insertDocument = try PreparedStatement(
            """
            INSERT INTO document (kind, identifier, key, has_own_key, stored_us, bytes)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, identifier) DO NOTHING
            """,
            in: db
        )
        insertDocumentSubject = try PreparedStatement(
            "INSERT INTO document_subject (subject, document) VALUES (?, ?)",
            in: db
        )
    }
}
