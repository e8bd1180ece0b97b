import EventSourcing
import Testing
import ZoomAPI
import ZoomSimulator

@Suite("The client within Zoom's limits", .timeLimit(.minutes(30)))
struct LimitsOverHTTPTests {
    private static let storms = "/users"

    @Test("outlasts a storm of too many calls at once, and says so when it does not end")
    func storm() async throws {
        let clock = StandClock()
        try await ClientStand.with(clock: clock) { stand in
            await stand.disturb(Fault(.storm, path: Self.storms, times: 5))
            let users = try await stand.client.all(of: UserCalls.list())
            #expect(users.count == 1)
            #expect(await stand.count("GET", "/users") == 6)
            #expect(clock.uptime >= .seconds(7.5))
            await stand.disturb(Fault(.storm, path: Self.storms, times: nil))
            let failure = try await stand.failure(of: UserCalls.list())
            #expect(failure.reason == .limited)
        }
    }

    @Test("learns from one refusal how few calls the account may make")
    func smallerPlan() async throws {
        let clock = StandClock()
        let scenario = Sample.scenario { $0.accounts[0].plan = .free }
        try await ClientStand.with(scenario, clock: clock) { stand in
            // The client takes it for a business account: 48 of these a second.
            for _ in 0..<20 { _ = try await stand.client.all(of: UserCalls.list()) }
            let calls = await stand.host.look { $0.callsJSON }
            let users = calls["paths"]?.array?.first { $0["path"] == "/users" }
            #expect(users?["statuses"] == ["200": 20, "429": 1])
            // Two a second, after the first two and a pause.
            #expect(clock.uptime >= .seconds(9))
        }
    }

    @Test("stops for the day when the day is used up, also one that has just been started")
    func day() async throws {
        let clock = StandClock()
        try await ClientStand.with(clock: clock) { stand in
            await stand.disturb(Fault(.dayUsed, path: "/report/", times: nil))
            let report = ReportCalls.participants(of: .uuid("u=="))
            let midnight = Sample.time("2026-03-10T00:00:00Z")
            for count in 1...2 as ClosedRange<Int64> {
                // Each client is that of a process that knows nothing of the calls before.
                let client = ZoomClient(
                    account: try ClientStand.account(at: stand.address),
                    edges: clock.edges(stand.transport)
                )
                for _ in 0..<3 {
                    let failure = try await #require(throws: ZoomFailure.self) {
                        _ = try await client.answer(to: report)
                    }
                    #expect(failure.reason == .dailyLimit(until: midnight))
                }
                let template = "/report/meetings/{meetingId}/participants"
                #expect(await stand.count("GET", template) == count)
                #expect(try await client.all(of: UserCalls.list()).count == 1)
            }
        }
    }

    @Test("goes on with others when one registrant's day is used up")
    func dayOfOne() async throws {
        try await ClientStand.with(clock: StandClock()) { stand in
            await stand.host.step(to: Sample.start.advanced(bySeconds: 120))
            let number = try #require(
                await stand.host.look { ZoomMeetingNumber($0.lastNumber) }
            )
            func add(_ email: String) throws -> ZoomAPI.ZoomCall<ZoomRegistration> {
                let registrant = ZoomNewRegistrant(email: email, firstName: "N")
                return try RegistrantCalls.add(registrant, to: number)
            }
            for _ in 0..<3 { _ = try await stand.client.answer(to: add("ines@lund.example")) }
            let failure = try await stand.failure(of: add("ines@lund.example"))
            #expect(
                failure.reason == .dailyLimitOfOne(until: Sample.time("2026-03-10T00:00:00Z"))
            )
            #expect(failure.tries == 1)
            #expect(!failure.description.contains("lund"))
            _ = try await stand.client.answer(to: add("zoe@lund.example"))
        }
    }

    @Test("plans a hundred meetings a day for one host, and says when it may plan more")
    func dayOfHost() async throws {
        try await ClientStand.with(clock: StandClock()) { stand in
            var plan = ZoomMeetingPlan()
            plan.topic = "Again"
            plan.type = .recurringNoFixedTime
            let create = try MeetingCalls.create(plan, for: Sample.trainer)
            for _ in 0..<100 { _ = try await stand.client.answer(to: create) }
            guard case .dailyLimitOfOne = try await stand.failure(of: create).reason else {
                Issue.record("the day of the host was expected to be used up")
                return
            }
            #expect(try await stand.client.all(of: UserCalls.list()).count == 1)
        }
    }

    /// How ten thousand people are registered.
    enum Way: CaseIterable {
        case oneByOne
        case inBatches
    }

    @Test(
        "registers ten thousand people and reads them back, no call more than is needed",
        arguments: Way.allCases
    )
    func tenThousand(way: Way) async throws {
        let clock = StandClock()
        let rates = ZoomRateLimits(plan: .pro)
        let scenario = Sample.scenario { scenario in
            scenario.accounts[0].plan = .pro
            scenario.meetings = []
        }
        try await ClientStand.with(scenario, rates: rates, clock: clock) { stand in
            var plan = ZoomMeetingPlan(
                topic: "Ten thousand",
                kind: .webinar,
                start: .at(Sample.time("2026-03-20T09:00:00Z")),
                durationMinutes: 60
            )
            plan.settings.approval = .automatic
            let create = try MeetingCalls.create(plan, .webinar, for: Sample.trainer)
            let number = try await stand.client.answer(to: create).meeting.number
            let people = (0..<10_000).map {
                ZoomNewRegistrant(email: "p\($0)@example.org", firstName: "P", lastName: "\($0)")
            }
            let begin = clock.uptime
            switch way {
            case .oneByOne:
                for person in people {
                    let add = try RegistrantCalls.add(person, to: number, .webinar)
                    _ = try await stand.client.answer(to: add)
                }
                // 24 a second, four fifths of what Pro allows: the last in the 417th second.
                #expect(clock.uptime - begin >= .seconds(416))
                #expect(clock.uptime - begin <= .seconds(417))
            case .inBatches:
                for start in stride(from: 0, to: people.count, by: RegistrantCalls.batchMax) {
                    let batch = Array(people[start...].prefix(RegistrantCalls.batchMax))
                    let add = try RegistrantCalls.addBatch(batch, to: number, .webinar)
                    _ = try await stand.client.answer(to: add)
                }
                // Eight a second.
                #expect(clock.uptime - begin <= .seconds(42))
            }
            try await Self.readBack(people, number, way, stand, clock)
        }
    }

    private static func readBack(
        _ people: [ZoomNewRegistrant],
        _ number: ZoomMeetingNumber,
        _ way: Way,
        _ stand: ClientStand,
        _ clock: StandClock
    ) async throws {
        let begin = clock.uptime
        let list = RegistrantCalls.list(of: number, .webinar)
        let pages = try await stand.client.allPages(of: list)
        #expect(pages.count == 34)
        #expect(pages.allSatisfy { $0.totalRecords == 10_000 })
        let read = pages.flatMap(\.elements)
        #expect(read.count == 10_000)
        #expect(Set(read.compactMap(\.email)) == Set(people.map(\.email)))
        // 16 a second.
        #expect(clock.uptime - begin <= .seconds(3))
        let added =
            way == .oneByOne
            ? ["POST /webinars/{webinarId}/registrants 201": 10_000]
            : ["POST /webinars/{webinarId}/batch_registrants 201": 334]
        #expect(
            await stand.callCounts()
                == added.merging([
                    "POST /oauth/token 200": 1, "POST /users/{userId}/webinars 201": 1,
                    "GET /webinars/{webinarId}/registrants 200": 34,
                ]) { $1 }
        )
        #expect(await stand.host.look { $0.callsJSON["repeated"] } == [:])
    }
}
