import EventSourcing
import GRDB

/// The tables of `events.db` and `keys.db`, version by version.
///
/// Triggers refuse UPDATE and DELETE of what is evidence (I-2). They are a guard rail against
/// mistakes; whoever writes to the file behind our back is caught by the tree.
struct Schema: Sendable {
    /// Marks the file as ours (SQLite file format, 1.3.15).
    let applicationID: Int32
    /// What to call the file in errors.
    let fileName: String
    /// The statements that lead from each version to the next; `user_version` counts those done.
    let steps: [String]

    /// The log: `MUST` in ASCII.
    static let events = Schema(
        applicationID: 0x4D55_5354,
        fileName: "events.db",
        steps: [eventTables + documentTables + eventGuards, streamsApart]
    )

    /// The keys: `MUSK` in ASCII.
    static let keys = Schema(
        applicationID: 0x4D55_534B,
        fileName: "keys.db",
        steps: [keyTables, sealedSecrets, expiredKeys]
    )

    /// Brings a file to this version, in one transaction.
    func migrate(_ db: Database) throws {
        let version = try version(of: db)
        guard version <= steps.count else { throw NewerFile(fileName: fileName, version: version) }
        guard version < steps.count else { return }
        try db.inTransaction(.immediate) {
            for step in steps[version...] { try db.execute(sql: step) }
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(steps.count)")
            return .commit
        }
    }

    /// The version a file is at; 0 for an empty one.
    func version(of db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    /// Refuses a file that this version cannot read as it is: who only reads cannot bring it along.
    func refuseOther(_ db: Database) throws {
        let version = try version(of: db)
        guard version <= steps.count else { throw NewerFile(fileName: fileName, version: version) }
        guard version == steps.count else {
            throw EventLogError(
                .storage,
                "\(fileName) has format \(version), and this muster reads \(steps.count); start muster "
                    + "serve once, which brings it along"
            )
        }
    }

    /// A file that a later version of Muster wrote.
    struct NewerFile: Error, CustomStringConvertible {
        var fileName: String
        var version: Int
        var description: String {
            "\(fileName) has format \(version), which a later version of muster wrote; use that one"
        }
    }

    private static let eventTables = """
        CREATE TABLE stream (
            id INTEGER PRIMARY KEY,
            category TEXT NOT NULL,
            identifier TEXT NOT NULL,
            UNIQUE (category, identifier)
        ) STRICT;
        CREATE TABLE event (
            position INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL,
            version INTEGER NOT NULL,
            id BLOB NOT NULL CHECK (length(id) = 16),
            type TEXT NOT NULL,
            schema_version INTEGER NOT NULL,
            recorded_us INTEGER NOT NULL,
            occurred_us INTEGER NOT NULL,
            actor TEXT NOT NULL,
            correlation BLOB CHECK (length(correlation) = 16),
            causation BLOB CHECK (length(causation) = 16),
            metadata BLOB NOT NULL,
            payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
            leaf BLOB NOT NULL CHECK (length(leaf) = 32),
            UNIQUE (stream, version),
            UNIQUE (id)
        ) STRICT;
        CREATE TABLE payload (
            position INTEGER PRIMARY KEY,
            body BLOB NOT NULL,
            personal BLOB NOT NULL
        ) STRICT;
        CREATE TABLE payload_removal (
            position INTEGER PRIMARY KEY,
            removed_by INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE tile (
            level INTEGER NOT NULL,
            number INTEGER NOT NULL,
            root BLOB NOT NULL CHECK (length(root) = 32),
            UNIQUE (level, number)
        ) STRICT;
        CREATE TABLE epoch (
            number INTEGER PRIMARY KEY,
            origin TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE log_key (
            number INTEGER PRIMARY KEY,
            epoch INTEGER NOT NULL,
            vkey TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE checkpoint (
            epoch INTEGER NOT NULL,
            size INTEGER NOT NULL,
            note BLOB NOT NULL,
            UNIQUE (epoch, size)
        ) STRICT;
        CREATE TABLE idempotency (
            key BLOB PRIMARY KEY,
            body BLOB NOT NULL,
            first_position INTEGER NOT NULL,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        """

    private static let documentTables = """
        CREATE TABLE subject (
            subject TEXT PRIMARY KEY,
            key INTEGER NOT NULL UNIQUE
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE fence (
            subject TEXT PRIMARY KEY,
            erased_us INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE destroyed_key (
            key INTEGER PRIMARY KEY
        ) STRICT;
        CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            identifier TEXT NOT NULL,
            key INTEGER NOT NULL,
            has_own_key INTEGER NOT NULL,
            stored_us INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (kind, identifier)
        ) STRICT;
        CREATE INDEX document_by_key ON document (key);
        CREATE TABLE document_subject (
            subject TEXT NOT NULL,
            document INTEGER NOT NULL,
            PRIMARY KEY (subject, document)
        ) STRICT, WITHOUT ROWID;

        """

    /// UPDATE and DELETE refused; a payload goes only after the row that says which event removed it.
    private static let eventGuards =
        [
            "stream", "event", "payload_removal", "tile", "epoch", "log_key", "checkpoint", "fence",
            "destroyed_key",
        ]
        .map(guards).joined() + """
            CREATE TRIGGER payload_is_never_updated BEFORE UPDATE ON payload
            BEGIN SELECT RAISE(ABORT, 'what is in the log is never changed'); END;
            CREATE TRIGGER payload_is_only_removed_by_an_event BEFORE DELETE ON payload
            WHEN NOT EXISTS (SELECT 1 FROM payload_removal WHERE position = OLD.position)
            BEGIN SELECT RAISE(ABORT, 'a payload goes only with its payload.removed event'); END;
            """

    private static func guards(of table: String) -> String {
        """
        CREATE TRIGGER \(table)_is_never_updated BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'what is in the log is never changed'); END;
        CREATE TRIGGER \(table)_is_never_deleted BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'what is in the log is never deleted'); END;

        """
    }

    /// Where the events of each stream are, apart from the events: `stream_event` holds those before
    /// `stream_cursor.size`, and whoever reads a stream looks for later ones among the events themselves.
    ///
    /// An index of `event` takes a page of its own for every stream in a COMMIT; kept in turns of
    /// several hundred events, it takes one of them for many. It proves nothing, and is no evidence.
    private static let streamsApart = """
        CREATE TABLE stream_event (
            stream INTEGER NOT NULL,
            version INTEGER NOT NULL,
            position INTEGER NOT NULL,
            PRIMARY KEY (stream, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE stream_cursor (
            number INTEGER PRIMARY KEY CHECK (number = 1),
            size INTEGER NOT NULL
        ) STRICT;
        INSERT INTO stream_event SELECT stream, version, position FROM event ORDER BY stream, version;
        INSERT INTO stream_cursor VALUES (1, (SELECT ifnull(max(position) + 1, 0) FROM event));
        CREATE TABLE event_apart (
            position INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL,
            version INTEGER NOT NULL,
            id BLOB NOT NULL CHECK (length(id) = 16),
            type TEXT NOT NULL,
            schema_version INTEGER NOT NULL,
            recorded_us INTEGER NOT NULL,
            occurred_us INTEGER NOT NULL,
            actor TEXT NOT NULL,
            correlation BLOB CHECK (length(correlation) = 16),
            causation BLOB CHECK (length(causation) = 16),
            metadata BLOB NOT NULL,
            payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
            leaf BLOB NOT NULL CHECK (length(leaf) = 32),
            UNIQUE (id)
        ) STRICT;
        INSERT INTO event_apart SELECT * FROM event;
        DROP TABLE event;
        ALTER TABLE event_apart RENAME TO event;

        """ + guards(of: "event")

    private static let keyTables = """
        CREATE TABLE key (
            id INTEGER PRIMARY KEY,
            wrapped BLOB NOT NULL
        ) STRICT;
        CREATE TABLE secret (
            name TEXT PRIMARY KEY,
            wrapped BLOB NOT NULL
        ) STRICT;
        CREATE TABLE fence (
            subject TEXT PRIMARY KEY,
            erased_us INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE signed (
            origin TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            root BLOB NOT NULL
        ) STRICT;
        """

    /// Secrets that are kept for others: of accounts at Zoom.
    private static let sealedSecrets = """
        CREATE TABLE sealed (
            name TEXT PRIMARY KEY,
            wrapped BLOB NOT NULL
        ) STRICT;
        """

    /// Keys that are gone though their subjects are not fenced off.
    private static let expiredKeys = """
        CREATE TABLE expired (
            key INTEGER PRIMARY KEY
        ) STRICT;
        """
}
