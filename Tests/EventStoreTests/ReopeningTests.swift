import EventSourcing
import EventStore
import Foundation
import Testing
import TestSupport

@Suite("A log on disk, opened again")
struct ReopeningTests {
    private static let document = Document(
        DocumentName(.delivery, "d1"),
        bytes: [0, 1, 255],
        about: .several([])
    )

    private static func append(to store: EventStore) async throws {
        _ = try await store.append(
            .to(.ada, "a0", "a1", documents: [document], key: .sample(1, body: 1))
        )
        _ = try await store.append(.to(.boris, "b0"))
    }

    private static func expectEverything(in store: EventStore) async throws {
        #expect(try await store.payloads() == ["a0", "a1", "b0"])
        #expect(try await store.document(document.name) == document)
        let again = try await store.append(.to(.ada, "a0", key: .sample(1, body: 1)))
        #expect(again == AppendReceipt(firstPosition: 0, count: 2, wasRepeated: true))
        let receipt = try await store.append(.to(.ada, expecting: .exactly(1), "a2"))
        #expect(receipt.firstPosition == 3)
        #expect(try await store.events(of: .ada).map(\.version) == [0, 1, 2])
    }

    @Test("after it was closed, holds everything")
    func closed() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await Self.append(to: store)
        let before = try await store.events(from: 0, limit: 9)
        await store.close()
        let again = try file.open()
        let after = try await again.events(from: 0, limit: 9)
        #expect(after.map(\.id) == before.map(\.id))
        #expect(after.map(\.recordedAt) == before.map(\.recordedAt))
        try await Self.expectEverything(in: again)
        await again.close()
    }

    @Test("finds the room its WAL took, and nothing in it")
    func room() async throws {
        let file = try StoreFile()
        let wal = file.directory.path("events.db-wal")
        let store = try file.open()
        try await Self.append(to: store)
        let taken = try Data(contentsOf: URL(fileURLWithPath: wal)).count
        await store.close()
        let left = try Data(contentsOf: URL(fileURLWithPath: wal))
        #expect(taken > 0)
        #expect(left == Data(count: taken))
        let again = try file.open()
        try await Self.expectEverything(in: again)
        await again.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: wal)).allSatisfy { $0 == 0 })
    }

    @Test("is read on by whoever had it open while it was closed and opened again")
    func readThroughout() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await Self.append(to: store)
        let reader = try EventStore(reading: file.directory.url, master: .sample)
        #expect(try await reader.payloads() == ["a0", "a1", "b0"])
        await store.close()
        #expect(try await reader.payloads() == ["a0", "a1", "b0"])
        let again = try file.open()
        try await Self.expectEverything(in: again)
        #expect(try await reader.payloads() == ["a0", "a1", "b0", "a2"])
        await again.close()
        #expect(try await reader.payloads() == ["a0", "a1", "b0", "a2"])
        await reader.close()
    }

    @Test("after it was dropped without being closed, holds everything")
    func dropped() async throws {
        let file = try StoreFile()
        do {
            let store = try file.open()
            try await Self.append(to: store)
        }
        let again = try await file.openWhenReleased()
        try await Self.expectEverything(in: again)
        await again.close()
    }

    @Test("from a copy made while it was open, holds everything acknowledged (I-1)")
    func copied() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await Self.append(to: store)
        let copy = try StoreFile()
        // What is on disk while the process lives is what is left when it is killed.
        for name in try FileManager.default.contentsOfDirectory(atPath: file.directory.url.path)
        where name.contains(".db") && !name.hasSuffix("-shm") {
            try FileManager.default.copyItem(
                atPath: file.directory.path(name),
                toPath: copy.directory.path(name)
            )
        }
        await store.close()
        let again = try copy.open()
        try await Self.expectEverything(in: again)
        await again.close()
    }

    @Test("goes on after the last time, though the clock was set back")
    func clock() async throws {
        let file = try StoreFile()
        try await file.fill("a0")
        let store = try file.open(clock: SampleClock("2001-01-01T00:00:00Z"))
        _ = try await store.append(.to(.ada, "a1"))
        let stamps = try await store.events(from: 0, limit: 9).map(\.recordedAt)
        #expect(stamps == ["2026-03-09T09:00:00Z", "2026-03-09T09:00:00.000001Z"])
        await store.close()
    }

    @Test("refuses to append once it is closed, however often that is said")
    func afterClosing() async throws {
        let file = try StoreFile()
        let store = try file.open()
        _ = try await store.append(.to(.ada, "a0"))
        await store.close()
        await store.close()
        await expectError(.closed) { _ = try await store.append(.to(.ada, "a1")) }
        let again = try file.open()
        #expect(try await again.payloads() == ["a0"])
        await again.close()
    }

    @Test("carries out what waited when it was closed")
    func waiting() async throws {
        let file = try StoreFile()
        let store = try file.open()
        let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        _ = try await store.append(.to(.ada, "\(number)"))
                        return true
                    } catch let error as EventLogError where error.code == .closed {
                        return false
                    }
                }
            }
            group.addTask {
                await store.close()
                return false
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let again = try file.open()
        #expect(try await again.size() == Int64(outcomes.count { $0 }))
        await again.close()
    }
}
