import EventSourcing
import Foundation
import Testing
import ZoomAPI
import ZoomSimulator

@Suite("The client in trouble", .timeLimit(.minutes(30)))
struct TroubleOverHTTPTests {
    private static let listPath = "/meetings/"
    private static let listed = "/meetings/{meetingId}/registrants"

    /// A course that a thousand people have registered for: four pages of them.
    private static func crowd() -> Scenario { Sample.scenario(people: 1000) }

    private static let everybody = Set(crowd().people.map(\.email))

    private static func list(
        _ stand: ClientStand
    ) async throws
        -> ZoomAPI.ZoomCall<
            ZoomPage<ZoomRegistrant>
        >
    {
        await stand.host.step(to: Sample.start.advanced(bySeconds: 120))
        let number = await stand.host.look { ZoomMeetingNumber($0.lastNumber) }
        return RegistrantCalls.list(of: try #require(number))
    }

    private static func expectEverybodyOnce(_ read: [ZoomRegistrant]) {
        #expect(read.count == 1000)
        #expect(Set(read.compactMap(\.email)) == everybody)
    }

    @Test("goes on with a list whose answers are cut in mid-body, and has everybody once")
    func cut() async throws {
        try await ClientStand.with(Self.crowd(), clock: StandClock()) { stand in
            let list = try await Self.list(stand)
            await stand.disturb(Fault(.cut, path: Self.listPath, after: 1, times: 2))
            await stand.disturb(Fault(.down, path: Self.listPath, after: 4))
            Self.expectEverybodyOnce(try await stand.client.all(of: list))
            #expect(await stand.count("GET", Self.listed) == 4 + 3)
            await stand.disturb(Fault(.cut, path: Self.listPath, times: nil))
            let failure = try await stand.failure(of: list)
            #expect(failure.reason == .fault(.cut))
            #expect(failure.tries == 6)
        }
    }

    /// A second of real time, which a busy machine stretches: only on request.
    @Test(
        "says that it does not know, when the answer to a creation is lost",
        .enabled(if: ProcessInfo.processInfo.environment["MUSTER_SLOW"] != nil)
    )
    func unknown() async throws {
        let faults: [Fault.Kind] = [.cut, .silent(seconds: 10), .down]
        for (index, kind) in faults.enumerated() {
            var limits = ZoomClientLimits()
            limits.trySecondsMax = 1
            try await ClientStand.with(limits: limits) { stand in
                let plan = ZoomMeetingPlan(
                    topic: "Lost",
                    start: .at(Sample.time("2026-03-20T09:00:00Z")),
                    durationMinutes: 60
                )
                await stand.disturb(Fault(kind, path: "/users/", times: nil))
                let create = try MeetingCalls.create(plan, for: Sample.trainer)
                let failure = try await stand.failure(of: create)
                #expect(failure.reason == .outcomeUnknown)
                #expect(failure.tries == 1)
                await stand.host.change { $0.settle() }
                // Looking is what finds out: only Zoom being down means that nothing was done.
                let list = MeetingCalls.list(of: Sample.trainer)
                let found = try await stand.client.all(of: list).filter {
                    $0.meeting.topic == "Lost"
                }
                #expect(found.count == (index == 2 ? 0 : 1))
            }
        }
    }

    /// A second of real time, which a busy machine stretches: only on request.
    @Test(
        "waits no longer than it may for a silent Zoom, and asks again",
        .enabled(if: ProcessInfo.processInfo.environment["MUSTER_SLOW"] != nil)
    )
    func silence() async throws {
        var limits = ZoomClientLimits()
        limits.trySecondsMax = 1
        limits.triesMax = 3
        try await ClientStand.with(limits: limits) { stand in
            await stand.disturb(Fault(.silent(seconds: 10), path: "/users"))
            #expect(try await stand.client.all(of: UserCalls.list()).count == 1)
            #expect(await stand.count("GET", "/users") >= 2)
            await stand.disturb(Fault(.silent(seconds: 10), path: "/users", times: nil))
            let failure = try await stand.failure(of: UserCalls.list())
            #expect(failure.reason == .fault(.silent))
            #expect(failure.tries == 3)
        }
    }

    /// Ten real seconds, so only on request.
    @Test(
        "waits ten seconds for a silent Zoom by the limits of service, and asks once",
        .enabled(if: ProcessInfo.processInfo.environment["MUSTER_SLOW"] != nil)
    )
    func tenSeconds() async throws {
        try await ClientStand.with { stand in
            await stand.disturb(Fault(.silent(seconds: 10), path: "/users"))
            let users = try await stand.client.all(of: UserCalls.list())
            #expect(users.count == 1)
            #expect(await stand.count("GET", "/users") == 1)
        }
    }

    /// A second of real time, which a busy machine stretches: only on request.
    @Test(
        "is granted a token by a Zoom that is down, cuts and falls silent",
        .enabled(if: ProcessInfo.processInfo.environment["MUSTER_SLOW"] != nil)
    )
    func tokens() async throws {
        var limits = ZoomClientLimits()
        limits.trySecondsMax = 1
        try await ClientStand.with(limits: limits) { stand in
            for kind in [Fault.Kind.down, .cut, .silent(seconds: 10)] {
                await stand.host.change { $0.revokeTokens() }
                await stand.disturb(Fault(kind, path: "/oauth/"))
                let users = try await stand.client.all(of: UserCalls.list())
                #expect(users.count == 1)
            }
            // Each time one grant was lost, and one came; a busy machine may be silent once more.
            #expect(await stand.count("POST", "/oauth/token") >= 6)
        }
    }

    @Test("has the token renewed that is revoked in mid-page, and everybody once")
    func revoked() async throws {
        try await ClientStand.with(Self.crowd(), clock: StandClock()) { stand in
            let list = try await Self.list(stand)
            await stand.disturb(Fault(.revoke, path: Self.listPath, after: 2))
            Self.expectEverybodyOnce(try await stand.client.all(of: list))
            #expect(await stand.count("POST", "/oauth/token") == 2)
            #expect(await stand.count("GET", Self.listed) == 4 + 1)
            await stand.disturb(Fault(.revoke, path: Self.listPath, times: nil))
            let failure = try await stand.failure(of: list)
            #expect(failure.reason == .unauthorised(ZoomRefusal(status: 401, code: 124)))
        }
    }

    @Test("begins a list anew whose place was forgotten, once, and has everybody once")
    func expired() async throws {
        try await ClientStand.with(Self.crowd(), clock: StandClock()) { stand in
            let list = try await Self.list(stand)
            await stand.disturb(Fault(.expire, path: Self.listPath, after: 2))
            Self.expectEverybodyOnce(try await stand.client.all(of: list))
            #expect(await stand.count("GET", Self.listed) == 3 + 4)
            await stand.disturb(Fault(.expire, path: Self.listPath, times: nil))
            let failure = try await #require(throws: ZoomFailure.self) {
                _ = try await stand.client.all(of: list)
            }
            #expect(failure.reason == .pageExpired(page: 2))
            #expect(await stand.count("GET", Self.listed) == 7 + 4)
        }
    }

    @Test("is told by Zoom's own clock that 15 minutes were too long")
    func slow() async throws {
        try await ClientStand.with(Self.crowd(), clock: StandClock()) { stand in
            let list = try await Self.list(stand)
            let clock = StandClock()
            let transport = MeddlingTransport(stand.transport, before: "next_page_token") {
                number in
                guard number == 2 else { return }
                let now = await stand.host.look { $0.now }
                await stand.host.step(to: now.advanced(bySeconds: 900))
            }
            let slow = ZoomClient(
                account: try ClientStand.account(at: stand.address),
                edges: clock.edges(transport)
            )
            Self.expectEverybodyOnce(try await slow.all(of: list))
            #expect(await stand.count("GET", Self.listed) == 3 + 4)
        }
    }

    @Test("survives that Zoom is killed in mid-list, forgets everything and comes back")
    func killed() async throws {
        let zoom = MortalSimulator(Self.crowd())
        try await zoom.start()
        let host = try #require(await zoom.host)
        let number = try #require(await host.look { ZoomMeetingNumber($0.lastNumber) })
        let transport = HTTPTransport()
        let meddling = MeddlingTransport(transport, before: "next_page_token") { number in
            if number == 2 { await zoom.kill() }
        }
        var edges = StandClock().edges(meddling)
        let wait = edges.sleep
        edges.sleep = { (duration) throws(CancellationError) in
            // While the client waits to try again.
            if await zoom.host == nil { try? await zoom.start() }
            try await wait(duration)
        }
        let client = ZoomClient(
            account: try ClientStand.account(at: "http://127.0.0.1:\(await zoom.port)"),
            edges: edges
        )
        Self.expectEverybodyOnce(try await client.all(of: RegistrantCalls.list(of: number)))
        let after = try #require(await zoom.host)
        // The new Zoom knew neither the token nor the place: refused twice, then four pages.
        #expect(await after.look { $0.callCount("GET", Self.listed) } == 2 + 4)
        #expect(await after.look { $0.callCount("POST", "/oauth/token") } == 1)
        await zoom.kill()
        await transport.shutDown()
    }

    @Test("gives up and says so, when Zoom is killed while it answers and stays away")
    func gone() async throws {
        let zoom = MortalSimulator(Sample.scenario())
        try await zoom.start()
        let host = try #require(await zoom.host)
        await host.change { $0.disturb(Fault(.silent(seconds: 3600), path: "/users")) }
        let transport = HTTPTransport()
        let clock = StandClock()
        let client = ZoomClient(
            account: try ClientStand.account(at: "http://127.0.0.1:\(await zoom.port)"),
            edges: clock.edges(transport)
        )
        let asking = Task { try await client.all(of: UserCalls.list()) }
        while await host.look({ $0.callCount("GET", "/users") }) == 0 { await Task.yield() }
        await zoom.kill()
        let failure = try await #require(throws: ZoomFailure.self) { _ = try await asking.value }
        // A connection that is refused cannot always be told from one that ended.
        #expect([.fault(.nobodyThere), .fault(.cut)].contains(failure.reason))
        #expect(failure.tries == 6)
        #expect(
            failure.description.hasPrefix("GET /users of the account sample, tried 6 times: ")
        )
        await transport.shutDown()
    }
}
