import Attendance
import EventSourcing
import Projections
import TestSupport
import Testing

@Suite("Made-up days")
struct SlowModelTests {
    @Test(
        "give everybody the figures that looking at each second gives",
        arguments: Seeds.usually(50)
    )
    func figures(seed: UInt64) throws {
        let day = GeneratedDay(seed: seed)
        var generator = SeededGenerator(seed: seed)
        let events = day.facts.disordered(with: day.decisions, using: &generator)
        _ = try #require(Self.sheet(of: events, on: day), "seed \(seed)")
        let differences = Self.differences(events, on: day)
        guard !differences.isEmpty else { return }
        let first = differences[0].prefix { $0 != "," }
        let fewest = events.shrunk { rest in
            Self.isPlausible(rest)
                && Self.differences(rest, on: day).contains { $0.hasPrefix(first) }
        }
        Issue.record(
            """
            seed \(seed): \(differences.joined(separator: "; "))
            At its shortest: \(Self.differences(fewest, on: day).joined(separator: "; "))
            \(fewest.lines)
            """
        )
    }

    @Test(
        "give the same bytes in any order, however often and late told (I-3)",
        arguments: Seeds.usually(50)
    )
    func order(seed: UInt64) throws {
        let day = GeneratedDay(seed: seed)
        let expected = try Self.content(of: day.facts + day.decisions, on: day)
        var generator = SeededGenerator(seed: seed &+ 1_000_000)
        for _ in 0..<2 {
            let events = day.facts.disordered(with: day.decisions, using: &generator)
            let isSame = try Self.content(of: events, on: day) == expected
            #expect(isSame, "seed \(seed)")
        }
        let late = try Self.content(of: day.decisions + day.facts.reversed(), on: day)
        let isSame = late == expected
        #expect(isSame, "seed \(seed)")
    }

    @Test("never give anybody more than the planned time", arguments: Seeds.usually(50))
    func bounds(seed: UInt64) throws {
        let day = GeneratedDay(seed: seed)
        let length = try #require(day.planned.seconds)
        let sheet = try #require(Self.sheet(of: day.facts + day.decisions, on: day))
        for row in sheet.rows {
            #expect((0...length).contains(row.secondsPresent), "seed \(seed), \(row.attendee)")
            #expect((0...100).contains(row.sharePercent ?? 0), "seed \(seed), \(row.attendee)")
        }
        #expect(Set(sheet.rows.map(\.attendee)).count == sheet.rows.count, "seed \(seed)")
    }

    @Test(
        "give the same folded event by event as folded at once (I-4)",
        arguments: Seeds.usually(50)
    )
    func rebuilt(seed: UInt64) throws {
        let day = GeneratedDay(seed: seed)
        var generator = SeededGenerator(seed: seed &+ 2_000_000)
        let history = day.facts.disordered(with: day.decisions, using: &generator).recorded()
        var live = Roll()
        let step = max(history.count / 3, 1)
        for (place, recorded) in history.enumerated() {
            live.evolve(with: recorded)
            guard place % step == step - 1 || place == history.count - 1 else { continue }
            let rebuilt = Roll(replaying: history.prefix(place + 1))
            let id = day.planned.occurrence
            let (once, each) = (rebuilt.sheet(of: id)?.json, live.sheet(of: id)?.json)
            let isSame = once?.canonicalBytes() == each?.canonicalBytes()
            #expect(isSame, "seed \(seed), \(place + 1) events")
        }
    }

    @Test(
        "give again what they gave at every moment, from their streams one by one (I-5)",
        arguments: Seeds.usually(50)
    )
    func known(seed: UInt64) throws {
        let day = GeneratedDay(seed: seed)
        var generator = SeededGenerator(seed: seed &+ 3_000_000)
        let history = day.facts.disordered(with: day.decisions, using: &generator).recorded()
        let id = day.planned.occurrence
        var live = Roll()
        var given: [Int: [UInt8]?] = [:]
        let step = max(history.count / 4, 1)
        for (place, recorded) in history.enumerated() {
            live.evolve(with: recorded)
            guard place % step == step - 1 else { continue }
            given[place + 1] = live.sheet(of: id)?.json.canonicalBytes()
        }
        for (count, then) in given {
            // As a meeting is read: each stream to its end, in any order of streams.
            let streams = Dictionary(grouping: history.prefix(count), by: \.stream)
            let names = streams.keys.sorted { $0.description < $1.description }
                .shuffled(using: &generator)
            let again = Roll(replaying: names.flatMap { streams[$0] ?? [] })
            let isSame = again.sheet(of: id)?.json.canonicalBytes() == then
            #expect(isSame, "seed \(seed), \(count) events")
        }
    }

    /// The events as recorded; what people decide keeps its time, whatever comes between.
    private static func record(_ events: [AttendanceEvent]) -> [Recorded<AttendanceEvent>] {
        var decisions: Int64 = 0
        return events.recorded().map { recorded in
            var recorded = recorded
            if recorded.event.occurrence != nil { decisions += 1 }
            recorded.recordedAt = .sample("07:00").advanced(bySeconds: decisions)
            recorded.occurredAt = recorded.recordedAt
            return recorded
        }
    }

    private static func sheet(
        of events: [AttendanceEvent],
        on day: GeneratedDay
    ) -> AttendanceSheet? {
        Roll(replaying: record(events)).sheet(of: day.planned.occurrence)
    }

    private static func content(
        of events: [AttendanceEvent],
        on day: GeneratedDay
    ) throws -> [UInt8] {
        try #require(sheet(of: events, on: day)).json.canonicalBytes()
    }

    /// Whether some fact tells the start of each run, and the receiver stopped before it started
    /// again, as in every real log.
    private static func isPlausible(_ events: [AttendanceEvent]) -> Bool {
        let runs = Dictionary(grouping: events.compactMap(\.instance), by: \.id)
        let life = events.filter { $0.stream == .receiver }
        return runs.values.allSatisfy { facts in facts.contains { $0.start != nil } }
            && life.enumerated().allSatisfy { place, event in
                if case .receiverStarted = event { place % 2 == 0 } else { place % 2 == 1 }
            }
    }

    /// What the model and the fold say differently.
    private static func differences(_ events: [AttendanceEvent], on day: GeneratedDay) -> [String] {
        let model = SlowModel(of: events, at: day.planned, of: day.meeting.id)
        guard let sheet = sheet(of: events, on: day) else { return [] }
        let folded = Set(sheet.rows.map { SlowRow($0) })
        let expected = model.rows
        return expected.subtracting(folded).map { "model: \($0)" }.sorted()
            + folded.subtracting(expected).map { "fold: \($0)" }.sorted()
    }
}
