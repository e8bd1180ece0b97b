import EventSourcing
import EventStore
import Testing
import TestSupport

@Suite("Every event log, appending")
struct AppendContractTests {
    @Test("gives back what it was given, byte for byte", arguments: LogKind.allCases)
    func bytes(kind: LogKind) async throws {
        try await kind.withLog { log in
            let payloads: [[UInt8]] = [
                [], [0], [0xFF, 0xFE, 0x00, 0xC3], Array("{\"a\":\"Zoë 😀\"}".utf8),
                (0..<70_000).map { UInt8(truncatingIfNeeded: $0) },
            ]
            let batch = AppendBatch(
                [
                    StreamAppend(
                        to: .ada,
                        expecting: .noStream,
                        events: payloads.enumerated().map { index, payload in
                            let type = EventType("sample.kind-\(index)", version: index + 1)
                            let at = Instant(microseconds: Int64(index) * -1_234_567)
                            return (EncodedEvent(type: type, payload: payload), at)
                        }
                    )
                ],
                actor: "person:ada",
                metadata: ["delivery": "d1", "": "Zoë\u{0}\"", "b": ""]
            )
            _ = try await log.append(batch)
            let events = try await log.events(from: 0, limit: 10)
            #expect(events.map(\.event.payload) == payloads)
            #expect(events.map(\.event.type.version) == [1, 2, 3, 4, 5])
            #expect(events.map(\.event.type.name) == (0..<5).map { "sample.kind-\($0)" })
            #expect(events.map(\.occurredAt.microseconds) == (0..<5).map { $0 * -1_234_567 })
            #expect(events.allSatisfy { $0.actor == "person:ada" && $0.stream == .ada })
            #expect(events.allSatisfy { $0.metadata == batch.metadata })
            #expect(try await log.events(of: .ada).map(\.event.payload) == payloads)
        }
    }

    @Test(
        "numbers events from 0 without gaps, and each stream by itself",
        arguments: LogKind.allCases
    )
    func positions(kind: LogKind) async throws {
        try await kind.withLog { log in
            #expect(try await log.size() == 0)
            _ = try await log.append(.to(.ada, "a0", "a1"))
            _ = try await log.append(.to(.boris, "b0"))
            _ = try await log.append(.to(.ada, "a2"))
            let events = try await log.events(from: 0, limit: 10)
            #expect(events.map(\.position) == [0, 1, 2, 3])
            #expect(events.map(\.version) == [0, 1, 0, 2])
            #expect(events.map(\.stream) == [.ada, .ada, .boris, .ada])
            #expect(Set(events.map(\.id)).count == 4)
            #expect(events.allSatisfy { $0.id.bytes[6] >> 4 == 7 })
            #expect(try await log.size() == 4)
        }
    }

    @Test("says in its receipt where the events are", arguments: LogKind.allCases)
    func receipts(kind: LogKind) async throws {
        try await kind.withLog { log in
            let first = try await log.append(.to(.ada, "a0", "a1"))
            #expect(first == AppendReceipt(firstPosition: 0, count: 2, wasRepeated: false))
            let second = try await log.append(
                AppendBatch([.to(.ada, ["a2"]), .to(.boris, ["b0", "b1"])], actor: "tester")
            )
            #expect(second == AppendReceipt(firstPosition: 2, count: 3, wasRepeated: false))
            let empty = try await log.append(AppendBatch([], actor: "tester"))
            #expect(empty == AppendReceipt(firstPosition: 5, count: 0, wasRepeated: false))
        }
    }

    @Test("takes a new stream only where there is none", arguments: LogKind.allCases)
    func noStream(kind: LogKind) async throws {
        try await kind.withLog { log in
            _ = try await log.append(.to(.ada, expecting: .noStream, "a0"))
            await expectError(.conflict) {
                _ = try await log.append(.to(.ada, expecting: .noStream, "a1"))
            }
            _ = try await log.append(.to(.boris, expecting: .noStream, "b0"))
            #expect(try await log.payloads() == ["a0", "b0"])
        }
    }

    @Test("takes the very version that was read", arguments: LogKind.allCases)
    func exactly(kind: LogKind) async throws {
        try await kind.withLog { log in
            await expectError(.conflict) {
                _ = try await log.append(.to(.ada, expecting: .exactly(0), "a0"))
            }
            _ = try await log.append(.to(.ada, "a0", "a1"))
            for stale: Int64 in [0, 2, -1] {
                await expectError(.conflict) {
                    _ = try await log.append(.to(.ada, expecting: .exactly(stale), "x"))
                }
            }
            _ = try await log.append(.to(.ada, expecting: .exactly(1), "a2"))
            _ = try await log.append(.to(.ada, expecting: .any, "a3"))
            #expect(try await log.payloads() == ["a0", "a1", "a2", "a3"])
        }
    }

    @Test("counts what the same batch appended before", arguments: LogKind.allCases)
    func withinBatch(kind: LogKind) async throws {
        try await kind.withLog { log in
            let batch = AppendBatch(
                [
                    .to(.ada, expecting: .noStream, ["a0", "a1"]),
                    .to(.boris, expecting: .noStream, ["b0"]),
                    .to(.ada, expecting: .exactly(1), ["a2"]),
                ],
                actor: "tester"
            )
            _ = try await log.append(batch)
            #expect(try await log.payloads() == ["a0", "a1", "b0", "a2"])
            #expect(try await log.events(of: .ada).map(\.version) == [0, 1, 2])
            let stale = AppendBatch(
                [
                    .to(.ada, expecting: .exactly(2), ["a3"]),
                    .to(.ada, expecting: .exactly(2), ["x"]),
                ],
                actor: "tester"
            )
            await expectError(.conflict) { _ = try await log.append(stale) }
            #expect(try await log.size() == 4)
        }
    }

    @Test(
        "changes nothing at all when one stream of a batch conflicts",
        arguments: LogKind.allCases
    )
    func allOrNothing(kind: LogKind) async throws {
        try await kind.withLog { log in
            _ = try await log.append(.to(.boris, "b0"))
            let name = DocumentName(.delivery, "d1")
            let key = IdempotencyKey.sample(1, body: 1)
            var batch = AppendBatch(
                [
                    .to(.ada, expecting: .noStream, ["a0"]),
                    .to(.boris, expecting: .noStream, ["x"]),
                ],
                documents: [Document(name, bytes: [1], about: .several([]))],
                idempotencyKey: key,
                actor: "tester"
            )
            await expectError(.conflict) { _ = try await log.append(batch) }
            #expect(try await log.payloads() == ["b0"])
            #expect(try await log.events(of: .ada).isEmpty)
            #expect(try await log.document(name) == nil)
            // The key is free: the same request, decided again, is no repetition.
            batch.streams[1].expecting = .exactly(0)
            let receipt = try await log.append(batch)
            #expect(receipt == AppendReceipt(firstPosition: 1, count: 2, wasRepeated: false))
            #expect(try await log.events(from: 0, limit: 9).map(\.position) == [0, 1, 2])
            #expect(try await log.document(name) == Document(name, bytes: [1], about: .several([])))
        }
    }

    @Test("names the stream of a conflict", arguments: LogKind.allCases)
    func conflictReason(kind: LogKind) async throws {
        try await kind.withLog { log in
            let error = await #expect(throws: EventLogError.self) {
                try await log.append(.to(.ada, expecting: .exactly(4), "a0"))
            }
            #expect(error?.reason.contains("person-ada") == true)
        }
    }

    @Test(
        "stamps later events later, though the clock stands still or goes back",
        arguments: LogKind.allCases
    )
    func recordedAt(kind: LogKind) async throws {
        let clock = SampleClock("2026-03-09T09:00:00Z")
        let later: [(Instant, String)] = [
            ("2026-03-09T08:00:00Z", "4"), ("2026-03-09T09:00:00.000002Z", "5"),
            ("2026-03-09T10:00:00Z", "6"), ("1969-01-01T00:00:00Z", "7"),
        ]
        try await kind.withLog(clock: clock) { log in
            _ = try await log.append(.to(.ada, "1", "2", "3"))
            for (reading, payload) in later {
                clock.show(reading)
                _ = try await log.append(.to(.boris, payload))
            }
            let stamps = try await log.events(from: 0, limit: 9).map(\.recordedAt.description)
            #expect(
                stamps == [
                    "2026-03-09T09:00:00Z", "2026-03-09T09:00:00.000001Z",
                    "2026-03-09T09:00:00.000002Z", "2026-03-09T09:00:00.000003Z",
                    "2026-03-09T09:00:00.000004Z", "2026-03-09T10:00:00Z",
                    "2026-03-09T10:00:00.000001Z",
                ]
            )
        }
    }
}
