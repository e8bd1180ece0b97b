import EventSourcing
import EventStore
import GRDB
import Testing
import TestSupport

/// Subjects the log has not met: each gets a key made ahead, once.
@Suite("Newcomers")
struct NewcomerTests {
    @Test("each have a key of their own, before the log is opened again and after")
    func reopening() async throws {
        let file = try StoreFile()
        // More than are unwrapped at once, so that keys made by the process before are read again.
        for range in [0..<10, 5..<600] {
            let store = try file.open()
            _ = try await store.append(Self.batch(of: range))
            await store.close()
        }
        let store = try file.open()
        let events = try await store.events(of: .ada)
        #expect(events.count == 605)
        let names = [Array(0..<10), Array(5..<600)].joined().map(Self.name)
        #expect(events.map { $0.event.personal[0].value } == names)
        await store.close()
        let keys = try await file.connection().read { db in
            try Int64.fetchAll(db, sql: "SELECT key FROM subject ORDER BY key")
        }
        #expect(keys == Array(1...600))
    }

    @Test("met by many batches at once have one key each")
    func race() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<32 {
                group.addTask { _ = try await store.append(Self.batch(of: 0..<40)) }
            }
            try await group.waitForAll()
        }
        let events = try await store.events(of: .ada)
        let names = (0..<32).flatMap { _ in (0..<40).map(Self.name) }
        #expect(events.map { $0.event.personal[0].value } == names)
        await store.close()
        let count = try await file.connection().read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM subject")
        }
        #expect(count == 40)
    }

    private static func batch(of numbers: Range<Int>) -> AppendBatch {
        let events = numbers.map { number in
            var writer = PayloadWriter()
            writer.write("name", Personal(name(number), about: SubjectID("subject-\(number)")))
            let event = EncodedEvent(
                type: EventType("sample.happened"),
                payload: writer.json.canonicalBytes(),
                personal: writer.personal
            )
            return (event: event, occurredAt: Instant(microseconds: Int64(number)))
        }
        let append = StreamAppend(to: .ada, expecting: .any, events: events)
        return AppendBatch([append], actor: "tester")
    }

    private static func name(_ number: Int) -> String { "Person \(number)" }
}
