import Attendance
import EventSourcing
import Projections
import TestSupport
import Testing

@testable import MeetingManagement

@Suite("What is asked about a run, and when")
struct RunStandingTests {
    private static let end: Instant = "2026-03-09T10:00:00Z"

    private static func run(_ change: (inout RunStanding) -> Void = { _ in }) -> RunStanding {
        var run = RunStanding(
            id: InstanceID("run"),
            uuid: "run==",
            begin: "2026-03-09T09:00:00Z",
            end: end,
            lastKnown: end
        )
        change(&run)
        return run
    }

    /// The minutes after the end at which a report is asked for that never comes.
    private static func askings(_ run: RunStanding, from start: Int64 = 0) -> [Int64] {
        var attempts = RunAttempts()
        var asked: [Int64] = []
        for minute in start..<(3 * 1440) {
            let now = end.advanced(bySeconds: minute * 60)
            guard run.step(after: attempts, at: now) == .askReport else { continue }
            attempts.reportAskedAt = now
            asked.append(minute)
        }
        return asked
    }

    @Test("a report is asked for soon after the end, and until a day after it")
    func attempts() {
        #expect(Self.askings(Self.run()) == [3, 8, 15, 31, 120, 1440])
        #expect(Self.askings(Self.run { $0.report = .partial }) == [31, 120, 1440])
        #expect(Self.askings(Self.run { $0.report = .complete }) == [])
        #expect(Self.askings(Self.run { $0.report = .missed(.empty) }) == [])
    }

    @Test("whoever begins later asks once for all the times that have passed")
    func late() {
        #expect(Self.askings(Self.run(), from: 60) == [60, 120, 1440])
        #expect(Self.askings(Self.run(), from: 2000) == [2000])
        let run = Self.run()
        let day = Self.end.advanced(bySeconds: 86_400)
        #expect(run.isLastAsking(end: Self.end, at: day))
        #expect(!run.isLastAsking(end: Self.end, at: day.advanced(bySeconds: -1)))
    }

    @Test("an end is asked for when nothing has come for a while, and less and less often")
    func ends() {
        func first(_ run: RunStanding) -> Int64? {
            (0..<3000).first { minute in
                run.step(after: RunAttempts(), at: Self.end.advanced(bySeconds: minute * 60))
                    == .askEnd
            }
        }
        #expect(first(Self.run { $0.end = nil }) == 15)
        #expect(first(Self.run { ($0.end, $0.isDeserted) = (nil, false) }) == 45)
        let planned = Self.run {
            ($0.end, $0.isDeserted) = (nil, false)
            $0.plannedEnd = Self.end.advanced(bySeconds: 3600)
        }
        #expect(first(planned) == 105)
        #expect(
            first(Self.run { ($0.end, $0.isDeserted, $0.isFollowed) = (nil, false, true) }) == 15
        )
        var attempts = RunAttempts()
        attempts.endTries = 1
        attempts.endAskedAt = Self.end
        let open = Self.run { $0.end = nil }
        #expect(open.step(after: attempts, at: Self.end.advanced(bySeconds: 1799)) != .askEnd)
        #expect(open.step(after: attempts, at: Self.end.advanced(bySeconds: 1800)) == .askEnd)
        attempts.endTries = 3
        #expect(open.step(after: attempts, at: Self.end.advanced(bySeconds: 7199)) != .askEnd)
    }

    @Test("a run that Zoom tells no end of ended when it was last heard of")
    func untold() {
        let open = Self.run { $0.end = nil }
        var attempts = RunAttempts()
        attempts.isEndUntold = true
        #expect(open.end(after: attempts, at: Self.end) == Self.end)
        attempts = RunAttempts()
        attempts.endTries = 5
        let days = Self.end.advanced(bySeconds: 32 * 3600)
        #expect(open.end(after: attempts, at: Self.end) == nil)
        #expect(open.end(after: attempts, at: days) == Self.end)
        #expect(open.step(after: attempts, at: days) == .askReport)
    }
}
