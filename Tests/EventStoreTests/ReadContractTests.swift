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

@Suite("Every event log, asked")
struct QueryContractTests {
    /// A log of two categories, whose streams' events alternate.
    private static func fill(_ log: any EventLog) async throws {
        for round in 0..<5 {
            _ = try await log.append(
                AppendBatch(
                    [
                        .to(.ada, ["a\(round)"]), .to(.boris, ["b\(round)"]),
                        .to(room, ["r\(round)"]),
                    ],
                    actor: "tester"
                )
            )
        }
    }

    private static let room = StreamName(category: "room", SubjectID("one"))

    @Test("tells one category", arguments: LogKind.allCases)
    func category(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            func positions(_ category: String, _ limit: Int = 99) async throws -> [Int64] {
                try await log.events(EventQuery(.category(category), limit: limit)).map(\.position)
            }
            #expect(try await positions("person") == [0, 1, 3, 4, 6, 7, 9, 10, 12, 13])
            #expect(try await positions("room") == [2, 5, 8, 11, 14])
            #expect(try await positions("room", 2) == [2, 5])
            #expect(try await positions("nobody").isEmpty)
        }
    }

    @Test("tells some streams, each from a version on", arguments: LogKind.allCases)
    func streams(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            let nobody = StreamName(category: "person", SubjectID("nobody"))
            let scope = EventQuery.Scope.streams([.ada: 3, Self.room: 0, nobody: 0])
            let events = try await log.events(EventQuery(scope, limit: 99))
            #expect(events.map(\.position) == [2, 5, 8, 9, 11, 12, 14])
            let some = try await log.events(EventQuery(scope, positions: 5..<12, limit: 99))
            #expect(some.map(\.position) == [5, 8, 9, 11])
            #expect(try await log.events(EventQuery(.streams([:]), limit: 9)).isEmpty)
        }
    }

    @Test("goes backwards", arguments: LogKind.allCases)
    func backwards(kind: LogKind) async throws {
        try await kind.withLog { log in
            try await Self.fill(log)
            let all = try await log.events(EventQuery(order: .backwards, limit: 99))
            #expect(all.map(\.position) == (0..<15).reversed())
            let last = try await log.events(
                EventQuery(.category("room"), positions: 0..<14, order: .backwards, limit: 2)
            )
            #expect(last.map(\.position) == [11, 8])
            #expect(last.map(\.version) == [3, 2])
        }
    }

    @Test("answers page by page what it answers at once", arguments: LogKind.allCases)
    func pages(kind: LogKind) async throws {
        try await kind.withLog { log in
            let texts = (0..<2300).map { "\($0)" }
            _ = try await log.append(AppendBatch([.to(.ada, texts)], actor: "tester"))
            for order in [EventQuery.Order.forwards, .backwards] {
                let all = try await log.events(EventQuery(order: order, limit: .max))
                #expect(all.count == 2300)
                var query = EventQuery(order: order, limit: 2100)
                var read: [Int64] = []
                while query.limit > 0 {
                    var page = query
                    page.limit = min(query.limit, 450)
                    let events = try await log.events(page)
                    read += events.map(\.position)
                    query = query.following(events.count, upTo: try #require(events.last).position)
                }
                #expect(read == all.prefix(2100).map(\.position))
                await Task.yield()
            }
        }
    }
}

@Suite("Every event log, followed")
struct SubscriptionContractTests {
    @Test("catches up and follows, skips nothing and repeats nothing", arguments: LogKind.allCases)
    func follows(kind: LogKind) async throws {
        try await kind.withLog { log in
            _ = try await log.append(.to(.ada, "before"))
            async let read = Self.read(log, from: 0, count: 401)
            async let late = Self.read(log, from: 150, count: 251)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for producer in 0..<8 {
                    group.addTask {
                        let stream = StreamName(category: "person", SubjectID("p\(producer)"))
                        for count in 0..<50 { _ = try await log.append(.to(stream, "\(count)")) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await read == (0..<401).map { $0 })
            #expect(try await late == (150..<401).map { $0 })
        }
    }

    @Test("waits until the log has grown past a size", arguments: LogKind.allCases)
    func grown(kind: LogKind) async throws {
        try await kind.withLog { log in
            async let grown = log.grown(past: 1)
            _ = try await log.append(.to(.ada, "0"))
            _ = try await log.append(.to(.ada, "1", "2"))
            #expect(try await grown > 1)
            #expect(try await log.grown(past: 0) == 3)
        }
    }

    @Test("ends with the task that waits", arguments: LogKind.allCases)
    func cancelled(kind: LogKind) async throws {
        try await kind.withLog { log in
            let waiting = Task { try await log.grown(past: 0) }
            waiting.cancel()
            await #expect(throws: EventLogError.self) { try await waiting.value }
        }
    }

    private static func read(
        _ log: any EventLog,
        from position: Int64,
        count: Int
    ) async throws -> [Int64] {
        var read: [Int64] = []
        for try await page in log.subscription(from: position, pageEventsMax: 7) {
            read += page.map(\.position)
            if read.count >= count { break }
        }
        return read
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
