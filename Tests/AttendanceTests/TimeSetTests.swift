import Attendance
import EventSourcing
import Testing
import TestSupport

/// What a set of windows holds is counted second by second beside it.
@Suite("A set of times")
struct TimeSetTests {
    private static func window(_ start: Int, _ end: Int) -> TimeWindow {
        TimeWindow(start: Instant(seconds: Int64(start)), end: Instant(seconds: Int64(end)))
    }

    private static func anyWindow(using generator: inout SeededGenerator) -> Range<Int> {
        let start = Int.random(in: -60..<60, using: &generator)
        return start..<(start + .random(in: 0...30, using: &generator))
    }

    @Test("holds the seconds put in and not taken away since", arguments: UInt64(0)..<300)
    func secondBySecond(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var times = TimeSet()
        var counted: Set<Int> = []
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            let range = Self.anyWindow(using: &generator)
            let window = Self.window(range.lowerBound, range.upperBound)
            if Int.random(in: 0..<3, using: &generator) == 0 {
                times.subtract(window)
                counted.subtract(range)
            } else {
                times.formUnion(window)
                counted.formUnion(range)
            }
        }
        #expect(Self.seconds(of: times) == counted)
        #expect(times.seconds == Int64(counted.count))
        #expect(zip(times.windows, times.windows.dropFirst()).allSatisfy { $0.end < $1.start })
        #expect(times.windows.allSatisfy { $0.seconds > 0 })
        let clip = Self.anyWindow(using: &generator)
        let clipped = times.clipped(to: Self.window(clip.lowerBound, clip.upperBound))
        #expect(Self.seconds(of: clipped) == counted.intersection(clip))
    }

    @Test("of windows does not depend on their order", arguments: UInt64(0)..<50)
    func order(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let windows = (0..<9).map { _ in
            let range = Self.anyWindow(using: &generator)
            return Self.window(range.lowerBound, range.upperBound)
        }
        let times = TimeSet(windows)
        #expect(TimeSet(windows.shuffled(using: &generator) + windows) == times)
    }

    @Test("joins what touches, and holds nothing of what is empty")
    func touching() {
        #expect(TimeSet([Self.window(5, 9), Self.window(0, 5)]).windows == [Self.window(0, 9)])
        #expect(TimeSet([Self.window(5, 5)]).windows.isEmpty)
        #expect(TimeSet().seconds == 0)
    }

    private static func seconds(of times: TimeSet) -> Set<Int> {
        Set(times.windows.flatMap { Int($0.start.seconds)..<Int($0.end.seconds) })
    }
}
