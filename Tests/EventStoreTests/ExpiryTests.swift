import EventSourcing
import EventStore
import Foundation
import Synchronization
import Testing
import TestSupport

/// What expires is gone; who it was about may come again.
@Suite("Letting what is known of a subject expire")
struct ExpiryTests {
    private static let name = "Zoë Müller-Lüdenscheidt"

    @Test(
        "opens nothing of theirs any more, and all of everybody else's",
        arguments: LogKind.allCases
    )
    func fields(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            let before = try await log.events(of: .ada)
            let receipt = try await log.expire(["zoe"], recording: Self.saying)
            let after = try await log.events(of: .ada)
            #expect(after[0].event.personal.map(\.value) == [nil, "Boris"])
            #expect(after[0].event.payload == before[0].event.payload)
            #expect(receipt.position == 1)
            #expect(try await log.events(of: .boris).map(\.position) == [1])
        }
    }

    @Test("destroys the documents that name them, and no other", arguments: LogKind.allCases)
    func documents(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            let receipt = try await log.expire(["zoe"], recording: Self.saying)
            #expect(receipt.documentsDestroyed == 2)
            #expect(try await log.document(DocumentName(.signature, "own")) == nil)
            #expect(try await log.document(DocumentName(.delivery, "shared")) == nil)
            #expect(try await log.document(DocumentName(.delivery, "unread")) != nil)
            #expect(try await log.document(DocumentName(.sheet, "other")) != nil)
        }
    }

    @Test("keeps what comes of them later, and lets that expire too", arguments: LogKind.allCases)
    func afterwards(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            for round in 1...3 {
                _ = try await log.expire(["zoe"], recording: Self.saying)
                let own = Document(
                    DocumentName(.signature, "\(round)"),
                    bytes: [UInt8(round)],
                    about: .one("zoe")
                )
                _ = try await log.append(
                    AppendBatch(
                        [Self.append(Personal("Zoë \(round)", about: "zoe"))],
                        documents: [own],
                        actor: "tester"
                    )
                )
                let told = try await log.events(of: .ada).map { $0.event.personal[0].value }
                #expect(told == Array(repeating: nil, count: round) + ["Zoë \(round)"])
                #expect(try await log.document(own.name)?.bytes == [UInt8(round)])
            }
        }
    }

    @Test("changes nothing when the events that say so are refused", arguments: LogKind.allCases)
    func refused(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            let event = Self.append(Personal("x", about: "boris")).events[0]
            let wrong = StreamAppend(to: .ada, expecting: .noStream, events: [event])
            await expectError(.conflict) {
                _ = try await log.expire(["zoe"], recording: AppendBatch([wrong], actor: "tester"))
            }
            #expect(try await log.events(of: .ada)[0].event.personal[0].value == Self.name)
            #expect(try await log.document(DocumentName(.signature, "own")) != nil)
        }
    }

    @Test("does nothing to whoever was erased: nothing of theirs is ever kept again")
    func erased() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await Self.fill(store)
        _ = try await store.erase(["zoe"], reason: "r", actor: "officer")
        let receipt = try await store.expire(["zoe", "boris"], recording: Self.saying)
        #expect(receipt.documentsDestroyed == 1)
        _ = try await store.append(
            AppendBatch(
                [Self.append(Personal("Z", about: "zoe"), Personal("B", about: "boris"))],
                actor: "tester"
            )
        )
        let last = try await store.events(of: .ada).last?.event.personal
        #expect(last?.map(\.value) == [nil, "B"])
        await store.close()
    }

    @Test("loses nothing that is appended meanwhile, and opens nothing from before")
    func interleaved() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await Self.fill(store)
        let last = Mutex<Int64>(0)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for writer in 0..<8 {
                tasks.addTask {
                    while !Task.isCancelled {
                        let field = Personal("Zoë \(writer)", about: "zoe")
                        let batch = AppendBatch([Self.append(field)], actor: "tester")
                        _ = try await store.append(batch)
                    }
                }
            }
            for _ in 0..<20 {
                try await Task.sleep(for: .milliseconds(2))
                let receipt = try await store.expire(["zoe"], recording: Self.saying)
                last.withLock { $0 = receipt.position }
            }
            // Something is to come after the last.
            let size = try await store.size()
            _ = try await store.grown(past: size + 8)
            tasks.cancelAll()
            while try await tasks.next() != nil {}
        }
        let end = last.withLock { $0 }
        for recorded in try await store.events(of: .ada) {
            let value = recorded.event.personal[0].value
            #expect((value != nil) == (recorded.position > end), "\(recorded.position), \(end)")
        }
        await store.close()
        _ = try LogVerification(of: file.directory.url)
    }

    @Test("ends in the same way when the process ends before the keys are gone")
    func interrupted() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await Self.fill(store)
        await store.close()
        let path = URL(fileURLWithPath: file.directory.path("keys.db"))
        let keys = try Data(contentsOf: path)
        let second = try file.open()
        _ = try await second.expire(["zoe"], recording: Self.saying)
        await second.close()
        // As if only the log had been written; or an old copy of the keys were put back.
        try keys.write(to: path)
        let third = try file.open()
        #expect(
            try await third.events(of: .ada)[0].event.personal.map(\.value) == [nil, "Boris"]
        )
        _ = try await third.append(
            AppendBatch([Self.append(Personal("again", about: "zoe"))], actor: "tester")
        )
        #expect(try await third.events(of: .ada).last?.event.personal[0].value == "again")
        await third.close()
    }

    @Test("holds when an older copy of the log is put back")
    func olderLog() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await Self.fill(store)
        await store.close()
        let path = URL(fileURLWithPath: file.path)
        let log = try Data(contentsOf: path)
        let second = try file.open()
        _ = try await second.expire(["zoe"], recording: Self.saying)
        await second.close()
        try log.write(to: path)
        let third = try file.open()
        #expect(
            try await third.events(of: .ada)[0].event.personal.map(\.value) == [nil, "Boris"]
        )
        #expect(try await third.document(DocumentName(.signature, "own")) == nil)
        _ = try await third.append(
            AppendBatch([Self.append(Personal("again", about: "zoe"))], actor: "tester")
        )
        #expect(try await third.events(of: .ada).last?.event.personal[0].value == "again")
        await third.close()
    }

    private static var saying: AppendBatch {
        let event = EncodedEvent(type: EventType("sample.expired"), payload: Array("{}".utf8))
        let append = StreamAppend(
            to: .boris,
            expecting: .any,
            events: [(event, "2026-03-09T09:00:00Z")]
        )
        return AppendBatch([append], actor: "tester")
    }

    private static func append(_ fields: Personal<String>...) -> StreamAppend {
        var writer = PayloadWriter()
        for (index, field) in fields.enumerated() { writer.write("field_\(index)", field) }
        let event = EncodedEvent(
            type: EventType("sample.happened"),
            payload: writer.json.canonicalBytes(),
            personal: writer.personal
        )
        return StreamAppend(to: .ada, expecting: .any, events: [(event, "2026-03-09T09:00:00Z")])
    }

    private static func fill(_ log: any EventLog) async throws {
        let batch = AppendBatch(
            [append(Personal(name, about: "zoe"), Personal("Boris", about: "boris"))],
            documents: [
                Document(DocumentName(.signature, "own"), bytes: [1], about: .one("zoe")),
                Document(
                    DocumentName(.delivery, "shared"),
                    bytes: [2],
                    about: .several(["zoe", "boris"])
                ),
                Document(DocumentName(.delivery, "unread"), bytes: [3], about: .anyone),
                Document(DocumentName(.sheet, "other"), bytes: [4], about: .several(["boris"])),
            ],
            actor: "tester"
        )
        _ = try await log.append(batch)
    }
}
