import EventSourcing
import EventStore
import Foundation
import GRDB
import Testing
import TestSupport

/// Rows are read ahead of their verification, on another thread: what is found stays the first damage,
/// whether reading or hashing finds it.
@Suite("The first damage of a long log")
struct FirstDamageTests {
    private static let size: Int64 = 1300

    /// A log of more rows than are ever read ahead.
    private static func log(of size: Int64) async throws -> StoreFile {
        let file = try StoreFile()
        let store = try file.open()
        for start in stride(from: 0, to: size, by: 1000) {
            let payloads = (start..<min(size, start + 1000)).map { "{\"n\":\($0)}" }
            _ = try await store.append(AppendBatch([.to(.ada, payloads)], actor: "tester"))
        }
        try await store.signCheckpoint()
        await store.close()
        let queue = try DatabaseQueue(path: file.path)
        try await queue.write { db in
            try db.execute(
                sql: """
                    DROP TRIGGER event_is_never_updated; DROP TRIGGER event_is_never_deleted;
                    DROP TRIGGER payload_is_never_updated;
                    DROP TRIGGER payload_is_only_removed_by_an_event
                    """
            )
        }
        try queue.close()
        return file
    }

    /// Each way to damage an event, and who finds it.
    private static let damages = [
        "UPDATE event SET actor = CAST(x'74ff' AS TEXT) WHERE position = ",  // reading
        "UPDATE event SET type = CAST(x'ff' AS TEXT) WHERE position = ",  // reading
        "UPDATE event SET occurred_us = occurred_us + 1 WHERE position = ",  // hashing
        "UPDATE event SET leaf = zeroblob(32) WHERE position = ",  // hashing
        "UPDATE payload SET body = x'7b7d' WHERE position = ",  // hashing
        "DELETE FROM payload WHERE position = ",  // hashing
        "DELETE FROM event WHERE position = ",  // hashing, by the row after it
    ]

    private static func found(in file: StoreFile) throws -> LogDamage? {
        do {
            _ = try LogVerification(of: file.directory.url)
            return nil
        } catch let damage as LogDamage {
            return damage
        }
    }

    @Test("is the one that is named, wherever there are others", arguments: 0..<damages.count)
    func first(kind: Int) async throws {
        let file = try await Self.log(of: Self.size)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file.path))
        #expect(try Self.found(in: file) == nil)
        // On both sides of where one batch ends, and the last event.
        for place in [0, 254, 255, 256, 257, 1024, Self.size - 1] {
            var alone: LogDamage?
            for (other, later) in [(0, 2), (1, 300), (3, 1), (4, 2), (6, 3), (6, 600)] {
                await Task.yield()
                try whole.write(to: URL(fileURLWithPath: file.path))
                let queue = try DatabaseQueue(path: file.path)
                try await queue.write { db in
                    try db.execute(sql: "\(Self.damages[kind])\(place)")
                }
                if alone == nil { alone = try Self.found(in: file) }
                try await queue.write { db in
                    try db.execute(sql: "\(Self.damages[other])\(place + Int64(later))")
                }
                try queue.close()
                let found = try Self.found(in: file)
                #expect(found?.position == place)
                #expect(found == alone, "damage \(other) at \(place + Int64(later))")
            }
        }
    }

    @Test("is told on the caller's thread, like the progress")
    func progress() async throws {
        let file = try await Self.log(of: 10_000)
        let (told, caller) = try Self.threadOfProgress(in: file)
        #expect(told == [caller])
    }

    private static func threadOfProgress(in file: StoreFile) throws -> ([pthread_t], pthread_t) {
        var told: [pthread_t] = []
        _ = try LogVerification(of: file.directory.url) { done, all in
            told.append(pthread_self())
            #expect(done == 10_000 && all == 10_000)
        }
        return (told, pthread_self())
    }
}
