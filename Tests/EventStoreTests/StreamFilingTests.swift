import EventSourcing
import EventStore
import Foundation
import GRDB
import Testing
import TestSupport

/// The log files its events under their streams in turns; nobody who reads a stream notices.
@Suite("Events filed by stream")
struct StreamFilingTests {
    private static let streams = (0..<7).map { number in
        StreamName(category: number < 3 ? "person" : "meeting", SubjectID("s\(number)"))
    }

    /// A log of so many events, by streams in turn, and closed.
    private static func log(of count: Int) async throws -> StoreFile {
        let file = try StoreFile()
        let store = try file.open()
        for start in stride(from: 0, to: count, by: 100) {
            let numbers = start..<min(start + 100, count)
            let appends = streams.indices.map { index in
                StreamAppend.to(
                    streams[index],
                    numbers.filter { $0 % streams.count == index }.map(String.init)
                )
            }
            _ = try await store.append(
                AppendBatch(appends.filter { !$0.events.isEmpty }, actor: "tester")
            )
        }
        await store.close()
        return file
    }

    @Test("are those of the log in memory, however they are asked for", arguments: Seeds.usually(8))
    func property(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let file = try StoreFile()
        let memory = MemoryEventLog { "2026-03-09T09:00:00Z" }
        var store = try file.open()
        var count = 0
        while count < 1500 {
            let size = [1, 3, 40, 600].randomElement(using: &generator) ?? 1
            let chosen = Self.streams.shuffled(using: &generator)
                .prefix(Int.random(in: 1...4, using: &generator))
            let appends = chosen.map { StreamAppend.to($0, (0..<size).map { "\(count + $0)" }) }
            let batch = AppendBatch(appends, actor: "tester")
            _ = try await store.append(batch)
            _ = try await memory.append(batch)
            count += size * chosen.count
            if Int.random(in: 0..<8, using: &generator) == 0 {
                await store.close()
                store = try file.open()
            }
            if Int.random(in: 0..<6, using: &generator) == 0 {
                try await Self.compare(store, with: memory, &generator)
            }
        }
        try await Self.compare(store, with: memory, &generator)
        for stream in Self.streams {
            let last = try await memory.events(of: stream).last?.version
            let expecting = last.map(ExpectedVersion.exactly) ?? .noStream
            _ = try await store.append(.to(stream, expecting: expecting, "next"))
            await expectError(.conflict) {
                _ = try await store.append(.to(stream, expecting: expecting, "late"))
            }
        }
        await store.close()
        _ = try LogVerification(of: file.directory.url)
    }

    private static func compare(
        _ store: EventStore,
        with memory: MemoryEventLog,
        _ generator: inout SeededGenerator
    ) async throws {
        let size = try await memory.size()
        for stream in streams {
            let (ours, theirs) = (
                try await store.events(of: stream), try await memory.events(of: stream)
            )
            #expect(ours.map(\.position) == theirs.map(\.position))
            #expect(ours.map(\.version) == theirs.map(\.version))
        }
        let from = Int64.random(in: 0...size, using: &generator)
        let versions = streams.shuffled(using: &generator).prefix(3)
            .reduce(into: [StreamName: Int64]()) {
                $0[$1] = Int64.random(in: 0...size / 3, using: &generator)
            }
        for scope in [
            EventQuery.Scope.category("person"), .category("meeting"), .streams(versions),
        ] {
            for order in [EventQuery.Order.forwards, .backwards] {
                let query = EventQuery(
                    scope,
                    positions: from..<size,
                    order: order,
                    limit: Int.random(in: 1...900, using: &generator)
                )
                let (ours, theirs) = (
                    try await store.events(query), try await memory.events(query)
                )
                #expect(ours.map(\.position) == theirs.map(\.position), "\(query)")
            }
        }
    }

    @Test(
        "are filed in turns, with whatever is left at the end looked for",
        arguments: [511, 512, 1300]
    )
    func turns(count: Int) async throws {
        let file = try await Self.log(of: count)
        let (filed, size) = try await file.connection().read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM stream_event"),
                try Int.fetchOne(db, sql: "SELECT size FROM stream_cursor")
            )
        }
        #expect(filed == size)
        #expect(count - (size ?? 0) < 612, "a batch of 100 may have come before the turn")
        #expect((size ?? 0) > 0 || count < 512)
    }

    @Test(
        "that are not filed where they belong are found out",
        arguments: [
            ("DELETE FROM stream_event WHERE position = 5", 5),
            ("DELETE FROM stream_event", 0),
            ("UPDATE stream_event SET version = 9999 WHERE position = 7", 7),
            (
                """
                UPDATE stream_event SET position = -1 WHERE position = 3;
                UPDATE stream_event SET position = 3 WHERE position = 4;
                UPDATE stream_event SET position = 4 WHERE position = -1
                """, 3
            ),
            ("INSERT INTO stream_event VALUES (1, 9999, 5)", 5),
            ("UPDATE stream_cursor SET size = size + 1", nil),
            ("UPDATE stream_cursor SET size = 0", 0),
            ("DELETE FROM stream_cursor", nil),
            ("DELETE FROM stream_event WHERE position = 5; PRAGMA user_version = 1", 5),
            ("DROP TABLE stream_event; PRAGMA user_version = 1", nil),
            ("DROP TABLE stream_cursor", nil),
            ("DROP TABLE stream_event; DROP TABLE stream_cursor", nil),
        ] as [(String, Int64?)]
    )
    func misfiled(sql: String, position: Int64?) async throws {
        let file = try await Self.log(of: 650)
        _ = try LogVerification(of: file.directory.url)
        try await file.connection().write { try $0.execute(sql: sql) }
        let damage = try #require(throws: LogDamage.self) {
            try LogVerification(of: file.directory.url)
        }
        if let position { #expect(damage.position == position, "\(damage)") }
    }

    @Test("come out of a log of the format before, with nothing else changed")
    func migration() async throws {
        let file = try await Self.log(of: 650)
        let before = try LogVerification(of: file.directory.url)
        let (filed, _) = try await Self.positions(in: file)
        try file.withFormatOne()
        let (migrated, store) = try await Self.positions(in: file, closing: false)
        #expect(migrated == filed)
        _ = try await store.append(.to(Self.streams[0], expecting: .exactly(92), "next"))
        await store.close()
        let after = try LogVerification(of: file.directory.url)
        #expect(after.size == before.size + 1)
        #expect(try StoreFile.guards(of: file) >= 2)
    }
}

extension StreamFilingTests {
    /// Where the events of each stream are.
    private static func positions(
        in file: StoreFile,
        closing: Bool = true
    ) async throws -> ([[Int64]], EventStore) {
        let store = try file.open()
        var positions: [[Int64]] = []
        for stream in streams {
            positions.append(try await store.events(of: stream).map(\.position))
        }
        if closing { await store.close() }
        return (positions, store)
    }
}

extension StoreFile {
    /// Brings the file back to format 1, in which `event` was indexed by stream and version.
    fileprivate func withFormatOne() throws {
        let queue = try connection()
        try queue.writeWithoutTransaction { db in
            let made = try String.fetchOne(
                db,
                sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'event'"
            )
            let old = try #require(made)
                .replacing("\"event\"", with: "event_before")
                .replacing("UNIQUE (id)", with: "UNIQUE (stream, version), UNIQUE (id)")
            try db.execute(
                sql: """
                    \(old);
                    INSERT INTO event_before SELECT * FROM event;
                    DROP TABLE event; DROP TABLE stream_event; DROP TABLE stream_cursor;
                    ALTER TABLE event_before RENAME TO event;
                    PRAGMA user_version = 1
                    """
            )
        }
        try queue.close()
    }

    fileprivate static func guards(of file: StoreFile) throws -> Int {
        try file.connection().read { db in
            try Int.fetchOne(
                db,
                sql:
                    "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event'"
            ) ?? 0
        }
    }
}
