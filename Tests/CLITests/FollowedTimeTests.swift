import EventSourcing
import Testing

@testable import CLI

@Suite("The time of a clock elsewhere")
struct FollowedTimeTests {
    private static let noon = Instant(seconds: 1_773_057_600)

    private func reading(_ seconds: Int64, scale: Double) -> FollowedTime.Reading {
        FollowedTime.Reading(now: Self.noon.advanced(bySeconds: seconds), scale: scale)
    }

    /// How many seconds after noon it shows.
    private func seconds(_ time: inout FollowedTime, at uptime: Int) -> Int64 {
        Self.noon.seconds(to: time.now(at: .seconds(uptime)))
    }

    @Test("goes on as fast as that clock does, also by half and not at all")
    func pace() {
        for (scale, passed) in [(60.0, 600), (0.5, 5), (0, 0)] as [(Double, Int64)] {
            var time = FollowedTime(reading(0, scale: scale), at: .seconds(100))
            #expect(seconds(&time, at: 100) == 0)
            #expect(seconds(&time, at: 110) == passed)
        }
    }

    @Test("jumps where that clock was set ahead, and takes its new pace")
    func jump() {
        var time = FollowedTime(reading(0, scale: 1), at: .zero)
        #expect(seconds(&time, at: 5) == 5)
        time.follow(reading(86_400, scale: 10), at: .seconds(6))
        #expect(seconds(&time, at: 6) == 86_400)
        #expect(seconds(&time, at: 7) == 86_410)
    }

    @Test("stands where that clock had been paused, until it has caught up")
    func pause() {
        var time = FollowedTime(reading(0, scale: 60), at: .zero)
        #expect(seconds(&time, at: 10) == 600)
        // It had stopped after a second.
        time.follow(reading(60, scale: 0), at: .seconds(10))
        #expect(seconds(&time, at: 20) == 600)
        time.follow(reading(60, scale: 60), at: .seconds(20))
        #expect(seconds(&time, at: 28) == 600)
        #expect(seconds(&time, at: 30) == 660)
    }

    @Test("never goes back, whatever is read when", arguments: UInt64(0)..<100)
    func monotonic(seed: UInt64) {
        var state = seed &* 6_364_136_223_846_793_005 &+ 1
        func next(_ bound: UInt64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64((state >> 33) % bound)
        }
        var time = FollowedTime(reading(0, scale: 1), at: .zero)
        var last = Self.noon
        var uptime = Duration.zero
        for _ in 0..<200 {
            uptime += .milliseconds(next(3000))
            if next(3) == 0 {
                let read = reading(next(10_000), scale: Double(next(100)))
                time.follow(read, at: uptime)
            }
            let now = time.now(at: uptime)
            #expect(now >= last, "seed \(seed)")
            last = now
        }
    }
}
