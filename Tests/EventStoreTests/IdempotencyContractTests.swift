import EventSourcing
import EventStore
import Testing
import TestSupport

@Suite("Every event log, asked twice")
struct IdempotencyContractTests {
    @Test("appends once and gives the first receipt again", arguments: LogKind.allCases)
    func repeated(kind: LogKind) async throws {
        try await kind.withLog { log in
            _ = try await log.append(.to(.boris, "b0"))
            let key = IdempotencyKey.sample(1, body: 1)
            let first = try await log.append(.to(.ada, "a0", "a1", key: key))
            #expect(first == AppendReceipt(firstPosition: 1, count: 2, wasRepeated: false))
            _ = try await log.append(.to(.boris, "b1"))
            // What the repetition would append is not looked at: the key and the body decide.
            for batch in [
                AppendBatch.to(.ada, "a0", "a1", key: key),
                .to(.ada, expecting: .noStream, "other", key: key),
            ] {
                let again = try await log.append(batch)
                #expect(again == AppendReceipt(firstPosition: 1, count: 2, wasRepeated: true))
            }
            #expect(try await log.payloads() == ["b0", "a0", "a1", "b1"])
        }
    }

    @Test("refuses the same key with another body", arguments: LogKind.allCases)
    func mismatch(kind: LogKind) async throws {
        try await kind.withLog { log in
            _ = try await log.append(.to(.ada, "a0", key: .sample(1, body: 1)))
            let document = Document(DocumentName(.delivery, "d1"), bytes: [1], about: .several([]))
            await expectError(.idempotencyMismatch) {
                _ = try await log.append(
                    .to(.ada, "a0", documents: [document], key: .sample(1, body: 2))
                )
            }
            #expect(try await log.payloads() == ["a0"])
            #expect(try await log.document(document.name) == nil)
            let again = try await log.append(.to(.ada, "a0", key: .sample(1, body: 1)))
            #expect(again.wasRepeated)
        }
    }

    @Test("takes another key, or none, for another request", arguments: LogKind.allCases)
    func others(kind: LogKind) async throws {
        try await kind.withLog { log in
            _ = try await log.append(.to(.ada, "a", key: .sample(1, body: 1)))
            let other = try await log.append(.to(.ada, "a", key: .sample(2, body: 1)))
            #expect(!other.wasRepeated)
            for _ in 0..<2 {
                let receipt = try await log.append(.to(.ada, "a"))
                #expect(!receipt.wasRepeated)
            }
            #expect(try await log.size() == 4)
        }
    }

    @Test("remembers a batch that brought no events", arguments: LogKind.allCases)
    func empty(kind: LogKind) async throws {
        try await kind.withLog { log in
            let batch = AppendBatch([], idempotencyKey: .sample(1, body: 1), actor: "tester")
            let first = try await log.append(batch)
            #expect(first == AppendReceipt(firstPosition: 0, count: 0, wasRepeated: false))
            #expect(try await log.append(batch).wasRepeated)
        }
    }
}
