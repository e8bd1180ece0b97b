import EventSourcing
import Testing

@testable import ZoomAPI

@Suite("The pace of calls")
struct RateLimiterTests {
    private let now = Instant(seconds: 1_773_045_000)

    /// Calls that come at random, each asking when it was told to, some giving up.
    private struct Crowd {
        var limiter: RateLimiter
        var generator: SeededGenerator
        var uptime = Duration.zero
        /// Who waits, and when they ask again.
        var waiting: [(ticket: RateLimiter.Ticket, at: Duration)] = []
        var starts: [ZoomRateClass: [Duration]] = [:]
        var started = 0

        init(limits: ZoomRateLimits, seed: UInt64) {
            limiter = RateLimiter(limits: limits)
            generator = SeededGenerator(seed: seed)
        }

        mutating func arrive(_ rateClass: ZoomRateClass) {
            waiting.append((limiter.ticket(for: rateClass), uptime))
        }

        /// Lets the next who is due ask; they may be late, as tasks are.
        mutating func askNext(latenessMilliseconds: Int, now: Instant) {
            guard let index = waiting.indices.min(by: { waiting[$0].at < waiting[$1].at }) else {
                return
            }
            let (ticket, due) = waiting.remove(at: index)
            let lateness = Int.random(in: 0...latenessMilliseconds, using: &generator)
            uptime = max(uptime, due + .milliseconds(lateness))
            switch limiter.step(for: ticket, at: uptime, now: now) {
            case .go:
                started += 1
                starts[ticket.rateClass, default: []].append(uptime)
            case .wait(let delay): waiting.append((ticket, uptime + delay))
            case .exhausted: break
            }
        }

        /// The greatest number of starts within any stretch of a length.
        func most(of rateClass: ZoomRateClass, within length: Duration) -> Int {
            let times = starts[rateClass] ?? []
            return times.indices.map { first in
                times[first...].prefix { $0 < times[first] + length }.count
            }.max() ?? 0
        }
    }

    @Test("never exceeds the limit of any class, whoever comes when", arguments: UInt64(0)..<120)
    func windows(seed: UInt64) {
        let plan = ZoomPlan.allCases[Int(seed % 3)]
        let limits = ZoomRateLimits(plan: plan, sharePercent: 100)
        var crowd = Crowd(limits: limits, seed: seed)
        let classes = limits.windows.keys.sorted { $0.rawValue < $1.rawValue }
        for _ in 0..<600 {
            switch Int.random(in: 0..<10, using: &crowd.generator) {
            case 0..<4: crowd.arrive(classes.randomElement(using: &crowd.generator) ?? .light)
            case 4 where !crowd.waiting.isEmpty && Bool.random(using: &crowd.generator):
                let index = Int.random(in: 0..<crowd.waiting.count, using: &crowd.generator)
                crowd.limiter.abandon(crowd.waiting.remove(at: index).ticket)
            case 5: crowd.uptime += .milliseconds(Int.random(in: 0...300, using: &crowd.generator))
            default: crowd.askNext(latenessMilliseconds: 40, now: now)
            }
        }
        #expect(crowd.started > 50, "seed \(seed)")
        for (rateClass, window) in limits.windows {
            let most = crowd.most(of: rateClass, within: .seconds(window.seconds))
            #expect(most <= window.calls, "seed \(seed), \(plan), \(rateClass)")
        }
    }

    @Test("lets everybody through, as fast as the limit allows", arguments: [1, 7, 100, 1000])
    func liveness(count: Int) {
        let limits = ZoomRateLimits(plan: .pro, sharePercent: 100)
        var crowd = Crowd(limits: limits, seed: 1)
        for _ in 0..<count { crowd.arrive(.medium) }
        var asked = 0
        while !crowd.waiting.isEmpty, asked < count * 4 {
            crowd.askNext(latenessMilliseconds: 0, now: now)
            asked += 1
        }
        #expect(crowd.started == count)
        // 20 a second: the last of 1000 starts in the 50th second.
        #expect(crowd.uptime == .seconds((count - 1) / 20))
        // Each asks once, and once again when it is due.
        #expect(asked <= count * 2)
    }

    @Test("gives the place of who gave up to the next")
    func abandoned() {
        var limiter = RateLimiter(limits: ZoomRateLimits(plan: .free, sharePercent: 100))
        let tickets = (0..<3).map { _ in limiter.ticket(for: .heavy) }
        #expect(limiter.step(for: tickets[0], at: .zero, now: now) == .go)
        #expect(limiter.step(for: tickets[2], at: .zero, now: now) == .wait(.seconds(2)))
        limiter.abandon(tickets[1])
        #expect(limiter.step(for: tickets[2], at: .zero, now: now) == .wait(.seconds(1)))
        #expect(limiter.step(for: tickets[2], at: .seconds(1), now: now) == .go)
    }

    @Test("keeps heavy and resource-intensive calls of a day together under their limit")
    func daily() {
        var limits = ZoomRateLimits(plan: .business, sharePercent: 100)
        limits.daily = [.init(classes: [.heavy, .resourceIntensive], calls: 5)]
        var limiter = RateLimiter(limits: limits)
        func step(_ rateClass: ZoomRateClass, at now: Instant) -> RateLimiter.Step {
            limiter.step(for: limiter.ticket(for: rateClass), at: .zero, now: now)
        }
        for _ in 0..<3 { #expect(step(.heavy, at: now) == .go) }
        for _ in 0..<2 { #expect(step(.resourceIntensive, at: now) == .go) }
        let midnight = RateRefusal.midnight(after: now)
        #expect(step(.heavy, at: now) == .exhausted(until: midnight))
        #expect(step(.resourceIntensive, at: now) == .exhausted(until: midnight))
        #expect(step(.light, at: now) == .go)
        #expect(step(.heavy, at: midnight) == .go)
    }

    @Test("stops a class for a day when Zoom says so, and no other")
    func exhausted() {
        var limiter = RateLimiter(limits: ZoomRateLimits(plan: .pro))
        let until = now.advanced(bySeconds: 500)
        limiter.refused(.day(until: until), class: .heavy, at: .zero, jitter: 0)
        func step(_ rateClass: ZoomRateClass, at now: Instant) -> RateLimiter.Step {
            limiter.step(for: limiter.ticket(for: rateClass), at: .zero, now: now)
        }
        #expect(step(.heavy, at: now) == .exhausted(until: until))
        #expect(step(.light, at: now) == .go)
        // What Zoom counts together with it, though this process made no such call.
        #expect(step(.resourceIntensive, at: now) == .exhausted(until: until))
        #expect(step(.heavy, at: until) == .go)
        #expect(step(.resourceIntensive, at: until) == .go)
    }

    @Test("pauses after a refusal, and takes a smaller limit for the true one")
    func refused() {
        var limiter = RateLimiter(limits: ZoomRateLimits(plan: .pro, sharePercent: 100))
        for _ in 0..<10 {
            let ticket = limiter.ticket(for: .heavy)
            #expect(limiter.step(for: ticket, at: .zero, now: now) == .go)
        }
        limiter.refused(.pace(limit: 2), class: .heavy, at: .milliseconds(100), jitter: 1)
        let tickets = (0..<3).map { _ in limiter.ticket(for: .heavy) }
        let wait = limiter.step(for: tickets[0], at: .milliseconds(100), now: now)
        #expect(wait == .wait(.milliseconds(1500)))
        let later = Duration.milliseconds(1600)
        #expect(limiter.step(for: tickets[0], at: later, now: now) == .go)
        #expect(limiter.step(for: tickets[1], at: later, now: now) == .go)
        #expect(limiter.step(for: tickets[2], at: later, now: now) == .wait(.seconds(1)))
    }

    @Test("goes on while one user's day is used up")
    func oneUser() {
        var limiter = RateLimiter(limits: ZoomRateLimits(plan: .pro))
        let until = now.advanced(bySeconds: 500)
        limiter.refused(.dayOfOne(until: until), class: .light, at: .zero, jitter: 1)
        let ticket = limiter.ticket(for: .light)
        #expect(limiter.step(for: ticket, at: .zero, now: now) == .go)
    }

    @Test("takes a share of the plan, and one call at least")
    func share() {
        let limits = ZoomRateLimits(plan: .business, sharePercent: 50)
        #expect(limits.windows[.light] == .init(calls: 40, seconds: 1))
        #expect(limits.windows[.resourceIntensive] == .init(calls: 10, seconds: 60))
        #expect(limits.daily.map(\.calls) == [30_000])
        let least = ZoomRateLimits(plan: .free, sharePercent: 0)
        #expect(least.windows[.heavy] == .init(calls: 1, seconds: 1))
    }
}
