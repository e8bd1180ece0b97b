import EventSourcing
import Foundation
import GRDB

/// What every SQLite file of the log has in common.
enum OwnFile {
    /// Makes a file that is whole before it has its name: a crash leaves none, or all of it.
    static func make(_ file: URL, schema: Schema) throws(EventLogError) {
        guard isMissing(file) else { return }
        let draft = file.appendingPathExtension("new")
        for path in ["", "-wal", "-shm", "-journal"].map({ draft.path + $0 })
        where FileManager.default.fileExists(atPath: path) {
            try attempt("remove \(path)") { try FileManager.default.removeItem(atPath: path) }
        }
        try makeEmpty(draft)
        try attempt("make \(draft.path)") {
            let configuration = configuration(label: "muster.new")
            let queue = try DatabaseQueue(path: draft.path, configuration: configuration)
            try queue.inDatabase { db in
                try makeDurable(db)
                try schema.migrate(db)
                try makeWhole(db)
            }
            try queue.close()
        }
        try DurableFile.sync(draft)
        try DurableFile.publish(draft, as: file)
    }

    /// Makes an empty file that only its owner reads; SQLite gives its WAL the same mode.
    static func makeEmpty(_ file: URL) throws(EventLogError) {
        let isMade = FileManager.default.createFile(
            atPath: file.path,
            contents: nil,
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else { throw EventLogError(.storage, "cannot create \(file.path)") }
    }

    /// Whether there is no file, or one that nothing was ever written to.
    static func isMissing(_ file: URL) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        return (attributes?[.size] as? Int ?? 0) == 0
    }

    /// How every connection is set up.
    static func configuration(label: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.busyMode = .timeout(StoreLimits.busySeconds)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        }
        return configuration
    }

    /// Leaves a file in WAL mode with all of it in the file itself.
    static func makeWhole(_ db: Database) throws {
        try makeDurable(db)
        _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// Has a connection keep what it commits through a power cut (I-1).
    ///
    /// SQLite answers `wal` before it commits the switch: only a statement run to its end says that
    /// the file would not take it.
    static func makeDurable(_ db: Database) throws {
        guard try String.fetchAll(db, sql: "PRAGMA journal_mode = WAL") == ["wal"] else {
            throw EventLogError(.storage, "SQLite refused to keep a WAL beside a file of the log")
        }
        try db.execute(sql: "PRAGMA synchronous = FULL")
    }

    /// Reads from a file that is not opened yet, beside whoever writes to it.
    /// - Throws: ``/EventSourcing/EventLogError`` when it cannot be read.
    static func looking<Value>(
        at file: URL,
        _ body: (Database) throws -> Value
    ) throws(EventLogError) -> Value {
        try attempt("read \(file.path)") {
            var configuration = configuration(label: "muster.look")
            configuration.readonly = true
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read(body)
        }
    }

    /// Looks at a file without changing it: opening it to write would already turn it into ours.
    static func refuseForeign(_ file: URL, schema: Schema) throws(EventLogError) {
        let header = try FileHeader(of: file)
        guard header.isSQLite, header.applicationID == schema.applicationID else {
            throw EventLogError(
                .damaged,
                "\(schema.fileName) in the data directory is not a file of muster's"
            )
        }
    }
}
