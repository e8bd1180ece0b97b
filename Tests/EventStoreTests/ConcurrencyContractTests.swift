import EventSourcing
import EventStore
import Testing
import TestSupport

@Suite("Every event log, with many producers")
struct ConcurrencyContractTests {
    private static let producers = 64
    private static let appendsEach = 12

    @Test(
        "keeps every acknowledged event, gapless and in each producer's order",
        arguments: LogKind.allCases
    )
    func producers(kind: LogKind) async throws {
        try await kind.withLog { log in
            let acknowledged = try await Self.produce(into: log)
            let events = try await log.events(from: 0, limit: 100_000)
            #expect(events.map(\.position) == (0..<Int64(events.count)).map { $0 })
            #expect(events.count == acknowledged.count * 2)
            #expect(try await log.size() == Int64(events.count))
            for (payload, receipt) in acknowledged {
                #expect(receipt.count == 2)
                let first = events[Int(receipt.firstPosition)]
                let second = events[Int(receipt.firstPosition) + 1]
                #expect(String(decoding: first.event.payload, as: UTF8.self) == payload)
                #expect(String(decoding: second.event.payload, as: UTF8.self) == payload + "'")
            }
            for producer in 0..<Self.producers {
                let stream = try await log.events(of: Self.stream(producer))
                #expect(stream.map(\.version) == (0..<Int64(Self.appendsEach * 2)).map { $0 })
                let expected = (0..<Self.appendsEach).flatMap {
                    ["\(producer).\($0)", "\(producer).\($0)'"]
                }
                #expect(
                    stream.map { String(decoding: $0.event.payload, as: UTF8.self) } == expected
                )
            }
            let stamps = events.map(\.recordedAt)
            #expect(zip(stamps, stamps.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test("lets one of many win a stream, and tells the others", arguments: LogKind.allCases)
    func race(kind: LogKind) async throws {
        try await kind.withLog { log in
            let outcomes = await withTaskGroup(of: EventLogError.Code?.self) { group in
                for producer in 0..<Self.producers {
                    group.addTask {
                        let batch = AppendBatch.to(.ada, expecting: .noStream, "\(producer)")
                        return await Self.refusal { () async throws(EventLogError) in
                            _ = try await log.append(batch)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .conflict } == Self.producers - 1)
            let size = try await log.size()
            #expect(size == 1)
        }
    }

    @Test("carries out one request that many send at once", arguments: LogKind.allCases)
    func repetition(kind: LogKind) async throws {
        try await kind.withLog { log in
            let receipts = try await withThrowingTaskGroup { group in
                for _ in 0..<Self.producers {
                    group.addTask {
                        try await log.append(.to(.ada, "a0", key: .sample(1, body: 1)))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(receipts.count { !$0.wasRepeated } == 1)
            #expect(Set(receipts.map(\.firstPosition)) == [0])
            #expect(try await log.payloads() == ["a0"])
        }
    }

    @Test(
        "undoes what a refused batch wrote, and nothing of those committed with it",
        arguments: LogKind.allCases
    )
    func refusals(kind: LogKind) async throws {
        try await kind.withLog { log in
            _ = try await log.append(.to(.ada, "first"))
            let outcomes = await withTaskGroup(of: EventLogError.Code?.self) { group in
                for producer in 0..<Self.producers {
                    group.addTask {
                        await Self.refusal { () async throws(EventLogError) in
                            _ = try await log.append(Self.largeBatch(of: producer))
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == Self.producers / 2)
            #expect(outcomes.count { $0 == .conflict } == Self.producers / 2)
            for producer in 0..<Self.producers {
                let events = try await log.events(of: Self.stream(producer))
                let expected = producer.isMultiple(of: 2) ? Self.names(of: producer) : []
                #expect(events.map { $0.event.personal.first?.value } == expected)
                #expect(events.map(\.version) == expected.indices.map(Int64.init))
            }
            let size = try await log.size()
            #expect(size == 1 + Int64(Self.producers / 2 * Self.largeBatchCount))
        }
    }

    private static let largeBatchCount = 40

    private static func names(of producer: Int) -> [String] {
        (0..<largeBatchCount).map { "name \(producer).\($0)" }
    }

    /// Many events with a personal field each; of every other producer, with a second stream that is
    /// not as it expects.
    private static func largeBatch(of producer: Int) -> AppendBatch {
        let events = names(of: producer).enumerated().map { index, name in
            var writer = PayloadWriter()
            let subject = SubjectID("somebody-\(producer)-\(index % 7)")
            writer.write("name", Personal(name, about: subject))
            let event = EncodedEvent(
                type: EventType("sample.named"),
                payload: writer.json.canonicalBytes(),
                personal: writer.personal
            )
            return (event: event, occurredAt: Instant(microseconds: 1))
        }
        let own = StreamAppend(to: stream(producer), expecting: .noStream, events: events)
        let other = StreamAppend(to: .ada, expecting: .noStream, events: [events[0]])
        return AppendBatch(
            producer.isMultiple(of: 2) ? [own] : [own, other],
            actor: .muster
        )
    }

    private static func produce(
        into log: any EventLog
    ) async throws -> [(payload: String, receipt: AppendReceipt)] {
        try await withThrowingTaskGroup(of: [(String, AppendReceipt)].self) { group in
            for producer in 0..<producers {
                group.addTask {
                    var acknowledged: [(String, AppendReceipt)] = []
                    for number in 0..<appendsEach {
                        let payload = "\(producer).\(number)"
                        let batch = AppendBatch.to(stream(producer), payload, payload + "'")
                        acknowledged.append((payload, try await log.append(batch)))
                    }
                    return acknowledged
                }
            }
            return try await group.reduce(into: []) { $0.append(contentsOf: $1) }
        }
    }

    private static func refusal(
        _ body: () async throws(EventLogError) -> Void
    ) async -> EventLogError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return error.code
        }
    }

    private static func stream(_ producer: Int) -> StreamName {
        StreamName(category: "producer", SubjectID("\(producer)"))
    }
}
