import EventSourcing
import EventStore
import Foundation
import GRDB
import Testing
import TestSupport

/// A restored file has no WAL yet: a power cut while it gets one leaves a rollback journal.
@Suite("A rollback journal that a power cut left beside")
struct RollbackJournalTests {
    /// A data directory with one event, cut off in the middle of a transaction on one of its files.
    private static func interrupted(_ name: String) async throws -> StoreFile {
        let file = try StoreFile()
        try await file.fill("a0")
        let queue = try DatabaseQueue(path: file.directory.path(name))
        let copy = try StoreFile()
        try queue.inDatabase { db in
            let mode = try String.fetchAll(db, sql: "PRAGMA journal_mode = DELETE")
            try #require(mode == ["delete"])
            // A cache of one page stores pages in the file before the transaction ends.
            try db.execute(sql: "PRAGMA cache_size = 1")
            try db.inTransaction {
                try db.execute(sql: "CREATE TABLE half (bytes BLOB)")
                for _ in 0..<50 { try db.execute(sql: "INSERT INTO half VALUES (zeroblob(3000))") }
                for name in try FileManager.default.contentsOfDirectory(
                    atPath: file.directory.url.path
                ) where name.contains(".db") {
                    try FileManager.default.copyItem(
                        atPath: file.directory.path(name),
                        toPath: copy.directory.path(name)
                    )
                }
                return .rollback
            }
        }
        try queue.close()
        // It is one that counts: a reader, who may not roll it back, can read nothing.
        var configuration = Configuration()
        configuration.readonly = true
        let error = #expect(throws: DatabaseError.self) {
            try DatabaseQueue(path: copy.directory.path(name), configuration: configuration)
        }
        #expect(error?.extendedResultCode == .SQLITE_READONLY_ROLLBACK)
        return copy
    }

    @Test("a file is rolled back by the next start", arguments: ["events.db", "keys.db"])
    func start(name: String) async throws {
        let file = try await Self.interrupted(name)
        let store = try file.open()
        _ = try await store.append(.to(.ada, "a1"))
        #expect(try await store.payloads() == ["a0", "a1"])
        await store.close()
        #expect(try LogVerification(of: file.directory.url).size == 2)
        let names = try FileManager.default.contentsOfDirectory(atPath: file.directory.url.path)
        #expect(!names.contains("\(name)-journal"))
    }

    @Test("the keys is rolled back before a wrong master key is refused")
    func wrongKey() async throws {
        let file = try await Self.interrupted("keys.db")
        let error = #expect(throws: EventLogError.self) {
            try EventStore(opening: file.directory.url, master: .other, now: { .sample("09:00") })
        }
        #expect(error?.code == .wrongKey)
        let store = try file.open()
        #expect(try await store.payloads() == ["a0"])
        await store.close()
    }

    @Test("another application's database is left to it")
    func foreign() async throws {
        let file = try await Self.interrupted("events.db")
        // Another application's id, in the file and in its journal's copy of the first page.
        let names = ["events.db", "events.db-journal"]
        var before: [Data] = []
        for name in names {
            let url = file.directory.url.appendingPathComponent(name)
            var bytes = try Data(contentsOf: url)
            while let place = bytes.range(of: Data("MUST".utf8)) {
                bytes.replaceSubrange(place, with: Data("ELSE".utf8))
            }
            try bytes.write(to: url)
            before.append(bytes)
        }
        let error = #expect(throws: EventLogError.self) { try file.open() }
        #expect(error?.code == .damaged)
        let after = try names.map {
            try Data(contentsOf: file.directory.url.appendingPathComponent($0))
        }
        #expect(after == before)
    }
}
