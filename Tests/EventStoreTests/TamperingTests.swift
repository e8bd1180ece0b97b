import EventSourcing
import EventStore
import Foundation
import GRDB
import Testing
import TestSupport
import Transparency

/// Whoever changes the file behind our back is found out, and the place is named.
@Suite("A log that was tampered with")
struct TamperingTests {
    /// A small log with two streams, personal fields and checkpoints.
    private static func log() async throws -> StoreFile {
        let file = try StoreFile()
        let store = try file.open()
        for number in 0..<4 {
            var writer = PayloadWriter()
            writer.write("number", Int64(number))
            writer.write("name", Personal("Ada \(number)", about: SubjectID("ada")))
            let event = EncodedEvent(
                type: EventType("sample.happened"),
                payload: writer.json.canonicalBytes(),
                personal: writer.personal
            )
            let stream: StreamName = number.isMultiple(of: 2) ? .ada : .boris
            let append = StreamAppend(
                to: stream,
                expecting: .any,
                events: [(event, "2026-03-09T09:00:00Z")]
            )
            _ = try await store.append(
                AppendBatch(
                    [append],
                    actor: "tester",
                    metadata: ["delivery": "d\(number)"],
                    correlation: EventID(at: "2026-03-09T09:00:00Z", random: (1, 2)),
                    causation: EventID(at: "2026-03-09T09:00:00Z", random: (3, 4))
                )
            )
            if number == 1 { _ = try await store.signCheckpoint() }
        }
        try await store.signCheckpoint()
        await store.close()
        return file
    }

    private static let unguard = """
        DROP TRIGGER event_is_never_updated; DROP TRIGGER event_is_never_deleted;
        DROP TRIGGER payload_is_never_updated; DROP TRIGGER payload_is_only_removed_by_an_event;
        DROP TRIGGER stream_is_never_updated; DROP TRIGGER stream_is_never_deleted;
        DROP TRIGGER checkpoint_is_never_updated; DROP TRIGGER checkpoint_is_never_deleted;
        """

    /// What verification says after a change; `nil` when it says that all is well.
    private static func damage(
        after change: (Database) throws -> Void,
        in file: StoreFile,
        continuing earlier: [SignedNote] = []
    ) throws -> LogDamage? {
        let queue = try DatabaseQueue(path: file.path)
        do {
            try queue.write { db in
                try db.execute(sql: unguard)
                try change(db)
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            try queue.close()
            return LogDamage(position: nil, reason: "SQLite refuses it: \(error)")
        }
        try queue.close()
        do {
            _ = try LogVerification(of: file.directory.url, continuing: earlier)
            return nil
        } catch let damage as LogDamage {
            return damage
        } catch let error as EventLogError where error.code == .damaged {
            return LogDamage(position: nil, reason: error.reason)
        }
    }

    @Test("verifies while nobody touched it")
    func whole() async throws {
        let file = try await Self.log()
        let verified = try LogVerification(of: file.directory.url)
        #expect(verified.size == 4)
        #expect(verified.checkpoints == 2)
    }

    @Test(
        "is found out by any flipped bit of any covered column of any event",
        arguments: [
            "version", "id", "type", "schema_version", "recorded_us", "occurred_us", "actor",
            "correlation", "causation", "metadata", "payload_hash", "leaf",
        ]
    )
    func columns(column: String) async throws {
        let file = try await Self.log()
        let original = try Data(contentsOf: URL(fileURLWithPath: file.path))
        for position in 0..<4 {
            let value = try #require(
                try file.connection().read { db in
                    try Row.fetchOne(
                        db,
                        sql: "SELECT \(column) AS value FROM event WHERE position = ?",
                        arguments: [position]
                    )
                }
            )
            for changed in Self.flips(of: value) {
                await Task.yield()
                try original.write(to: URL(fileURLWithPath: file.path))
                let found = try Self.damage(
                    after: { db in
                        try db.execute(
                            sql: "UPDATE event SET \(column) = ? WHERE position = ?",
                            arguments: [changed, position]
                        )
                    },
                    in: file
                )
                let damage = try #require(found, "\(column) of \(position) as \(changed)")
                if damage.position != nil, column != "recorded_us", column != "version" {
                    #expect(damage.position == Int64(position))
                }
            }
        }
    }

    /// Every value that differs in one byte, or for a number in one bit.
    private static func flips(of row: Row) -> [DatabaseValue] {
        let value: DatabaseValue = row["value"]
        var isText = false
        switch value.storage {
        case .int64(let number):
            return (0..<62).map { (number ^ 1 << $0).databaseValue }
        case .string: isText = true
        case .blob, .double, .null: break
        }
        let bytes: Data = row["value"]
        return bytes.indices.map { index in
            var changed = bytes
            changed[index] ^= 1
            return isText
                ? String(decoding: changed, as: UTF8.self).databaseValue : changed.databaseValue
        }
    }

    @Test("is found out by any flipped byte of a payload, a sealed field or a stream's name")
    func payloads() async throws {
        let file = try await Self.log()
        let original = try Data(contentsOf: URL(fileURLWithPath: file.path))
        for (table, column, key) in [
            ("payload", "body", "position"), ("payload", "personal", "position"),
            ("stream", "category", "id"), ("stream", "identifier", "id"),
        ] {
            let rows = try file.connection().read { db in
                try Row.fetchAll(db, sql: "SELECT \(key) AS key, \(column) AS value FROM \(table)")
            }
            for row in rows {
                let place: Int64 = row["key"]
                for changed in Self.flips(of: row) {
                    await Task.yield()
                    try original.write(to: URL(fileURLWithPath: file.path))
                    let damage = try Self.damage(
                        after: { db in
                            try db.execute(
                                sql: "UPDATE \(table) SET \(column) = ? WHERE \(key) = ?",
                                arguments: [changed, place]
                            )
                        },
                        in: file
                    )
                    #expect(damage?.position != nil, "\(table).\(column) of \(place)")
                }
            }
        }
    }

    @Test(
        "is found out by whatever is taken out, put in or swapped",
        arguments: [
            ("DELETE FROM event WHERE position = 1", 1),
            ("DELETE FROM event WHERE position = 3", 3),
            ("DELETE FROM event", 0),
            ("DELETE FROM event WHERE position = 3; DELETE FROM payload WHERE position = 3", 3),
            ("DELETE FROM payload WHERE position = 2", 2),
            ("INSERT INTO payload (position, body, personal) VALUES (9, x'7b7d', x'')", nil),
            (
                """
                UPDATE event SET position = -1 WHERE position = 1;
                UPDATE event SET position = 1 WHERE position = 2;
                UPDATE event SET position = 2 WHERE position = -1
                """, 1
            ),
            (
                """
                UPDATE payload SET position = -1 WHERE position = 0;
                UPDATE payload SET position = 0 WHERE position = 1;
                UPDATE payload SET position = 1 WHERE position = -1
                """, 0
            ),
            (
                """
                INSERT INTO event SELECT 4, stream, 99, randomblob(16), type, schema_version,
                recorded_us + 9, occurred_us, actor, correlation, causation, metadata, payload_hash,
                leaf FROM event WHERE position = 3
                """, 4
            ),
            ("UPDATE checkpoint SET size = 3 WHERE size = 2", nil),
            (
                "UPDATE checkpoint SET note = CAST(replace(CAST(note AS TEXT), '—', '-') AS BLOB)",
                nil
            ),
        ] as [(String, Int64?)]
    )
    func rows(sql: String, position: Int64?) async throws {
        let file = try await Self.log()
        let damage = try Self.damage(after: { try $0.execute(sql: sql) }, in: file)
        #expect(damage != nil, "\(sql)")
        #expect(damage?.position == position, "\(String(describing: damage))")
    }

    @Test("cut off at its end with all that remembers it is found out by an earlier checkpoint")
    func truncated() async throws {
        let file = try await Self.log()
        let store = try file.open()
        let note = try SignedNote(reading: try #require(try await store.signCheckpoint()))
        await store.close()
        let keys = try DatabaseQueue(path: file.directory.path("keys.db"))
        try await keys.write { try $0.execute(sql: "DELETE FROM signed") }
        try keys.close()
        let cut = """
            DELETE FROM event WHERE position > 1; DELETE FROM payload WHERE position > 1;
            DELETE FROM checkpoint WHERE size > 2;
            """
        #expect(try Self.damage(after: { try $0.execute(sql: cut) }, in: file) == nil)
        let found = try Self.damage(after: { _ in }, in: file.again(), continuing: [note])
        #expect(found?.position == 2)
    }
}

extension StoreFile {
    /// The same file, with the guards it had.
    fileprivate func again() throws -> StoreFile {
        let queue = try connection()
        try queue.writeWithoutTransaction { db in
            for name in ["event", "stream", "checkpoint"] {
                for verb in ["updated", "deleted"] {
                    let change = verb == "updated" ? "UPDATE" : "DELETE"
                    try db.execute(
                        sql: """
                            CREATE TRIGGER \(name)_is_never_\(verb) BEFORE \(change) ON \(name)
                            BEGIN SELECT RAISE(ABORT, ''); END
                            """
                    )
                }
            }
            try db.execute(
                sql: """
                    CREATE TRIGGER payload_is_never_updated BEFORE UPDATE ON payload
                    BEGIN SELECT RAISE(ABORT, ''); END;
                    CREATE TRIGGER payload_is_only_removed_by_an_event BEFORE DELETE ON payload
                    BEGIN SELECT RAISE(ABORT, ''); END
                    """
            )
        }
        return self
    }
}
