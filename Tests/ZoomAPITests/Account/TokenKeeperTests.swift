import Synchronization
import Testing

@testable import ZoomAPI

@Suite("The keeper of a token", .timeLimit(.minutes(30)))
struct TokenKeeperTests {
    private func keeper(_ zoom: ScriptedZoom, clock: TestClock = TestClock()) -> TokenKeeper {
        TokenKeeper(
            account: .nordlicht,
            edges: clock.edges(zoom),
            limits: ZoomClientLimits()
        )
    }

    @Test("asks once for a hundred who come together")
    func oneRequest() async throws {
        let zoom = ScriptedZoom { _, number in
            for _ in 0..<50 { await Task.yield() }
            return .answer(200, [:], ScriptedZoom.token("token-\(number)"))
        }
        let keeper = keeper(zoom)
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 { group.addTask { try await keeper.token().text } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(tokens == Array(repeating: "token-1", count: 100))
        #expect(zoom.requests.count == 1)
    }

    @Test("tells everybody of a failure, and asks again for the next")
    func failure() async throws {
        let zoom = ScriptedZoom { _, number in
            number == 1
                ? .answer(400, [:], #"{"error":"invalid_client"}"#)
                : .answer(200, [:], ScriptedZoom.token("token-\(number)"))
        }
        let keeper = keeper(zoom)
        let failure = try await #require(throws: ZoomFailure.self) { try await keeper.token() }
        #expect(failure.reason == .noToken(.refused(status: 400, reason: "invalid_client")))
        #expect(failure.operation == "POST /oauth/token")
        #expect(try await keeper.token().text == "token-2")
    }

    @Test("tries again when the server fails or is not there")
    func recovery() async throws {
        let clock = TestClock()
        let zoom = ScriptedZoom { _, number in
            switch number {
            case 1: .fault(.notReached)
            case 2: .answer(503)
            case 3: .fault(.silent)
            case 4: .answer(429)
            default: .answer(200, [:], ScriptedZoom.token("token-\(number)"))
            }
        }
        #expect(try await keeper(zoom, clock: clock).token().text == "token-5")
        #expect(clock.sleeps == [.seconds(0.5), .seconds(1), .seconds(2), .seconds(4)])
    }

    @Test("gives up after a bounded number of tries")
    func bounded() async throws {
        let zoom = ScriptedZoom { _, _ in .answer(500) }
        let keeper = keeper(zoom)
        let failure = try await #require(throws: ZoomFailure.self) { try await keeper.token() }
        #expect(failure.reason == .failing(status: 500))
        #expect(zoom.requests.count == ZoomClientLimits().triesMax)
    }

    @Test("lets who gives up go at once, and serves the others")
    func cancellation() async throws {
        let gate = Gate()
        let zoom = ScriptedZoom { _, _ in
            await gate.passed()
            return .answer(200, [:], ScriptedZoom.token("token-1"))
        }
        let keeper = keeper(zoom)
        let impatient = Task { try await keeper.token().text }
        let patient = Task { try await keeper.token().text }
        while zoom.requests.isEmpty { await Task.yield() }
        impatient.cancel()
        let failure = await #expect(throws: ZoomFailure.self) { try await impatient.value }
        #expect(failure?.reason == .cancelled)
        await gate.open()
        #expect(try await patient.value == "token-1")
        #expect(zoom.requests.count == 1)
    }

    @Test("replaces a token before it expires, and one that was rejected")
    func replacement() async throws {
        let clock = TestClock()
        let zoom = ScriptedZoom { _, number in
            .answer(200, [:], ScriptedZoom.token("token-\(number)"))
        }
        let keeper = keeper(zoom, clock: clock)
        #expect(try await keeper.token().text == "token-1")
        clock.advance(by: .seconds(3538))
        #expect(try await keeper.token().text == "token-1")
        clock.advance(by: .seconds(1))
        let second = try await keeper.token()
        #expect(second.text == "token-2")
        await keeper.reject(second)
        #expect(try await keeper.token().text == "token-3")
        await keeper.reject(second)
        #expect(try await keeper.token().text == "token-3")
    }

    @Test("signs for a JWT application without asking anybody")
    func application() async throws {
        let zoom = ScriptedZoom { _, _ in .fault(.notReached) }
        var account = ZoomAccount.nordlicht
        account.credentials = .jwtApplication(apiKey: "key", apiSecret: .sample)
        let keeper = TokenKeeper(
            account: account,
            edges: TestClock().edges(zoom),
            limits: ZoomClientLimits()
        )
        #expect(try await keeper.token().text.split(separator: ".").count == 3)
        #expect(zoom.requests.isEmpty)
    }
}

/// Lets nobody through until it is opened.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func passed() async {
        guard !isOpen else { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
        isOpen = true
        for waiter in waiting { waiter.resume() }
        waiting = []
    }
}
