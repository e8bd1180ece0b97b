import GRDB

/// The tables of `events.db`, as numbered migrations.
///
/// `event` is append-only: triggers refuse UPDATE and DELETE (I-2). They are a guard rail against
/// mistakes; the tamper evidence is the tree over the leaves, which has its place here.
enum Schema {
    /// `MUST` in ASCII: marks the file as ours (SQLite file format, 1.3.15).
    static let applicationID = 0x4D55_5354

    static var migrations: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("001 events, documents, idempotency") { db in
            try db.execute(sql: events)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        return migrator
    }

    private static let events = """
        CREATE TABLE event (
            position INTEGER PRIMARY KEY,
            stream TEXT NOT NULL,
            version INTEGER NOT NULL,
            id BLOB NOT NULL CHECK (length(id) = 16),
            type TEXT NOT NULL,
            schema_version INTEGER NOT NULL,
            recorded_us INTEGER NOT NULL,
            occurred_us INTEGER NOT NULL,
            actor TEXT NOT NULL,
            metadata BLOB NOT NULL,
            payload BLOB NOT NULL,
            UNIQUE (stream, version)
        ) STRICT;
        CREATE TABLE document (
            kind TEXT NOT NULL,
            identifier TEXT NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (kind, identifier)
        ) STRICT;
        CREATE TABLE idempotency (
            key BLOB PRIMARY KEY,
            body BLOB NOT NULL,
            first_position INTEGER NOT NULL,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER event_is_never_updated BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
        CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
        """
}
