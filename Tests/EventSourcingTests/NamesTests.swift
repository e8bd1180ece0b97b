import EventSourcing
import Testing
import TestSupport

@Suite("Names in the log")
struct NamesTests {
    @Test("of streams are read back from their text")
    func stream() throws {
        let name = StreamName(category: "instance", SubjectID("9f2c-77"))
        #expect(name.description == "instance-9f2c-77")
        #expect(StreamName("instance-9f2c-77") == name)
        #expect(StreamName("instance-9f2c-77")?.identifier == "9f2c-77")
    }

    @Test(
        "need a category and an identifier",
        arguments: ["", "-", "instance", "instance-", "-9f2c"]
    )
    func noStream(text: String) {
        #expect(StreamName(text) == nil)
    }

    @Test("of events carry a version")
    func eventType() {
        #expect(EventType("connection.joined", version: 2).description == "connection.joined@2")
        #expect(EventType("a") == EventType("a", version: 1))
    }

    @Test("of identifiers order by their bytes")
    func identifiers() {
        #expect(SubjectID("a-2") < SubjectID("a1"))
        #expect(!(SubjectID("a") < SubjectID("a")))
        #expect(SubjectID("a") < SubjectID("ab"))
        #expect(SubjectID("ab").description == "ab")
    }
}

@Suite("An expected version")
struct ExpectedVersionTests {
    @Test(
        "allows what was expected and nothing else",
        arguments: [
            (ExpectedVersion.noStream, Int64?.none, true), (.noStream, 0, false),
            (.exactly(0), nil, false), (.exactly(0), 0, true), (.exactly(0), 1, false),
            (.exactly(3), 2, false), (.exactly(3), 3, true), (.any, nil, true), (.any, 7, true),
        ]
    )
    func allows(expected: ExpectedVersion, last: Int64?, isAllowed: Bool) {
        #expect(expected.allows(last) == isAllowed)
    }

    @Test("follows from what was read")
    func after() {
        #expect(ExpectedVersion.after(nil) == .noStream)
        #expect(ExpectedVersion.after(4) == .exactly(4))
    }
}

@Suite("A decider, a projection and a recorded event")
struct GrammarTests {
    private enum Counter: Decider {
        static var initialState: [Int] { [] }
        static func decide(_ command: Int, in state: [Int]) throws(Never) -> [Int] {
            state.contains(command) ? [] : [command]
        }
        static func evolve(_ state: inout [Int], with event: Int) { state.append(event) }
    }

    private struct Trace: Projection, Equatable {
        var seen: [Int] = []
        mutating func evolve(with recorded: Recorded<Int>) { seen.append(recorded.event) }
    }

    private static let history: [Recorded<Int>] = [5, 6, 7].enumerated().map { place, event in
        Recorded(
            position: Int64(place),
            stream: StreamName(category: "counter", SubjectID("a")),
            version: Int64(place),
            id: EventID(at: Instant(seconds: 1), random: (0, UInt64(place))),
            event: event,
            recordedAt: Instant(seconds: 1),
            occurredAt: Instant(seconds: 0),
            actor: .muster,
            metadata: ["delivery": "d1"]
        )
    }

    @Test("fold a history in its order")
    func fold() {
        #expect(Counter.fold([3, 1, 2]) == [3, 1, 2])
        #expect(Specification<Counter>.given(3, 1).when(2) == .happens([2]))
        #expect(Specification<Counter>.given(3, 1).when(1) == .isIgnored)
    }

    @Test("fold step by step as at once, without changing what was folded before")
    func projection() {
        let first = Trace().evolved(with: Self.history[0])
        let all = Self.history.dropFirst().reduce(first) { $0.evolved(with: $1) }
        #expect(all == Trace(replaying: Self.history))
        #expect(all.seen == [5, 6, 7])
        #expect(first.seen == [5])
    }

    @Test("keep everything else when an event is read in another way")
    func map() {
        let mapped = Self.history[2].map { "\($0)" }
        #expect(mapped.event == "7")
        #expect(mapped.position == 2)
        #expect(mapped.version == 2)
        #expect(mapped.stream == Self.history[2].stream)
        #expect(mapped.id == Self.history[2].id)
        #expect(mapped.recordedAt == Instant(seconds: 1))
        #expect(mapped.occurredAt == Instant(seconds: 0))
        #expect(mapped.actor == .muster)
        #expect(mapped.metadata == ["delivery": "d1"])
    }
}
