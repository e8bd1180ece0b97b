import EventSourcing
import EventStore
import Foundation
import GRDB
import Testing
import TestSupport

@Suite("The file of a log")
struct AppendOnlyTests {
    private static let replacement = """
        INSERT OR REPLACE INTO event SELECT position, stream, version, id, type, schema_version,
            recorded_us, occurred_us, 'x', correlation, causation, metadata, payload_hash, leaf
        FROM event WHERE position = 0
        """

    @Test(
        "lets nobody change or remove what is in the log (I-2)",
        arguments: [
            "UPDATE event SET payload_hash = zeroblob(32) WHERE position = 0",
            "UPDATE event SET recorded_us = recorded_us",
            "UPDATE OR REPLACE event SET position = 0 WHERE position = 1",
            "DELETE FROM event WHERE position = 1",
            "DELETE FROM event",
            replacement,
            "UPDATE payload SET body = x'00'",
            "DELETE FROM payload",
            "INSERT OR REPLACE INTO payload (position, body, personal) VALUES (0, x'00', x'')",
            "UPDATE stream SET identifier = 'other'",
            "DELETE FROM stream",
            "UPDATE epoch SET origin = 'other'",
            "DELETE FROM log_key",
            "UPDATE checkpoint SET size = 1",
            "DELETE FROM checkpoint",
        ]
    )
    func refused(sql: String) async throws {
        let file = try StoreFile()
        try await file.fill("a0", "a1")
        let signing = try file.open()
        try await signing.signCheckpoint()
        await signing.close()
        let connection = try file.connection()
        let error = await #expect(throws: DatabaseError.self) {
            try await connection.write { try $0.execute(sql: sql) }
        }
        let said = error?.message ?? ""
        #expect(said.hasPrefix("what is in the log") || said.hasPrefix("a payload goes only with"))
        try connection.close()
        let store = try file.open()
        #expect(try await store.payloads() == ["a0", "a1"])
        await store.close()
    }

    @Test("lets a payload go after the row that says which event removed it")
    func removal() async throws {
        let file = try StoreFile()
        try await file.fill("a0", "a1")
        let connection = try file.connection()
        try await connection.write { db in
            try db.execute(
                sql: """
                    INSERT INTO payload_removal (position, removed_by) VALUES (0, 1);
                    DELETE FROM payload WHERE position = 0
                    """
            )
        }
        try connection.close()
        let store = try file.open()
        #expect(try await store.events(from: 0, limit: 9).map(\.event.isRemoved) == [true, false])
        await store.close()
        // Whether an event really removed it is verification's to say.
        #expect(throws: LogDamage.self) { try LogVerification(of: file.directory.url) }
    }

    @Test("is in WAL mode, marked as ours, and sound")
    func pragmas() async throws {
        let file = try StoreFile()
        try await file.fill("a0")
        let connection = try file.connection()
        try await connection.read { db in
            #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
            #expect(try Int.fetchOne(db, sql: "PRAGMA application_id") == 0x4D55_5354)
            #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
            let strict = try Int.fetchOne(
                db,
                sql: "SELECT strict FROM pragma_table_list WHERE name = 'event'"
            )
            #expect(strict == 1)
        }
        try connection.close()
    }

    @Test("holds what a reader of SQLite expects, column by column")
    func columns() async throws {
        let file = try StoreFile()
        let store = try file.open()
        _ = try await store.append(
            AppendBatch(
                [
                    StreamAppend(
                        to: .ada,
                        expecting: .noStream,
                        events: [
                            (
                                EncodedEvent(
                                    type: EventType("a.b", version: 3),
                                    payload: [0, 255]
                                ),
                                Instant(microseconds: -7)
                            )
                        ]
                    )
                ],
                actor: "tester",
                metadata: ["b": "2", "a": "1"]
            )
        )
        let row = try #require(try file.firstRow())
        #expect(row["position"] == 0)
        #expect(row["version"] == 0)
        #expect(row["type"] == "a.b")
        #expect(row["schema_version"] == 3)
        #expect(row["recorded_us"] == ("2026-03-09T09:00:00Z" as Instant).microseconds)
        #expect(row["occurred_us"] == -7)
        #expect(row["actor"] == "tester")
        #expect(row["metadata"] == Data(#"{"a":"1","b":"2"}"#.utf8))
        #expect((row["leaf"] as Data?)?.count == 32)
        let stored = try file.connection().read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT body, personal, category, identifier FROM payload, stream"
            )
        }
        #expect(stored?["body"] == Data([0, 255]))
        #expect(stored?["personal"] == Data())
        #expect(stored?["category"] == "person")
        #expect(stored?["identifier"] == "ada")
        #expect((row["id"] as Data?)?.count == 16)
        await store.close()
    }

    @Test("that was tampered with is reported by position, not read on")
    func tampered() async throws {
        let file = try StoreFile()
        try await file.fill("a0", "a1")
        let connection = try file.connection()
        try await connection.write { db in
            try db.execute(sql: "DROP TRIGGER event_is_never_updated")
            try db.execute(sql: "UPDATE event SET metadata = x'7B' WHERE position = 1")
        }
        try connection.close()
        let store = try file.open()
        await expectError(.damaged) { _ = try await store.events(from: 0, limit: 9) }
        #expect(try await store.events(from: 0, limit: 1).count == 1)
        await store.close()
    }

    @Test("takes appends while another connection reads")
    func reading() async throws {
        let file = try StoreFile()
        let store = try file.open()
        _ = try await store.append(.to(.ada, "a0"))
        let connection = try file.connection()
        try await connection.read { db in
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM event")
        }
        _ = try await store.append(.to(.ada, "a1"))
        let count = try await connection.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM event")
        }
        #expect(count == 2)
        try connection.close()
        await store.close()
    }

    @Test("that another process locks makes an append fail without loss")
    func locked() async throws {
        let file = try StoreFile()
        let store = try file.open()
        _ = try await store.append(.to(.ada, "a0"))
        let connection = try file.connection()
        try await connection.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        await expectError(.storage) { _ = try await store.append(.to(.ada, "a1")) }
        try await connection.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        let receipt = try await store.append(.to(.ada, "a1"))
        #expect(receipt.firstPosition == 1)
        #expect(try await store.payloads() == ["a0", "a1"])
        try connection.close()
        await store.close()
    }
}
