import EventSourcing
import EventStore
import Testing
import TestSupport

@Suite("Every event log, reading")
struct ReadContractTests {
    @Test("starts at a position and stops at a limit", arguments: LogKind.allCases)
    func pages(kind: LogKind) async throws {
        try await kind.withLog { log in
            _ = try await log.append(.to(.ada, "0", "1", "2", "3", "4"))
            let cases: [(from: Int64, limit: Int, positions: [Int64])] = [
                (0, 2, [0, 1]), (2, 2, [2, 3]), (4, 2, [4]), (5, 2, []), (99, 2, []),
                (0, 5, [0, 1, 2, 3, 4]), (1, 100, [1, 2, 3, 4]), (0, 0, []), (-3, 2, [0, 1]),
            ]
            for (from, limit, positions) in cases {
                let events = try await log.events(from: from, limit: limit)
                #expect(events.map(\.position) == positions, "from \(from), limit \(limit)")
            }
        }
    }

    @Test("finds nothing where nothing is", arguments: LogKind.allCases)
    func nothing(kind: LogKind) async throws {
        try await kind.withLog { log in
            let size = try await log.size()
            #expect(size == 0)
            #expect(try await log.events(from: 0, limit: 10).isEmpty)
            #expect(try await log.events(of: .ada).isEmpty)
            #expect(try await log.document(DocumentName(.export, "d")) == nil)
        }
    }

    @Test("of one stream shows no other", arguments: LogKind.allCases)
    func streams(kind: LogKind) async throws {
        try await kind.withLog { log in
            let near = StreamName(category: "person", SubjectID("ada-2"))
            _ = try await log.append(
                AppendBatch(
                    [.to(.ada, ["a0"]), .to(near, ["n0"]), .to(.ada, ["a1"])],
                    actor: "tester"
                )
            )
            let events = try await log.events(of: .ada)
            #expect(
                events.map { String(decoding: $0.event.payload, as: UTF8.self) } == ["a0", "a1"]
            )
            #expect(events.map(\.position) == [0, 2])
            #expect(try await log.events(of: near).map(\.version) == [0])
        }
    }

    @Test("gives the same events by stream and by position", arguments: LogKind.allCases)
    func views(kind: LogKind) async throws {
        try await kind.withLog { log in
            _ = try await log.append(.to(.ada, "a0"))
            _ = try await log.append(.to(.ada, "a1"))
            let all = try await log.events(from: 0, limit: 9)
            let stream = try await log.events(of: .ada)
            #expect(all.map(\.id) == stream.map(\.id))
            #expect(all.map(\.recordedAt) == stream.map(\.recordedAt))
        }
    }
}

@Suite("Every event log, keeping documents")
struct DocumentContractTests {
    private static let name = DocumentName(.delivery, "d1")

    @Test("keeps them byte for byte, by kind and identifier", arguments: LogKind.allCases)
    func kept(kind: LogKind) async throws {
        try await kind.withLog { log in
            let documents = [
                Document(Self.name, bytes: [0, 255, 0, 13, 10], about: .several([])),
                Document(DocumentName(.signature, "d1"), bytes: [], about: .several([])),
                Document(
                    DocumentName(.export, "d1"),
                    bytes: [UInt8](repeating: 7, count: 100_000),
                    about: .several([])
                ),
            ]
            _ = try await log.append(.to(.ada, "a0", documents: documents))
            for document in documents { #expect(try await log.document(document.name) == document) }
            #expect(try await log.document(DocumentName(.delivery, "d2")) == nil)
        }
    }

    @Test("keeps the first of two under one name", arguments: LogKind.allCases)
    func once(kind: LogKind) async throws {
        try await kind.withLog { log in
            let first = Document(Self.name, bytes: [1], about: .several([]))
            let second = Document(Self.name, bytes: [2], about: .several([]))
            _ = try await log.append(.to(.ada, "a0", documents: [first, second]))
            let receipt = try await log.append(.to(.ada, "a1", documents: [second]))
            #expect(receipt.count == 1)
            #expect(try await log.document(Self.name) == first)
        }
    }

    @Test("keeps them without events", arguments: LogKind.allCases)
    func alone(kind: LogKind) async throws {
        try await kind.withLog { log in
            let document = Document(Self.name, bytes: [1], about: .several([]))
            _ = try await log.append(AppendBatch([], documents: [document], actor: "tester"))
            #expect(try await log.document(Self.name) == document)
            #expect(try await log.size() == 0)
        }
    }
}
