import Testing

@testable import ZoomAPI

@Suite("The state of a token")
struct TokenStateTests {
    private func token(_ text: String, until: Duration = .seconds(3500)) throws -> ZoomAccessToken {
        ZoomAccessToken(
            text: text,
            api: ZoomAddresses.zoom.api,
            scopes: [],
            usableUntil: until
        )
    }

    @Test("lets the first who needs one ask, and all others wait")
    func first() {
        var state = TokenState()
        #expect(state.needed(at: .zero) == .request)
        #expect(state.needed(at: .zero) == .wait)
        #expect(state.needed(at: .seconds(100)) == .wait)
    }

    @Test("uses what was granted until its time is over, then asks once")
    func use() throws {
        var state = TokenState()
        _ = state.needed(at: .zero)
        let first = try token("one")
        state.granted(first)
        #expect(state.needed(at: .seconds(3499)) == .use(first))
        #expect(state.needed(at: .seconds(3500)) == .request)
        #expect(state.needed(at: .seconds(3500)) == .wait)
    }

    @Test("asks again after a refusal")
    func refusal() {
        var state = TokenState()
        _ = state.needed(at: .zero)
        state.refused()
        #expect(state.needed(at: .zero) == .request)
    }

    @Test("drops a rejected token once, whoever else comes back with it")
    func rejection() throws {
        var state = TokenState()
        _ = state.needed(at: .zero)
        let first = try token("one")
        let second = try token("two")
        state.granted(first)
        state.rejected(first)
        #expect(state.needed(at: .zero) == .request)
        state.rejected(first)
        #expect(state.needed(at: .zero) == .wait)
        state.granted(second)
        state.rejected(first)
        #expect(state.needed(at: .zero) == .use(second))
    }

    @Test("never has two requests on their way", arguments: UInt64(0)..<200)
    func oneInFlight(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var state = TokenState()
        var isOnItsWay = false
        var granted = 0
        var uptime = Duration.zero
        var latest: ZoomAccessToken?
        for _ in 0..<300 {
            uptime += .seconds(Int.random(in: 0...900, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0, 1:
                switch state.needed(at: uptime) {
                case .request:
                    #expect(!isOnItsWay, "seed \(seed)")
                    isOnItsWay = true
                case .wait: #expect(isOnItsWay, "seed \(seed)")
                case .use(let token):
                    #expect(token == latest && uptime < token.usableUntil, "seed \(seed)")
                }
            case 2 where isOnItsWay:
                isOnItsWay = false
                granted += 1
                let new = try token("\(granted)", until: uptime + .seconds(1800))
                if Bool.random(using: &generator) {
                    state.refused()
                } else {
                    state.granted(new)
                    latest = new
                }
            default:
                if let latest { state.rejected(latest) }
            }
        }
        #expect(granted > 10, "seed \(seed)")
    }
}
