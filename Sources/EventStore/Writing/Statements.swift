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
    let findOutcome: PreparedStatement
    let insertOutcome: PreparedStatement
    let insertSubject: PreparedStatement
    let findSubject: PreparedStatement
    let insertDocument: PreparedStatement
    let insertDocumentSubject: PreparedStatement

    init(_ connection: OpaquePointer) throws(SQLiteFailure) {
        begin = try PreparedStatement("BEGIN IMMEDIATE", on: connection)
        commit = try PreparedStatement("COMMIT", on: connection)
        rollback = try PreparedStatement("ROLLBACK", on: connection)
        savepoint = try PreparedStatement("SAVEPOINT job", on: connection)
        release = try PreparedStatement("RELEASE job", on: connection)
        rollbackToSavepoint = try PreparedStatement("ROLLBACK TO job", on: connection)
        findStream = try PreparedStatement(
            """
            SELECT id, (SELECT max(version) FROM event WHERE stream = stream.id)
            FROM stream WHERE category = ? AND identifier = ?
            """,
            on: connection
        )
        insertStream = try PreparedStatement(
            "INSERT INTO stream (category, identifier) VALUES (?, ?)",
            on: connection
        )
        insertEvent = try PreparedStatement(
            """
            INSERT INTO event (position, stream, version, id, type, schema_version, recorded_us,
                occurred_us, actor, correlation, causation, metadata, payload_hash, leaf)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            on: connection
        )
        insertPayload = try PreparedStatement(
            "INSERT INTO payload (position, body, personal) VALUES (?, ?, ?)",
            on: connection
        )
        insertTile = try PreparedStatement(
            "INSERT INTO tile (level, number, root) VALUES (?, ?, ?)",
            on: connection
        )
        findOutcome = try PreparedStatement(
            "SELECT body, first_position, count FROM idempotency WHERE key = ?",
            on: connection
        )
        insertOutcome = try PreparedStatement(
            "INSERT INTO idempotency (key, body, first_position, count) VALUES (?, ?, ?, ?)",
            on: connection
        )
        insertSubject = try PreparedStatement(
            "INSERT INTO subject (subject, key) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING",
            on: connection
        )
        findSubject = try PreparedStatement(
            "SELECT key FROM subject WHERE subject = ?",
            on: connection
        )
        insertDocument = try PreparedStatement(
            """
            INSERT INTO document (kind, identifier, key, has_own_key, stored_us, bytes)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, identifier) DO NOTHING
            """,
            on: connection
        )
        insertDocumentSubject = try PreparedStatement(
            "INSERT INTO document_subject (subject, document) VALUES (?, ?)",
            on: connection
        )
    }
}
