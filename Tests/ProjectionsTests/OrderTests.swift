import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

@Suite("The content of sheets")
struct OrderTests {
    @Test(
        "is the same bytes for the same facts in any order, however often told (I-3)",
        arguments: UInt64(0)..<100
    )
    func order(seed: UInt64) throws {
        let log = RandomLog(seed: seed)
        let expected = try Self.content(of: Roll(of: log.facts + log.decisions))
        #expect(!expected.isEmpty)
        var generator = SeededGenerator(seed: seed &+ 1_000_000)
        for _ in 0..<4 {
            let events = log.facts.disordered(with: log.decisions, using: &generator)
            #expect(try Self.content(of: Roll(of: events)) == expected, "seed \(seed)")
        }
    }

    @Test(
        "is the same folded event by event as folded at once, at every step (I-4)",
        arguments: UInt64(0)..<20
    )
    func rebuilt(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let log = RandomLog(seed: seed)
        let history = log.facts.disordered(with: log.decisions, using: &generator).recorded()
        var live = Roll()
        for (count, recorded) in history.enumerated() {
            live = live.evolved(with: recorded)
            guard count % 9 == 0 || count == history.count - 1 else { continue }
            let rebuilt = Roll(replaying: history.prefix(count + 1))
            #expect(
                try Self.content(of: live) == Self.content(of: rebuilt),
                "seed \(seed), \(count)"
            )
            #expect(live.horizon == rebuilt.horizon)
            #expect(live.presence.instances == rebuilt.presence.instances)
            #expect(live.people.people == rebuilt.people.people)
            #expect(live.signatures.occurrences == rebuilt.signatures.occurrences)
            #expect(live.directory.meetings == rebuilt.directory.meetings)
        }
    }

    @Test("holds nothing of where and when the log took it in")
    func provenance() throws {
        let log = RandomLog(seed: 7)
        let history = (log.facts + log.decisions).recorded()
        let elsewhere = history.map { recorded in
            var other = recorded
            other.id = EventID(at: "2031-05-05T05:05:05Z", random: (9, 9))
            other.recordedAt = recorded.recordedAt.advanced(bySeconds: 150_000_000)
            other.occurredAt = "2031-05-05T05:05:05Z"
            other.actor = "somebody else"
            other.metadata = ["delivery": "d1"]
            return other
        }
        let roll = Roll(replaying: elsewhere)
        #expect(try Self.content(of: roll) == Self.content(of: Roll(replaying: history)))
        #expect(try Self.content(of: roll).allSatisfy { !$0.contains("2031") })
    }

    @Test(
        "is made of objects, arrays, strings, integers, truths and nulls",
        arguments: UInt64(0)..<10
    )
    func values(seed: UInt64) throws {
        let log = RandomLog(seed: seed)
        for text in try Self.content(of: Roll(of: log.facts + log.decisions)) {
            let value = try JSON(parsing: text.utf8)
            #expect(!Self.holdsFraction(value))
            #expect(value.canonicalText == text)
        }
    }

    private static func content(of roll: Roll) throws -> [String] {
        try roll.occurrences(of: SampleMeeting.invoices.id).map { occurrence in
            try #require(roll.sheet(of: occurrence.id)).json.canonicalText
        }
    }

    private static func holdsFraction(_ value: JSON) -> Bool {
        switch value {
        case .fraction: true
        case .array(let elements): elements.contains { holdsFraction($0) }
        case .object(let members): members.values.contains { holdsFraction($0) }
        case .null, .bool, .integer, .string: false
        }
    }
}
