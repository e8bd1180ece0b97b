public import EventSourcing
public import Foundation
import GRDB

/// The log on disk: one directory, one SQLite file, one writer.
///
/// An append returns after COMMIT with `synchronous=FULL`, so that what was acknowledged survives a
/// power cut (I-1). Appends that wait while one COMMIT runs share the next.
public final class EventStore: EventLog {
    private let pool: DatabasePool
    private let writer: Writer?

    /// Opens a data directory to append to, creating it where it is missing.
    /// - Parameters:
    ///   - directory: The organisation's data directory.
    ///   - now: The clock that stamps what is recorded.
    ///   - onFailure: Called once when a COMMIT failed and the log stopped: the process must end, and
    ///     recover by starting again.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `held` when another process has it open, `damaged` when
    ///   the file is not ours, `storage` when the file system refuses.
    public convenience init(
        opening directory: URL,
        now: @escaping @Sendable () -> Instant,
        onFailure: @escaping @Sendable (EventLogError) -> Void = { _ in }
    ) throws(EventLogError) {
        try attempt("create \(directory.path)") {
            try FileManager.default.createDirectory(
                at: directory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
        let lock = try DirectoryLock(holding: directory)
        try Self.makeFile(in: directory)
        try Self.refuseForeignFile(in: directory)
        let pool = try attempt("open the log") {
            let pool = try DatabasePool(
                path: Self.file(in: directory).path,
                configuration: Self.configuration()
            )
            // GRDB sets synchronous to NORMAL when it opens a pool: FULL must come after (I-1).
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA recursive_triggers = ON")
                try db.execute(sql: "PRAGMA wal_autocheckpoint = \(StoreLimits.walPagesMax)")
            }
            return pool
        }
        try attempt("bring the log to this version") { try Schema.migrations.migrate(pool) }
        try Self.assertDurable(pool)
        let writer = try Writer(pool: pool, lock: lock, now: now, onFailure: onFailure)
        self.init(pool: pool, writer: writer)
    }

    /// Opens a data directory to read only, beside whatever process appends to it.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `storage` when there is no log.
    public convenience init(reading directory: URL) throws(EventLogError) {
        let file = Self.file(in: directory)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw EventLogError(
                .storage,
                "there is no log in \(directory.path); give --data the directory of a muster server"
            )
        }
        try Self.refuseForeignFile(in: directory)
        let pool = try attempt("open the log") {
            var configuration = Self.configuration()
            configuration.readonly = true
            return try DatabasePool(path: file.path, configuration: configuration)
        }
        self.init(pool: pool, writer: nil)
    }

    private init(pool: DatabasePool, writer: Writer?) {
        self.pool = pool
        self.writer = writer
    }

    /// Appends a batch; see ``/EventSourcing/EventLog/append(_:)``.
    public func append(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt {
        guard let writer else {
            throw EventLogError(.closed, "the log was opened for reading only")
        }
        return try await writer.append(batch)
    }

    /// Commits what waits, closes the file and lets the directory go.
    ///
    /// Appends are refused from now on.
    public func close() async { await writer?.close() }

    private static func file(in directory: URL) -> URL {
        directory.appendingPathComponent("events.db")
    }

    /// An empty file that only its owner reads; SQLite gives its WAL the same mode.
    private static func makeFile(in directory: URL) throws(EventLogError) {
        let path = file(in: directory).path
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let isMade = FileManager.default.createFile(
            atPath: path,
            contents: nil,
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else { throw EventLogError(.storage, "cannot create \(path)") }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "muster.events"
        configuration.busyMode = .timeout(StoreLimits.busySeconds)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    /// Looks at the file without changing it: opening it to write would already turn it into ours.
    private static func refuseForeignFile(in directory: URL) throws(EventLogError) {
        let (id, tables) = try attempt("read the log") {
            var configuration = Self.configuration()
            configuration.readonly = true
            let path = file(in: directory).path
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { db in
                let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
                let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
                return (id, tables)
            }
        }
        guard id == Schema.applicationID || (id == 0 && tables == 0) else {
            throw EventLogError(.damaged, "events.db in the data directory is not a muster log")
        }
    }

    private static func assertDurable(_ pool: DatabasePool) throws(EventLogError) {
        let settings = try attempt("check the log's settings") {
            try pool.writeWithoutTransaction { db in
                [
                    try String.fetchOne(db, sql: "PRAGMA synchronous") ?? "",
                    try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
                    try String.fetchOne(db, sql: "PRAGMA recursive_triggers") ?? "",
                ]
            }
        }
        guard settings == ["2", "wal", "1"] else {
            throw EventLogError(
                .storage,
                "SQLite refused synchronous=FULL, WAL or recursive triggers: \(settings)"
            )
        }
    }
}

extension EventStore {
    /// Reads events; see ``/EventSourcing/EventLog/events(from:limit:)``.
    public func events(
        from position: Int64,
        limit: Int
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        try await fetch(
            "SELECT * FROM event WHERE position >= ? ORDER BY position LIMIT ?",
            [position, limit]
        )
    }

    /// Reads a stream; see ``/EventSourcing/EventLog/events(of:)``.
    public func events(
        of stream: StreamName
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        try await fetch(
            "SELECT * FROM event WHERE stream = ? ORDER BY version",
            [stream.description]
        )
    }

    /// The number of events; see ``/EventSourcing/EventLog/size()``.
    public func size() async throws(EventLogError) -> Int64 {
        try await read("read the log's size") { db in
            try Int64.fetchOne(db, sql: "SELECT max(position) FROM event").map { $0 + 1 } ?? 0
        }
    }

    /// Reads a document; see ``/EventSourcing/EventLog/document(_:)``.
    public func document(_ name: DocumentName) async throws(EventLogError) -> Document? {
        let bytes = try await read("read a document") { db in
            try Data.fetchOne(
                db,
                sql: "SELECT bytes FROM document WHERE kind = ? AND identifier = ?",
                arguments: [name.kind.rawValue, name.identifier]
            )
        }
        return bytes.map { Document(name, bytes: [UInt8]($0)) }
    }

    private func fetch(
        _ sql: String,
        _ arguments: StatementArguments
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        let rows = try await read("read events") { db in
            try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
                .map(EventRow.init(row:))
        }
        var events: [Recorded<EncodedEvent>] = []
        events.reserveCapacity(rows.count)
        for row in rows { events.append(try row.recorded()) }
        return events
    }

    private func read<Value: Sendable>(
        _ task: String,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EventLogError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw EventLogError(.storage, "cannot \(task): \(error)")
        }
    }
}

/// Runs something that fails in the words of a library, and says what was being tried.
func attempt<Value>(
    _ task: String,
    _ body: () throws -> Value
) throws(EventLogError) -> Value {
    do {
        return try body()
    } catch {
        throw EventLogError(.storage, "cannot \(task): \(said(by: error))")
    }
}

/// What an error says, without the dump Foundation makes of its own.
private func said(by error: any Error) -> String {
    error is DatabaseError ? "\(error)" : error.localizedDescription
}
