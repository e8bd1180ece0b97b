import Crypto
import EventSourcing
import Foundation
import GRDB

/// `keys.db`: every secret of the log, each wrapped by the master key.
///
/// Deleting a row destroys what it opened: the file is overwritten where the row stood
/// (`secure_delete`), and its WAL is emptied.
final class KeyStore: Sendable {
    let queue: DatabaseQueue
    let master: MasterKey

    /// Opens the file, creating it for a new log.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `wrongKey` when the master key is another one's, having
    ///   changed nothing of what the file says.
    init(in directory: URL, master: MasterKey, isNew: Bool) throws(EventLogError) {
        let file = directory.appendingPathComponent(Schema.keys.fileName)
        guard isNew || FileManager.default.fileExists(atPath: file.path) else {
            throw EventLogError(
                .damaged,
                "\(directory.path) has a log but no keys.db; restore it with muster restore"
            )
        }
        self.master = master
        try WriteAheadLog.storeAgain(file)
        try OwnFile.make(file, schema: .keys)
        try OwnFile.refuseForeign(file, schema: .keys)
        // To write: SQLite then settles what a crash left half done, which it refuses a reader.
        self.queue = try Self.open(file, with: master)
        try attempt("open keys.db") {
            try queue.inDatabase { db in
                try OwnFile.makeDurable(db)
                try db.execute(sql: "PRAGMA secure_delete = ON")
                try Schema.keys.migrate(db)
            }
        }
        if try secret(Self.checkName) == nil {
            try keep(Array("muster".utf8), as: Self.checkName)
        }
    }

    /// Opens the file to read only, beside whoever writes to it.
    init(reading directory: URL, master: MasterKey) throws(EventLogError) {
        let file = directory.appendingPathComponent(Schema.keys.fileName)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw EventLogError(
                .damaged,
                "\(directory.path) has a log but no keys.db; restore it with muster restore"
            )
        }
        try OwnFile.refuseForeign(file, schema: .keys)
        self.master = master
        self.queue = try Self.open(file, with: master, isReader: true)
    }

    /// Opens the file and looks before anything is written: a wrong master key must change nothing.
    private static func open(
        _ file: URL,
        with master: MasterKey,
        isReader: Bool = false
    ) throws(EventLogError) -> DatabaseQueue {
        let (queue, check) = try attempt("open keys.db") {
            var configuration = OwnFile.configuration(label: "muster.keys")
            configuration.readonly = isReader
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            let check = try queue.read { db in
                try Data.fetchOne(
                    db,
                    sql: "SELECT wrapped FROM secret WHERE name = ?",
                    arguments: [checkName]
                )
            }
            return (queue, check)
        }
        guard let check, master.unwrap([UInt8](check), named: checkName) == nil else {
            return queue
        }
        try? queue.close()
        throw EventLogError(
            .wrongKey,
            "the master key does not open keys.db; give the one this log was made with "
                + "(MUSTER_MASTER_KEY, or the file master.key)"
        )
    }

    private static let checkName = "check"

    // MARK: Secrets

    /// A secret of the log by its name; `nil` when there is none.
    func secret(_ name: String) throws(EventLogError) -> [UInt8]? {
        let wrapped = try attempt("read a secret") {
            try queue.read { db in
                try Data.fetchOne(
                    db,
                    sql: "SELECT wrapped FROM secret WHERE name = ?",
                    arguments: [name]
                )
            }
        }
        guard let wrapped else { return nil }
        return try unwrap([UInt8](wrapped), named: name)
    }

    /// Keeps a secret that is not kept yet.
    func keep(_ bytes: [UInt8], as name: String) throws(EventLogError) {
        let wrapped = try master.wrap(bytes, named: name)
        try attempt("keep a secret") {
            try queue.write { db in
                try db.execute(
                    sql: "INSERT INTO secret (name, wrapped) VALUES (?, ?)",
                    arguments: [name, Data(wrapped)]
                )
            }
        }
    }

    /// A secret of 32 random bytes, made when it is first asked for.
    func secretOrNew(_ name: String) throws(EventLogError) -> [UInt8] {
        if let known = try secret(name) { return known }
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        try keep(bytes, as: name)
        return bytes
    }

    func unwrap(_ bytes: [UInt8], named name: String) throws(EventLogError) -> [UInt8] {
        guard let key = master.unwrap(bytes, named: name) else {
            throw EventLogError(.damaged, "keys.db: \(name) does not open under the master key")
        }
        return key
    }

    // MARK: Keys

    /// The numbers of the keys after one, in order.
    func keyNumbers(after id: Int64) throws(EventLogError) -> [Int64] {
        try attempt("read keys.db") {
            try queue.read { db in
                try Int64.fetchAll(
                    db,
                    sql: "SELECT id FROM key WHERE id > ? ORDER BY id",
                    arguments: [id]
                )
            }
        }
    }

    /// Makes keys, durably.
    func make(_ ids: ClosedRange<Int64>) throws(EventLogError) -> [StoredKey] {
        var random = BlockRandom()
        let keys = ids.map { StoredKey(id: $0, key: SymmetricKey(from: &random)) }
        try attempt("make keys") {
            try queue.write { db in
                let insert = try PreparedStatement(
                    "INSERT INTO key (id, wrapped) VALUES (?, ?)",
                    in: db
                )
                for key in keys {
                    let nonce = try AES.GCM.Nonce(from: &random)
                    let wrapped = try key.key.withUnsafeBytes { bytes in
                        try master.wrap(bytes, named: Self.name(of: key.id), nonce: nonce)
                    }
                    insert.bind(key.id, at: 1)
                    insert.bind(wrapped, at: 2)
                    try insert.run()
                }
            }
        }
        return keys
    }

    /// Keys by their numbers, in the order asked for; those destroyed are missing.
    func keys(_ ids: some Sequence<Int64>) throws(EventLogError) -> [StoredKey] {
        let rows = try attempt("read keys") {
            try queue.read { db in
                let statement = try db.cachedStatement(sql: "SELECT wrapped FROM key WHERE id = ?")
                return try ids.compactMap { id in
                    try Data.fetchOne(statement, arguments: [id]).map { (id, [UInt8]($0)) }
                }
            }
        }
        var keys: [StoredKey] = []
        for (id, wrapped) in rows {
            let bytes = try unwrap(wrapped, named: Self.name(of: id))
            keys.append(StoredKey(id: id, key: SymmetricKey(data: bytes)))
        }
        return keys
    }

    /// Whether some keys that should be gone are still there.
    func holdsAny(of ids: Set<Int64>) throws(EventLogError) -> Bool {
        try attempt("read keys") {
            try queue.read { db in
                // One statement: over the years they become many.
                let list = JSON.array(ids.sorted().map { .integer($0) }).canonicalBytes()
                let found = try Int.fetchOne(
                    db,
                    sql: "SELECT 1 FROM key WHERE id IN (SELECT value FROM json_each(?)) LIMIT 1",
                    arguments: [String(decoding: list, as: UTF8.self)]
                )
                return found != nil
            }
        }
    }

    private static func name(of id: Int64) -> String { "key \(id)" }

    // MARK: Erasing

    /// Destroys keys for good, and fences their subjects off: no key is ever made for them again.
    func destroy(
        _ ids: some Sequence<Int64>,
        fencing subjects: some Sequence<SubjectID>,
        at instant: Instant
    ) throws(EventLogError) {
        try attempt("destroy keys") {
            try queue.write { db in
                for subject in subjects {
                    try db.execute(
                        sql: """
                            INSERT INTO fence (subject, erased_us) VALUES (?, ?)
                            ON CONFLICT (subject) DO NOTHING
                            """,
                        arguments: [subject.text, instant.microseconds]
                    )
                }
                for id in ids {
                    try db.execute(sql: "DELETE FROM key WHERE id = ?", arguments: [id])
                }
            }
            try emptyWAL()
        }
    }

    /// Destroys keys for good whose subjects are not fenced off, and remembers which: a log that is
    /// restored from an older backup must not miss them.
    func destroy(expired ids: Set<Int64>) throws(EventLogError) {
        guard !ids.isEmpty else { return }
        try attempt("destroy keys") {
            try queue.write { db in
                for id in ids.sorted() {
                    try db.execute(
                        sql: "INSERT INTO expired (key) VALUES (?) ON CONFLICT (key) DO NOTHING",
                        arguments: [id]
                    )
                    try db.execute(sql: "DELETE FROM key WHERE id = ?", arguments: [id])
                }
            }
            try emptyWAL()
        }
    }

    /// The keys that expired.
    func expiredKeys() throws(EventLogError) -> Set<Int64> {
        try attempt("read which keys expired") {
            try queue.read { try Int64.fetchSet($0, sql: "SELECT key FROM expired") }
        }
    }

    /// The subjects fenced off, and since when.
    func fences() throws(EventLogError) -> [SubjectID: Instant] {
        try attempt("read the erasure fences") {
            try queue.read { db in
                let rows = try Row.fetchAll(db, sql: "SELECT subject, erased_us FROM fence")
                return rows.reduce(into: [:]) { fences, row in
                    fences[SubjectID(row["subject"])] = Instant(microseconds: row["erased_us"])
                }
            }
        }
    }

    // MARK: What was signed

    /// The size and the root of the largest tree ever signed under an origin; `nil` when none was.
    func lastSigned(under origin: String) throws(EventLogError) -> (size: Int64, root: [UInt8])? {
        try attempt("read what was signed") {
            try queue.read { db in
                try Row.fetchOne(
                    db,
                    sql: "SELECT size, root FROM signed WHERE origin = ?",
                    arguments: [origin]
                ).map { ($0["size"], [UInt8]($0["root"] as Data)) }
            }
        }
    }

    /// Notes what is about to be signed, before it is.
    func noteSigned(_ size: Int64, root: [UInt8], origin: String) throws(EventLogError) {
        try attempt("note what is signed") {
            try queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO signed (origin, size, root) VALUES (?, ?, ?)
                        ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root
                        """,
                    arguments: [origin, size, Data(root)]
                )
            }
        }
    }

    /// Writes a copy of the file.
    func backUp(to file: URL) throws(EventLogError) {
        try attempt("copy keys.db") {
            let copy = try DatabaseQueue(path: file.path)
            try queue.backup(to: copy)
            try copy.close()
        }
    }

    /// Empties the WAL and closes the file.
    func close() {
        try? emptyWAL()
        try? queue.close()
    }

    func emptyWAL() throws {
        try queue.inDatabase { db in
            _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }
}
