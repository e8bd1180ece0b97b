import EventSourcing
import Foundation
import GRDB
import Testing
import TestSupport

@testable import EventStore

/// What must not come of jobs that are refused or fail beside others, and of keys in between.
@Suite("What a job leaves when it is undone")
struct UndoingTests {
    private struct Stop: Error {}

    @Test("a job that fails by itself takes no other with it, and says why")
    func failures() async throws {
        let file = try StoreFile()
        let store = try file.open()
        // While the writer is held up the others wait, and share its next COMMIT.
        async let holding: Void = store.perform { _ in
            Thread.sleep(forTimeInterval: 0.2)
            return .success(())
        }
        try await Task.sleep(for: .milliseconds(50))
        async let forked = Self.failure(of: store) { _ in
            throw EventLogError(.forked, "as the test wants it")
        }
        async let constraint = Self.failure(of: store) { log in
            let twice = "INSERT INTO stream (id, category, identifier) VALUES (99, 'a', 'b')"
            try log.db.execute(sql: twice)
            try log.db.execute(sql: twice)
        }
        async let other = Self.failure(of: store) { log in
            try log.db.execute(sql: "INSERT INTO stream (category, identifier) VALUES ('a', 'c')")
            throw Stop()
        }
        async let appended = store.append(.to(.ada, "a0"))
        try await holding
        #expect(await forked == .forked)
        #expect(await constraint == .storage)
        #expect(await other == .storage)
        #expect(try await appended.firstPosition == 0)
        #expect(try await store.append(.to(.ada, "a1")).firstPosition == 1)
        await store.close()
        let streams = try await file.connection().read { db in
            try String.fetchAll(db, sql: "SELECT category FROM stream")
        }
        #expect(streams == [StreamName.ada.category])
        #expect(try LogVerification(of: file.directory.url).size == 2)
    }

    @Test("a batch about somebody new who is erased before it is committed leaves nothing")
    func erasedMeanwhile() async throws {
        let file = try StoreFile()
        let store = try file.open()
        let subject = SubjectID("somebody-new")
        let prepared = try store.prepared(Self.batch(about: subject))
        _ = try await store.erase([subject], reason: "asked", actor: "tester")
        let code = await Self.failure(of: store) { [ring = store.ring] log in
            _ = try log.append(prepared, ring: ring).get()
        }
        #expect(code == .busy)
        #expect(try await store.size() == 1)
        // Asked again, it is about somebody who was erased.
        _ = try await store.append(Self.batch(about: subject))
        let events = try await store.events(of: .ada)
        #expect(events.map { $0.event.personal[0].content } == [.erased])
        await store.close()
    }

    @Test("a key that is missing without an erasure is an error, and nothing is thrown away")
    func missingKey() async throws {
        let file = try StoreFile()
        let subject = SubjectID("somebody")
        let store = try file.open()
        _ = try await store.append(Self.batch(about: subject))
        await store.close()
        // As after keys.db was restored from an older copy than the log.
        let keys = try DatabaseQueue(path: file.directory.path("keys.db"))
        try await keys.write { try $0.execute(sql: "DELETE FROM key WHERE id = 1") }
        try keys.close()
        let again = try file.open()
        let error = await #expect(throws: EventLogError.self) {
            _ = try await again.append(Self.batch(about: subject))
        }
        #expect(error?.code == .damaged)
        #expect(try await again.size() == 1)
        await again.close()
    }

    @Test("the number of a destroyed key is not given again")
    func destroyedNumber() async throws {
        let file = try StoreFile()
        try await file.fill("a0")
        try await file.connection().write { db in
            try db.execute(sql: "INSERT INTO destroyed_key (key) VALUES (5000)")
        }
        let store = try file.open()
        _ = try await store.append(Self.batch(about: SubjectID("somebody")))
        await store.close()
        let key = try await file.connection().read { db in
            try Int64.fetchOne(db, sql: "SELECT key FROM subject")
        }
        #expect(try #require(key) > 5000)
    }

    @Test("an erasure that is refused erases nobody")
    func refusedErasure() throws {
        var state = KeyRingState(fences: ["before"], pool: KeyPool(unused: [], used: 0))
        state.knowAll(["before": 1, "somebody": 2])
        let new = state.fence(["before", "somebody"])
        #expect(new == ["somebody"])
        state.unfence(new)
        #expect(state.fences == ["before"])
        // Their key is asked for where it is stored: they are no newcomers.
        #expect(state.assignment(of: "somebody") == nil)
        #expect(!state.knowsAll)
    }

    private static func batch(about subject: SubjectID) -> AppendBatch {
        var writer = PayloadWriter()
        writer.write("name", Personal("Somebody", about: subject))
        let event = EncodedEvent(
            type: EventType("sample.happened"),
            payload: writer.json.canonicalBytes(),
            personal: writer.personal
        )
        let events = [(event: event, occurredAt: Instant(microseconds: 1))]
        return AppendBatch(
            [StreamAppend(to: .ada, expecting: .any, events: events)],
            actor: "tester"
        )
    }

    private static func failure(
        of store: EventStore,
        _ work: @escaping @Sendable (LogConnection) throws -> Void
    ) async -> EventLogError.Code? {
        do {
            try await store.perform { log in
                try work(log)
                return .success(())
            }
            return nil
        } catch {
            return error.code
        }
    }
}
