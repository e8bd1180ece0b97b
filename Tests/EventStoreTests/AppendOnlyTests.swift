import EventSourcing
import EventStore
import Foundation
import GRDB
import Testing
import TestSupport

@Suite("The file of a log")
struct AppendOnlyTests {
    private static let replacement = """
        INSERT OR REPLACE INTO event (position, stream, version, id, type, schema_version,
            recorded_us, occurred_us, actor, metadata, payload)
        SELECT position, stream, version, id, type, schema_version, recorded_us, occurred_us,
            actor, metadata, x'00' FROM event WHERE position = 0
        """

    @Test(
        "lets nobody change or remove an event (I-2)",
        arguments: [
            "UPDATE event SET payload = x'00' WHERE position = 0",
            "UPDATE event SET recorded_us = recorded_us",
            "UPDATE OR REPLACE event SET position = 0 WHERE position = 1",
            "DELETE FROM event WHERE position = 1",
            "DELETE FROM event",
            replacement,
        ]
    )
    func refused(sql: String) async throws {
        let file = try StoreFile()
        try await file.fill("a0", "a1")
        let connection = try file.connection()
        let error = await #expect(throws: DatabaseError.self) {
            try await connection.write { try $0.execute(sql: sql) }
        }
        #expect(error?.message?.hasPrefix("events are never") == true)
        try connection.close()
        let store = try file.open()
        #expect(try await store.payloads() == ["a0", "a1"])
        await store.close()
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
        #expect(row["stream"] == "person-ada")
        #expect(row["version"] == 0)
        #expect(row["type"] == "a.b")
        #expect(row["schema_version"] == 3)
        #expect(row["recorded_us"] == ("2026-03-09T09:00:00Z" as Instant).microseconds)
        #expect(row["occurred_us"] == -7)
        #expect(row["actor"] == "tester")
        #expect(row["metadata"] == Data(#"{"a":"1","b":"2"}"#.utf8))
        #expect(row["payload"] == Data([0, 255]))
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
