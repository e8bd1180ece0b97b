import EventSourcing
import EventStore
import Foundation
import GRDB
import Synchronization
import Testing
import TestSupport

/// What may be left of somebody after an erasure: nothing, in any file.
@Suite("Erasing a subject")
struct ErasureTests {
    private static let name = "Zoë Müller-Lüdenscheidt"
    private static let email = "zoe.mueller@example.org"
    private static let picture = (0..<600).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
    private static let body = Array(#"{"participant":{"user_name":"\#(name)"}}"#.utf8)

    @Test(
        "opens nothing of theirs any more, and all of everybody else's",
        arguments: LogKind.allCases
    )
    func fields(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            let before = try await log.events(of: .ada)
            #expect(before[0].event.personal.map(\.value) == [Self.name, Self.email, "Boris"])
            let receipt = try await log.erase(["zoe"], reason: "asked for", actor: "officer")
            let after = try await log.events(of: .ada)
            #expect(after[0].event.personal.map(\.value) == [nil, nil, "Boris"])
            #expect(after[0].event.payload == before[0].event.payload)
            let told = try await log.events(of: .log)
            #expect(told.map(\.position) == [receipt.position])
            let event = try LogEventCodec.decode(told[0].event)
            guard case .subjectsErased(let erased) = event else {
                Issue.record("\(event)")
                return
            }
            #expect(erased.subjects == ["zoe"])
            #expect(erased.reason.value == "asked for")
        }
    }

    @Test("destroys every document that may be about them", arguments: LogKind.allCases)
    func documents(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            let receipt = try await log.erase(["zoe"], reason: "r", actor: "officer")
            #expect(receipt.documentsDestroyed == 3)
            #expect(try await log.document(.named(.signature)) == nil)
            #expect(try await log.document(.named(.sheet)) == nil)
            #expect(try await log.document(.named(.delivery)) == nil)
            #expect(try await log.document(.named(.export))?.bytes == [1, 2, 3])
        }
    }

    @Test("keeps nothing of theirs that comes later", arguments: LogKind.allCases)
    func afterwards(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            _ = try await log.erase(["zoe"], reason: "r", actor: "officer")
            let sheet = Document(.named(.sheet, "late"), bytes: [9], about: .several(["zoe", "b"]))
            _ = try await log.append(
                AppendBatch(
                    [Self.append(Personal(Self.name, about: "zoe"))],
                    documents: [sheet],
                    actor: "tester"
                )
            )
            let last = try await log.events(of: .ada).last
            #expect(last?.event.personal.map(\.content) == [.erased])
            #expect(try await log.document(sheet.name) == nil)
        }
    }

    @Test(
        "refuses what rests on a document about them alone, and keeps nothing of it",
        arguments: LogKind.allCases
    )
    func evidence(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            let own = Document(.named(.signature, "own"), bytes: Self.picture, about: .one("zoe"))
            let other = Document(.named(.signature, "other"), bytes: [1], about: .one("boris"))
            func batch(_ documents: [Document], _ key: IdempotencyKey? = nil) -> AppendBatch {
                AppendBatch(
                    [Self.append(Personal(Self.name, about: "zoe"))],
                    documents: documents,
                    idempotencyKey: key,
                    actor: "tester"
                )
            }
            let key = IdempotencyKey.sample(1, body: 1)
            let before = try await log.append(batch([own], key))
            _ = try await log.erase(["zoe"], reason: "r", actor: "officer")
            let size = try await log.size()
            for documents in [[own], [other, own]] {
                await expectError(.erased) { _ = try await log.append(batch(documents)) }
            }
            #expect(try await log.size() == size)
            #expect(try await log.document(own.name) == nil)
            #expect(try await log.document(other.name) == nil)
            // What was acknowledged before stays acknowledged.
            let again = try await log.append(batch([own], key))
            #expect(again.wasRepeated)
            #expect(again.firstPosition == before.firstPosition)
            _ = try await log.append(batch([other]))
            #expect(try await log.document(other.name) == other)
        }
    }

    @Test("lets no append end with a part of it, whenever the erasure comes")
    func interleaved() async throws {
        let file = try StoreFile()
        let store = try file.open()
        for round in 0..<5 {
            let subject = SubjectID("s\(round)")
            let name = DocumentName.named(.signature, "p\(round)")
            let batch = AppendBatch(
                [Self.append(Personal(Self.name, about: subject))],
                documents: [Document(name, bytes: Self.picture, about: .one(subject))],
                actor: "tester"
            )
            let isOver = Mutex(false)
            async let erasure = {
                defer { isOver.withLock { $0 = true } }
                return try await store.erase([subject], reason: "r", actor: "officer")
            }()
            var accepted: [Int64] = []
            var (wasOver, isRefused) = (false, false)
            while !wasOver, !isRefused {
                // Both are to have their turns.
                try await Task.sleep(for: .milliseconds(1))
                wasOver = isOver.withLock { $0 }
                do {
                    accepted.append(try await store.append(batch).firstPosition)
                } catch {
                    #expect([.erased, .busy].contains(error.code))
                    isRefused = error.code == .erased
                }
            }
            #expect(isRefused)
            // What was accepted was so before they were erased.
            let position = try await erasure.position
            #expect(accepted.allSatisfy { $0 < position })
            #expect(try await store.document(name) == nil)
        }
        await store.close()
        _ = try LogVerification(of: file.directory.url)
    }

    @Test("leaves none of their bytes in any file, however they are written")
    func bytes() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await Self.fill(store)
        #expect(try Self.places(in: file).isEmpty, "nothing personal is ever stored in the clear")
        _ = try await store.erase(["zoe"], reason: "r", actor: "officer")
        #expect(try Self.places(in: file).isEmpty)
        await store.close()
        #expect(try Self.places(in: file).isEmpty)
        _ = try LogVerification(of: file.directory.url)
    }

    @Test("leaves nothing of theirs that the remaining keys open")
    func remainingKeys() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await Self.fill(store)
        _ = try await store.erase(["zoe"], reason: "r", actor: "officer")
        await store.close()
        // Undo the fences by hand, as somebody with the files and the master key would.
        for name in ["events.db", "keys.db"] {
            let queue = try DatabaseQueue(path: file.directory.path(name))
            try await queue.write { db in
                try db.execute(sql: "DROP TRIGGER IF EXISTS fence_is_never_deleted")
                try db.execute(sql: "DELETE FROM fence")
            }
            try queue.close()
        }
        let again = try file.open()
        let fields = try await again.events(of: .ada)[0].event.personal
        #expect(fields.map(\.value) == [nil, nil, "Boris"])
        #expect(try await again.document(.named(.signature)) == nil)
        await again.close()
    }

    @Test("ends in the same way when the process ends before the keys are gone")
    func interrupted() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try await Self.fill(store)
        await store.close()
        let keys = try Data(contentsOf: URL(fileURLWithPath: file.directory.path("keys.db")))
        let second = try file.open()
        _ = try await second.erase(["zoe"], reason: "r", actor: "officer")
        await second.close()
        // As if only the log had been written; or an old copy of the keys were put back.
        try keys.write(to: URL(fileURLWithPath: file.directory.path("keys.db")))
        let third = try file.open()
        let fields = try await third.events(of: .ada)[0].event.personal
        #expect(fields.map(\.value) == [nil, nil, "Boris"])
        await third.close()
        let queue = try DatabaseQueue(path: file.directory.path("keys.db"))
        let fences = try await queue.read {
            try String.fetchAll($0, sql: "SELECT subject FROM fence")
        }
        #expect(fences == ["zoe"])
        try queue.close()
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
        _ = try await second.erase(["zoe"], reason: "r", actor: "officer")
        await second.close()
        try log.write(to: path)
        let third = try file.open()
        #expect(
            try await third.events(of: .ada)[0].event.personal.map(\.value) == [nil, nil, "Boris"]
        )
        #expect(try await third.document(.named(.sheet)) == nil)
        _ = try await third.append(
            AppendBatch([Self.append(Personal(Self.name, about: "zoe"))], actor: "tester")
        )
        #expect(try await third.events(of: .ada).last?.event.personal[0].content == .erased)
        await third.close()
    }

    @Test("lets deliveries go when they are old enough, and nothing else")
    func expiry() async throws {
        let file = try StoreFile()
        let store = try file.open(clock: SampleClock("2026-01-01T00:00:00Z"))
        try await Self.fill(store)
        #expect(try await store.expireDeliveries() == 0)
        await store.close()
        let later = try file.open(clock: SampleClock("2026-04-02T00:00:00Z"))
        #expect(try await later.expireDeliveries() == 1)
        #expect(try await later.document(.named(.delivery)) == nil)
        #expect(try await later.document(.named(.sheet))?.bytes == Self.body)
        #expect(try await later.events(of: .ada)[0].event.personal[0].value == Self.name)
        await later.close()
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
            [
                append(
                    Personal(name, about: "zoe"),
                    Personal(email, about: "zoe"),
                    Personal("Boris", about: "boris")
                )
            ],
            documents: [
                Document(.named(.signature), bytes: picture, about: .one("zoe")),
                Document(.named(.sheet), bytes: body, about: .several(["zoe", "boris"])),
                Document(.named(.delivery), bytes: body, about: .anyone),
                Document(.named(.export), bytes: [1, 2, 3], about: .several(["boris"])),
            ],
            actor: "tester"
        )
        _ = try await log.append(batch)
    }

    /// Where any of the needles stands, in any file of the directory: as it is, in Base64, in UTF-16,
    /// in hexadecimal.
    private static func places(in file: StoreFile) throws -> [String] {
        let texts = [name, email]
        var needles = texts.flatMap { text in
            [
                Data(text.utf8), Data(text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
                Data(Array(text.utf8).hexadecimal.utf8),
                Data(Data(text.utf8).base64EncodedString().prefix(16).utf8),
            ]
        }
        needles.append(Data(picture.prefix(64)))
        let folder = file.directory.url
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).flatMap {
            name -> [String] in
            let part = folder.appendingPathComponent(name)
            // Foundation leaks a page for a file without bytes.
            guard try part.resourceValues(forKeys: [.fileSizeKey]).fileSize != 0 else { return [] }
            let contents = try Data(contentsOf: part)
            return needles.indices.filter { contents.range(of: needles[$0]) != nil }
                .map { "\(name): needle \($0)" }
        }
    }
}

extension DocumentName {
    fileprivate static func named(_ kind: Kind, _ identifier: String = "d1") -> DocumentName {
        DocumentName(kind, identifier)
    }
}
