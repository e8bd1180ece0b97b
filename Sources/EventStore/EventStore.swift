public import EventSourcing
public import Foundation
import GRDB

/// The log on disk: one directory, `events.db` for what happened, `keys.db` for what opens it, and one
/// writer.
///
/// An append returns after COMMIT with `synchronous=FULL`, so that what was acknowledged survives a
/// power cut (I-1). Appends that wait while one COMMIT runs share the next.
public final class EventStore: EventLog {
    let pool: DatabasePool
    let ring: KeyRing
    let keys: KeyStore
    let now: @Sendable () -> Instant
    private let ids: EventIDSource
    private let writer: Writer?
    let growth = Growth()

    /// Whether another process appends.
    var isReadOnly: Bool { writer == nil }

    /// Opens a data directory to append to, creating it where it is missing.
    /// - Parameters:
    ///   - directory: The organisation's data directory.
    ///   - master: Where the key comes from that opens `keys.db`.
    ///   - now: The clock that stamps what is recorded.
    ///   - onFailure: Called once when a COMMIT failed and the log stopped: the process must end, and
    ///     recover by starting again.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `held` when another process has it open, `wrongKey` when the
    ///   master key is another log's, `damaged` when a file is not ours, `storage` when the file system
    ///   refuses.
    public init(
        opening directory: URL,
        master: MasterKeySource,
        now: @escaping @Sendable () -> Instant,
        onFailure: @escaping @Sendable (EventLogError) -> Void = { _ in }
    ) throws(EventLogError) {
        try DurableFile.makeDirectory(directory)
        let lock = try DirectoryLock(holding: directory)
        // An earlier process may have made names here and not come to sync them.
        try DurableFile.sync(directory)
        let file = directory.appendingPathComponent(Schema.events.fileName)
        let isNew = OwnFile.isMissing(file)
        try WriteAheadLog.storeAgain(file)
        if !isNew { try OwnFile.refuseForeign(file, schema: .events) }
        // The keys first: a wrong master key must not touch the log.
        let keys = try KeyStore(
            in: directory,
            master: try master.key(isNewLog: isNew),
            isNew: isNew
        )
        try OwnFile.make(file, schema: .events)
        let pool = try Self.openPool(file)
        // The names of the WALs: SQLite overlooks it when their sync fails.
        try DurableFile.sync(directory)
        try Self.beginFirstEpoch(pool, keys)
        let fences = try Self.settleErasures(pool, keys, now: now())
        let ring = try KeyRing(store: keys, pool: pool, fences: fences)
        try ring.prepareToAppend()
        self.pool = pool
        self.keys = keys
        self.ring = ring
        self.now = now
        self.ids = EventIDSource(now: now)
        self.writer = try Writer(pool: pool, lock: lock, now: now, onFailure: onFailure)
    }

    /// Opens a data directory to read only, beside whatever process appends to it.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `storage` when there is no log, `wrongKey` when the master
    ///   key is another log's.
    public init(reading directory: URL, master: MasterKeySource) throws(EventLogError) {
        let file = try Self.requireLog(in: directory)
        self.keys = try KeyStore(
            reading: directory,
            master: try master.key(isNewLog: false)
        )
        self.pool = try attempt("open the log") {
            var configuration = OwnFile.configuration(label: "muster.events")
            configuration.readonly = true
            let pool = try DatabasePool(path: file.path, configuration: configuration)
            try pool.read { try Schema.events.refuseOther($0) }
            return pool
        }
        self.ring = try KeyRing(store: keys, pool: pool, fences: Set(try keys.fences().keys))
        self.now = { Instant(microseconds: 0) }
        self.ids = EventIDSource(now: now)
        self.writer = nil
    }

    /// Finds the log of a directory, without making one.
    /// - Returns: its file.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `storage` when there is none, `damaged` when the file is not
    ///   ours.
    @discardableResult
    public static func requireLog(in directory: URL) throws(EventLogError) -> URL {
        let file = directory.appendingPathComponent(Schema.events.fileName)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw EventLogError(
                .storage,
                "there is no log in \(directory.path); give --data the directory of a muster server"
            )
        }
        try OwnFile.refuseForeign(file, schema: .events)
        return file
    }

    /// Appends a batch; see ``/EventSourcing/EventLog/append(_:)``.
    public func append(_ batch: AppendBatch) async throws(EventLogError) -> AppendReceipt {
        guard writer != nil else {
            throw EventLogError(.closed, "the log was opened for reading only")
        }
        let prepared = try PreparedBatch(batch, ring: ring, ids: ids)
        let receipt: AppendReceipt
        do {
            receipt = try await perform { [ring] log in try log.append(prepared, ring: ring) }
        } catch {
            // Sealed under a key that expired while it waited: once more, under a new one.
            guard error.code == .busy, ring.hasExpired(anyOf: prepared.keys) else { throw error }
            return try await append(batch)
        }
        if !receipt.wasRepeated { ring.noteStored(prepared.assignments) }
        return receipt
    }

    /// Has something written by the one writer; returns after its COMMIT.
    func perform<Value: Sendable>(
        _ work: @escaping @Sendable (LogConnection) throws -> Result<Value, EventLogError>
    ) async throws(EventLogError) -> Value {
        guard let writer else {
            throw EventLogError(.closed, "the log was opened for reading only")
        }
        let value = try await writer.perform(work)
        growth.note()
        return value
    }

    /// A batch ready to be appended within some other work of the writer.
    func prepared(_ batch: AppendBatch) throws(EventLogError) -> PreparedBatch {
        try PreparedBatch(batch, ring: ring, ids: ids)
    }

    /// The secret from which the identifiers of what Zoom introduces are made: 32 bytes, the same for
    /// the life of the log.
    /// - Throws: ``/EventSourcing/EventLogError`` when `keys.db` cannot be read.
    public func identifierSecret() throws(EventLogError) -> [UInt8] {
        try keys.secretOrNew("identifiers")
    }

    /// Commits what waits, closes the files and lets the directory go.
    ///
    /// Appends are refused from now on.
    public func close() async {
        growth.close()
        guard let writer else { return }
        await writer.close()
        keys.close()
    }

    private static func openPool(_ file: URL) throws(EventLogError) -> DatabasePool {
        let pool = try attempt("open the log") {
            let pool = try DatabasePool(
                path: file.path,
                configuration: OwnFile.configuration(label: "muster.events")
            )
            // GRDB sets synchronous to NORMAL when it opens a pool: FULL must come after (I-1).
            try pool.writeWithoutTransaction { db in
                try OwnFile.makeDurable(db)
                try db.execute(sql: "PRAGMA recursive_triggers = ON")
                try db.execute(sql: "PRAGMA wal_autocheckpoint = \(StoreLimits.walPagesMax)")
            }
            return pool
        }
        try attempt("bring the log to this version") {
            try pool.writeWithoutTransaction { try Schema.events.migrate($0) }
        }
        try assertDurable(pool)
        return pool
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

/// Runs something that fails in the words of a library, and says what was being tried.
func attempt<Value>(
    _ task: String,
    _ body: () throws -> Value
) throws(EventLogError) -> Value {
    do {
        return try body()
    } catch let error as EventLogError {
        throw error
    } catch {
        throw EventLogError(.storage, "cannot \(task): \(said(by: error))")
    }
}

/// What an error says, without the dump Foundation makes of its own.
private func said(by error: any Error) -> String {
    (error as? CocoaError)?.localizedDescription ?? "\(error)"
}
