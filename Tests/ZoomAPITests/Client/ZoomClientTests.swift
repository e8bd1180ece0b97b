import EventSourcing
import Testing

@testable import ZoomAPI

@Suite("A client", .timeLimit(.minutes(30)))
struct ZoomClientTests {
    private static let user = #"{"id":"u-1","email":"ines@lund.example","type":2}"#
    private static let expired = #"{"code":124,"message":"Invalid access token."}"#

    private func reason(_ zoom: ScriptedZoom) async throws -> ZoomFailure.Reason {
        try await reason(zoom, of: UserCalls.user("ines@lund.example"))
    }

    private func reason(
        _ zoom: ScriptedZoom,
        of call: ZoomCall<some Sendable>
    ) async throws -> ZoomFailure.Reason {
        let failure = try await #require(throws: ZoomFailure.self) {
            _ = try await ZoomClient.sample(zoom).answer(to: call)
        }
        return failure.reason
    }

    @Test("asks for a token, then for what it is to ask")
    func answer() async throws {
        let zoom = ScriptedZoom.granting { _, _ in .answer(200, [:], Self.user) }
        let client = ZoomClient.sample(zoom)
        let user = try await client.answer(to: UserCalls.user("ines@lund.example"))
        #expect(user.id == "u-1")
        #expect(user.isLicensed)
        _ = try await client.answer(to: UserCalls.user("u-1"))
        #expect(zoom.grants.count == 1)
        #expect(zoom.calls.map(\.target) == ["/users/ines%40lund.example", "/users/u-1"])
        #expect(zoom.calls.allSatisfy { $0.bearer == "Bearer token-1" })
        #expect(try await client.scopes() == ["meeting:read:meeting:admin"])
    }

    @Test("asks for one new token when many calls are refused at once")
    func manyRefused() async throws {
        let zoom = ScriptedZoom.granting { request, _ in
            for _ in 0..<20 { await Task.yield() }
            return request.bearer == "Bearer token-1"
                ? .answer(401, [:], Self.expired) : .answer(200, [:], Self.user)
        }
        var account = ZoomAccount.nordlicht
        account.limits = ZoomRateLimits(plan: .business)
        let client = ZoomClient.sample(zoom, account: account)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask { _ = try await client.answer(to: UserCalls.user("u-1")) }
            }
            try await group.waitForAll()
        }
        #expect(zoom.grants.count == 2)
        #expect(zoom.calls.count(where: { $0.bearer == "Bearer token-2" }) == 60)
    }

    @Test("gives up after a second refusal")
    func unauthorised() async throws {
        let zoom = ScriptedZoom.granting { _, _ in .answer(401, [:], Self.expired) }
        #expect(
            try await reason(zoom) == .unauthorised(ZoomRefusal(status: 401, code: 124))
        )
        #expect(zoom.grants.count == 2)
        #expect(zoom.calls.count == 2)
    }

    @Test("outlives a server that was killed and comes back")
    func killed() async throws {
        let clock = TestClock()
        let zoom = ScriptedZoom.granting { _, number in
            number < 6 ? .fault(number == 1 ? .cut : .notReached) : .answer(200, [:], Self.user)
        }
        let client = ZoomClient.sample(zoom, clock: clock)
        #expect(try await client.answer(to: UserCalls.user("u-1")).id == "u-1")
        #expect(zoom.calls.count == 6)
        #expect(clock.uptime < .seconds(20))
    }

    @Test("says so when the server stays away")
    func gone() async throws {
        let zoom = ScriptedZoom.granting { _, _ in .fault(.notReached) }
        #expect(try await reason(zoom) == .fault(.notReached))
        #expect(zoom.calls.count == 6)
    }

    @Test("outlives a storm of refusals for too many calls, more slowly")
    func storm() async throws {
        let clock = TestClock()
        let zoom = ScriptedZoom.granting { _, number in
            number <= 5
                ? .answer(429, ["X-RateLimit-Category": "Light", "X-RateLimit-Type": "QPS"])
                : .answer(200, [:], Self.user)
        }
        let client = ZoomClient.sample(zoom, clock: clock)
        #expect(try await client.answer(to: UserCalls.user("u-1")).id == "u-1")
        #expect(clock.uptime >= .seconds(7.5))
        let storm = ScriptedZoom.granting { _, _ in .answer(429, ["X-RateLimit-Type": "QPS"]) }
        #expect(try await reason(storm) == .limited)
        #expect(storm.calls.count == 6)
    }

    @Test("asks no more that day once the day's calls are used up")
    func daily() async throws {
        let zoom = ScriptedZoom.granting { _, _ in
            .answer(
                429,
                [
                    "X-RateLimit-Category": "Heavy", "X-RateLimit-Type": "Daily-limit",
                    "Retry-After": "2026-03-10T00:00:00Z",
                ]
            )
        }
        let client = ZoomClient.sample(zoom)
        let report = ReportCalls.participants(of: .uuid("u=="))
        for _ in 0..<3 {
            let failure = try await #require(throws: ZoomFailure.self) {
                try await client.answer(to: report)
            }
            #expect(failure.reason == .dailyLimit(until: try instant("2026-03-10T00:00:00Z")))
        }
        #expect(zoom.calls.count == 1)
    }

    @Test("creates nothing twice, and says that it may have been created")
    func unknownOutcome() async throws {
        let zoom = ScriptedZoom.granting { _, _ in .broken(201, [:], [0x7B], .cut) }
        let registrant = ZoomNewRegistrant(email: "ines@lund.example", firstName: "Ines")
        let call = try RegistrantCalls.add(registrant, to: try number())
        #expect(try await reason(zoom, of: call) == .outcomeUnknown)
        #expect(zoom.calls.count == 1)
    }

    @Test("creates again what cannot have been created")
    func notCreated() async throws {
        let zoom = ScriptedZoom.granting { _, number in
            switch number {
            case 1: .fault(.notReached)
            case 2: .answer(429, ["X-RateLimit-Type": "QPS"])
            case 3: .answer(401, [:], Self.expired)
            default: .answer(201, [:], #"{"registrant_id":"reg-1"}"#)
            }
        }
        let registrant = ZoomNewRegistrant(email: "ines@lund.example", firstName: "Ines")
        let call = try RegistrantCalls.add(registrant, to: try number())
        #expect(try await ZoomClient.sample(zoom).answer(to: call).registrantID == "reg-1")
        #expect(zoom.calls.count == 4)
    }

    @Test("says what an answer lacks")
    func lacking() async throws {
        let zoom = ScriptedZoom.granting { _, _ in .answer(200, [:], #"{"email":"x"}"#) }
        #expect(try await reason(zoom) == .unreadable(.missing("id")))
    }

    @Test("takes no answer that is longer than allowed")
    func tooLong() async throws {
        let zoom = ScriptedZoom.granting { _, _ in
            .answer(200, [:], String(repeating: " ", count: 20_000))
        }
        var limits = ZoomClientLimits()
        limits.answerBytesMax = 10_000
        let failure = try await #require(throws: ZoomFailure.self) {
            try await ZoomClient.sample(zoom, limits: limits)
                .answer(to: UserCalls.user("u-1"))
        }
        #expect(failure.reason == .fault(.tooLong))
        #expect(zoom.calls.count == 1)
    }

    @Test("lets a task that is cancelled go, wherever it is")
    func cancellation() async throws {
        for silentCall in [true, false] {
            let zoom = ScriptedZoom { request, _ in
                request.isForToken && silentCall
                    ? .answer(200, [:], ScriptedZoom.token("token-1")) : .silence
            }
            let client = ZoomClient.sample(zoom)
            let task = Task { try await client.answer(to: UserCalls.user("u-1")) }
            while zoom.requests.count < (silentCall ? 2 : 1) { await Task.yield() }
            task.cancel()
            let failure = await #expect(throws: ZoomFailure.self) { try await task.value }
            #expect(failure?.reason == .cancelled)
        }
    }

    @Test("never sends more than an account may, however many ask", arguments: ZoomPlan.allCases)
    func pace(plan: ZoomPlan) async throws {
        let clock = TestClock()
        let times = Times()
        let zoom = ScriptedZoom.granting { _, _ in
            await times.add(clock.uptime)
            return .answer(200, [:], #"{"users":[]}"#)
        }
        var account = ZoomAccount.nordlicht
        account.limits = ZoomRateLimits(plan: plan, sharePercent: 100)
        let client = ZoomClient.sample(zoom, clock: clock, account: account)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask { _ = try await client.answer(to: UserCalls.list()) }
            }
            try await group.waitForAll()
        }
        let all = await times.all.sorted()
        #expect(all.count == 200)
        let limit = try #require(account.limits.windows[.medium]).calls
        let last = try #require(all.last)
        #expect(last >= .seconds((200 - 1) / limit))
    }
}

/// When something happened.
private actor Times {
    private(set) var all: [Duration] = []
    func add(_ time: Duration) { all.append(time) }
}
