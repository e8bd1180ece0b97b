import EventSourcing
import Testing

@testable import ZoomAPI

@Suite("An answer of too many calls")
struct RateRefusalTests {
    private let now = Instant(seconds: 1_773_045_000)  // 2026-03-09T08:30:00Z

    @Test("tells a second's limit, a day's and one user's apart as Zoom sends them")
    func forms() throws {
        let pace = RateRefusal(
            [
                "X-RateLimit-Category": "Heavy", "X-RateLimit-Type": "QPS",
                "X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "0",
            ],
            now: now
        )
        #expect(pace == .pace(limit: 10))
        let day = RateRefusal(
            [
                "X-RateLimit-Category": "Heavy", "X-RateLimit-Type": "Daily-limit",
                "X-RateLimit-Limit": "60000", "X-RateLimit-Remaining": "0",
                "Retry-After": "2026-03-10T00:00:00Z",
            ],
            now: now
        )
        #expect(day == .day(until: try instant("2026-03-10T00:00:00Z")))
        let user = RateRefusal(
            [
                "X-RateLimit-Category": "Light", "X-RateLimit-Limit": "100",
                "X-RateLimit-Remaining": "0",
            ],
            now: now
        )
        #expect(user == .dayOfOne(until: try instant("2026-03-10T00:00:00Z")))
        #expect(RateRefusal([:], now: now) == .pace(limit: nil))
    }

    @Test("takes the next midnight for a time that has passed, lies far off or cannot be read")
    func unusableTime() throws {
        for text in ["2026-03-09T08:29:59Z", "2027-01-01T00:00:00Z", "soon", "", "-5"] {
            let refusal = RateRefusal(
                ["X-RateLimit-Type": "Daily-limit", "Retry-After": text],
                now: now
            )
            #expect(refusal == .day(until: try instant("2026-03-10T00:00:00Z")), "\(text)")
        }
    }

    @Test("takes seconds too")
    func seconds() {
        #expect(
            RateRefusal.retryAfter(["Retry-After": "90"], now: now)
                == now.advanced(bySeconds: 90)
        )
    }
}

@Suite("The pause between tries")
struct BackoffTests {
    @Test("doubles up to half a minute, and half of it is left to chance")
    func doubling() {
        let whole = (1...9).map { Backoff.delay(afterFailures: $0, jitter: 1) }
        #expect(whole == [0.5, 1, 2, 4, 8, 16, 30, 30, 30].map { Duration.seconds($0) })
        let half = (1...3).map { Backoff.delay(afterFailures: $0, jitter: 0) }
        #expect(half == [0.25, 0.5, 1].map { Duration.seconds($0) })
        #expect(Backoff.delay(afterFailures: .max, jitter: 7) == .seconds(30))
        #expect(Backoff.delay(afterFailures: -3, jitter: -1) == .seconds(0.25))
    }
}
