import Attendance
import EventSourcing
import MeetingManagement
import Projections
import Synchronization
import TestSupport
import Testing
import ZoomSimulator

/// Counts from 0.
private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            defer { count += 1 }
            return count
        }
    }
}

@Suite("The outbox, when something goes wrong")
struct OutboxFaultTests {
    /// Arranges a meeting with people, changes it, and does so whatever happens to one call.
    private func run(
        isSeries: Bool,
        _ trouble: SimulatedAccount.Trouble?,
        at call: Int
    ) async throws -> Int {
        var test = try TestArranging()
        test.account.disturb { $0 == call ? trouble : nil }
        let id = isSeries ? try await test.arrangeSeries() : try await test.arrangeOnce()
        // Three times as much as may be needed: each time another process.
        for _ in 0..<3 {
            try await test.drain()
            if let meeting = try await test.arrangement(id).meeting {
                try await test.expect(4, at: meeting.id)
            }
            try test.restart()
        }
        var draft = ArrangementChangeDraft()
        draft.topic = "Ladders"
        test.account.pass(seconds: 5)
        try await test.desk.change(id.text, to: draft, actor: TestArranging.actor)
        try await test.drain()
        try test.restart()
        try await test.drain()
        let calls = test.account.calls
        let listed = test.meetingsAtZoom()
        #expect(listed.count == 1, "call \(call)")
        #expect(listed.first?["topic"]?.string == "Ladders", "call \(call)")
        let meeting = try #require(try await test.arrangement(id).meeting, "call \(call)")
        let people = (1...4).map { "p\($0)@example.org" }
        #expect(test.registeredAtZoom(meeting.number) == people, "call \(call)")
        #expect(try await test.desk.outbox().isEmpty, "call \(call)")
        // And what Zoom tells by itself changes nothing.
        test.account.pass(seconds: 600)
        try await test.takeDeliveries()
        try await test.drain()
        #expect(test.account.calls == calls, "call \(call)")
        let reading = try await test.meeting(of: id)
        #expect(reading.sheets.count == (isSeries ? 4 : 1), "call \(call)")
        #expect(reading.sheets.first?.content.rows.count == 4, "call \(call)")
        #expect(reading.topic == "Ladders", "call \(call)")
        // Whoever was registered from here is cancelled from here, though the answer was lost.
        let first = try #require(try await test.expect(1, at: meeting.id).first)
        _ = try await test.desk.reduceRoster(
            of: meeting.id,
            at: nil,
            from: nil,
            by: [first],
            actor: TestArranging.actor
        )
        try await test.drain()
        #expect(test.registeredAtZoom(meeting.number) == Array(people.dropFirst()), "call \(call)")
        return calls
    }

    @Test(
        "makes one meeting and registers each person once, whatever call it is killed at, or gets no answer to",
        arguments: [false, true]
    )
    func everyCall(isSeries: Bool) async throws {
        let calls = try await run(isSeries: isSeries, nil, at: -1)
        #expect(calls > 5)
        for trouble in [
            SimulatedAccount.Trouble.killedBefore, .killedAfter, .answerLost, .unreachable,
        ] {
            for call in 0..<calls {
                _ = try await run(isSeries: isSeries, trouble, at: call)
            }
        }
    }

    @Test("makes one meeting and registers each once, whatever append it is killed at")
    func everyAppend() async throws {
        var appends = 0
        repeat {
            var test = try TestArranging()
            let id = try await test.arrangeOnce()
            let counter = Counter()
            let failing = appends
            test.log.interpose { (_) throws(EventLogError) in
                if counter.next() == failing { throw EventLogError(.storage, "killed") }
            }
            for _ in 0..<3 {
                try? await test.drain()
                if let meeting = try await test.arrangement(id).meeting {
                    _ = try? await test.expect(3, at: meeting.id)
                }
                try test.restart()
            }
            try await test.drain()
            let meeting = try #require(try await test.arrangement(id).meeting)
            try await test.expect(3, at: meeting.id)
            try await test.drain()
            #expect(test.meetingsAtZoom().count == 1, "append \(failing)")
            let people = (1...3).map { "p\($0)@example.org" }
            #expect(test.registeredAtZoom(meeting.number) == people, "append \(failing)")
            #expect(try await test.meeting(of: id).sheets.count == 1, "append \(failing)")
            appends = counter.next() > failing ? failing + 1 : -1
        } while appends >= 0
    }

    @Test("waits out an hour in which Zoom is down, says so once, and then does everything")
    func outage() async throws {
        let start: Instant = "2026-03-01T08:00:00Z"
        let account = SimulatedAccount(now: start) { scenario in
            scenario.outages = [
                ScenarioOutage(from: start.advanced(bySeconds: 300), seconds: 3600)
            ]
        }
        let test = try TestArranging(account)
        let first = try await test.arrangeOnce()
        try await test.drain()
        account.pass(seconds: 400)
        let meeting = try #require(try await test.arrangement(first).meeting)
        try await test.expect(3, at: meeting.id)
        let second = try await test.arrangeSeries()
        _ = try await test.outbox.empty()
        let waiting = try await test.desk.outbox()
        #expect(waiting.count == 2)
        #expect(waiting.allSatisfy { !$0.isRefused && $0.reason != nil })
        try await test.drain()
        #expect(start.advanced(bySeconds: 3900) <= account.now)
        #expect(account.now < start.advanced(bySeconds: 4800))
        #expect(test.meetingsAtZoom().count == 2)
        #expect(test.registeredAtZoom(meeting.number).count == 3)
        #expect(try await test.arrangement(second).isMade)
        #expect(try await test.desk.outbox().isEmpty)
        let delays = try await test.log.events(
            EventQuery(.category(StreamName.arrangements), limit: .max)
        ).filter { $0.event.type.description.hasPrefix("arrangement.delayed") }
        // One for each that waits and each kind of failure, however often it is tried.
        #expect((2...6).contains(delays.count))
    }

    @Test("keeps its state in the log alone: what is folded as it comes is what is folded anew")
    func liveEqualsRebuilt() async throws {
        for seed in Seeds.usually(4) {
            var random = SeededGenerator(seed: seed)
            let test = try TestArranging()
            let fates = (0..<400).map { _ in UInt64.random(in: 0..<12, using: &random) }
            test.account.disturb { call in
                switch fates[call % fates.count] {
                case 0: .answerLost
                case 1: .unreachable
                default: nil
                }
            }
            var live = ArrangementRegister()
            var cursor: Int64 = 0
            for round in 0..<4 {
                let id =
                    round.isMultiple(of: 2)
                    ? try await test.arrangeOnce { $0.topic = "No. \(round)" }
                    : try await test.arrangeSeries { $0.topic = "No. \(round)" }
                try await test.drain()
                let meeting = try #require(try await test.arrangement(id).meeting)
                try await test.expect(Int.random(in: 1...12, using: &random), at: meeting.id)
                if Bool.random(using: &random) {
                    test.account.pass(seconds: 5)
                    try await test.desk.cancelArrangement(
                        id.text,
                        reason: "No",
                        actor: TestArranging.actor
                    )
                }
                try await test.drain()
                let query = EventQuery(
                    .category(StreamName.arrangements),
                    positions: cursor..<Int64.max,
                    limit: .max
                )
                for recorded in try await test.log.events(query) {
                    live.evolve(
                        with: try recorded.map { try AttendanceCodec.decode($0) }
                    )
                    cursor = recorded.position + 1
                }
            }
            #expect(try await test.desk.arrangements() == live)
            #expect(test.meetingsAtZoom().count <= 4)
        }
    }
}
