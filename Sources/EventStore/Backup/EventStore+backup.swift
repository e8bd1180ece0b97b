public import EventSourcing
public import Foundation
import GRDB

/// Copies of a log, and of its keys, which live apart: keys that were erased must be gone from every
/// copy after a known time.
public enum LogBackup {
    /// Copies `events.db` while it is in use, and verifies the copy.
    /// - Parameters:
    ///   - directory: The data directory.
    ///   - target: A directory to make, or an empty one.
    /// - Returns: what the verified copy holds.
    /// - Throws: ``LogDamage`` when the copy does not verify; ``/EventSourcing/EventLogError``.
    public static func copyLog(of directory: URL, to target: URL) throws -> LogVerification {
        try copy(.events, of: directory, to: target, named: Schema.events.fileName)
        return try LogVerification(of: target)
    }

    /// Copies `keys.db` into a file that says when it must be destroyed.
    ///
    /// Whoever is erased now can still be read with this copy: its age bounds how final an erasure is.
    /// - Parameters:
    ///   - directory: The data directory.
    ///   - target: A directory to make, or an empty one.
    ///   - expires: When the copy stops being taken back.
    /// - Returns: the file.
    /// - Throws: ``/EventSourcing/EventLogError``.
    @discardableResult
    public static func copyKeys(
        of directory: URL,
        to target: URL,
        expires: Instant
    ) throws(EventLogError) -> URL {
        try copy(.keys, of: directory, to: target, named: keysName) { db in
            try db.execute(
                sql: """
                    CREATE TABLE backup (expires_us INTEGER NOT NULL) STRICT;
                    INSERT INTO backup (expires_us) VALUES (\(expires.microseconds));
                    """
            )
        }
        return target.appendingPathComponent(keysName)
    }

    /// Puts copies back into a new data directory.
    ///
    /// When the log is opened, every erasure either copy knows of is applied to both. A log older than
    /// what was signed signs nothing until it goes on under a new origin.
    /// - Parameters:
    ///   - log: The directory of a copy of the log.
    ///   - keys: The directory of a copy of the keys.
    ///   - directory: The data directory to make, or an empty one.
    ///   - now: Today: a copy of keys that expired is refused.
    /// - Returns: what the log holds.
    /// - Throws: ``LogDamage``; ``/EventSourcing/EventLogError``.
    public static func restore(
        log: URL,
        keys: URL,
        to directory: URL,
        now: Instant
    ) throws -> LogVerification {
        let source = keys.appendingPathComponent(keysName)
        let expires = try expiry(of: source)
        guard now < expires else {
            throw EventLogError(
                .storage,
                "the copy of the keys expired at \(expires): whoever was erased since then would be "
                    + "readable again. Use a later copy, and destroy this one"
            )
        }
        let verified = try LogVerification(of: log)
        try makeEmpty(directory)
        let events = log.appendingPathComponent(Schema.events.fileName)
        // As a log keeps them, so that the first start has nothing to switch.
        try copy(file: events, .events, to: directory) { try OwnFile.makeWhole($0) }
        try copy(file: source, .keys, to: directory) { db in
            try db.execute(sql: "DROP TABLE backup")
            try OwnFile.makeWhole(db)
        }
        return verified
    }

    private static let keysName = "keys-backup.db"

    private static func copy(
        _ schema: Schema,
        of directory: URL,
        to target: URL,
        named name: String,
        _ finish: (Database) throws -> Void = { _ in }
    ) throws(EventLogError) {
        let file = directory.appendingPathComponent(schema.fileName)
        guard !OwnFile.isMissing(file) else {
            throw EventLogError(.storage, "there is no \(schema.fileName) in \(directory.path)")
        }
        try OwnFile.refuseForeign(file, schema: schema)
        try makeEmpty(target)
        try copy(file: file, schema, to: target, named: name, finish)
    }

    /// A directory that holds nothing yet: a copy never replaces another.
    private static func makeEmpty(_ directory: URL) throws(EventLogError) {
        let names = try attempt("create \(directory.path)") {
            try FileManager.default.createDirectory(
                at: directory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            return try FileManager.default.contentsOfDirectory(atPath: directory.path)
        }
        guard names.isEmpty else {
            throw EventLogError(.storage, "\(directory.path) is not empty; give a new directory")
        }
    }

    /// SQLite's online backup into a draft, synced and then named (SQLite, `sqlite3_backup`).
    private static func copy(
        file: URL,
        _ schema: Schema,
        to target: URL,
        named name: String? = nil,
        _ finish: (Database) throws -> Void = { _ in }
    ) throws(EventLogError) {
        let copied = target.appendingPathComponent(name ?? schema.fileName)
        let draft = copied.appendingPathExtension("new")
        try? FileManager.default.removeItem(at: draft)
        try OwnFile.makeEmpty(draft)
        try attempt("copy \(file.path)") {
            var configuration = OwnFile.configuration(label: "muster.backup")
            configuration.readonly = true
            let source = try DatabaseQueue(path: file.path, configuration: configuration)
            let target = try DatabaseQueue(path: draft.path)
            try source.backup(to: target)
            // One file by itself, without a WAL beside it.
            try target.inDatabase { db in
                _ = try String.fetchAll(db, sql: "PRAGMA journal_mode = DELETE")
                try finish(db)
            }
            try target.close()
            try source.close()
        }
        try DurableFile.sync(draft)
        try DurableFile.publish(draft, as: copied)
    }

    private static func expiry(of file: URL) throws(EventLogError) -> Instant {
        guard !OwnFile.isMissing(file) else {
            throw EventLogError(.storage, "there is no \(file.path); give the copy of the keys")
        }
        let expires = try OwnFile.looking(at: file) { db in
            try Int64.fetchOne(db, sql: "SELECT expires_us FROM backup")
        }
        return Instant(microseconds: expires ?? .min)
    }
}
