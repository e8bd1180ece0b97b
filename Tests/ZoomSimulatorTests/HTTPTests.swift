import AsyncHTTPClient
import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Synchronization
import Testing
import ZoomAPI

@testable import ZoomSimulator

/// A receiver of deliveries that checks signatures, answers validations and keeps what arrives.
actor Receiver {
    private(set) var bodies: [[UInt8]] = []
    private(set) var refused = 0
    /// How often it is not ready: it answers 503 instead.
    private var failures = 0

    func fail(times: Int) { failures = times }

    func take(_ body: [UInt8], _ headers: WebhookHeaders, now: Instant) -> Response {
        guard let secret = Sample.secret else { return Response(status: .internalServerError) }
        let verdict = WebhookAuthenticator(secrets: [secret])
            .verdict(on: body, headers: headers, now: now)
        guard case .authentic = verdict else {
            refused += 1
            return Response(status: .unauthorized)
        }
        if let token = (try? JSON(parsing: body))?["payload"]?["plainToken"]?.string {
            let answer = EndpointValidation.answer(to: token, with: secret)
            return Response(
                status: .ok,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer))
            )
        }
        guard failures == 0 else {
            failures -= 1
            return Response(status: .serviceUnavailable)
        }
        bodies.append(body)
        return Response(status: .noContent)
    }
}

/// A simulator and a receiver, both on real ports.
struct Stand {
    let api: String
    let receiver: Receiver
    let host: SimulationHost
    let client: HTTPClient

    /// Runs both, does something, and stops them.
    static func with(
        _ scenario: Scenario,
        _ work: @Sendable (Stand) async throws -> Void
    ) async throws {
        let receiver = Receiver()
        let router = Router(context: BasicRequestContext.self)
        router.post("/zoom") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let headers = WebhookHeaders { name in
                HTTPField.Name(name).flatMap { request.headers[$0] }
            }
            return await receiver.take([UInt8](buffer: body), headers, now: Self.now)
        }
        try await run(
            { port in
                Application(
                    router: router,
                    configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                    onServerRunning: { port($0.localAddress?.port ?? 0) },
                    logger: quiet
                )
            },
            whileRunning: { port in
                var scenario = scenario
                scenario.accounts[0].webhooks = [
                    ScenarioWebhook(url: "http://127.0.0.1:\(port)/zoom")
                ]
                try await simulate(scenario, receiver, work)
            }
        )
    }

    private static func simulate(
        _ scenario: Scenario,
        _ receiver: Receiver,
        _ work: @Sendable (Stand) async throws -> Void
    ) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let simulator = try buildSimulator(
            scenario,
            settings: SimulatorSettings(scale: 0),
            logger: quiet,
            realNow: { Self.now },
            onRunning: { found.yield($0) }
        )
        try await run(simulator.application, ports: ports) { port in
            let stand = Stand(
                api: "http://127.0.0.1:\(port)",
                receiver: receiver,
                host: simulator.host,
                client: .shared
            )
            try await work(stand)
        }
    }

    private static func run(
        _ build: (@escaping @Sendable (Int) -> Void) -> some ApplicationProtocol,
        whileRunning work: @Sendable (Int) async throws -> Void
    ) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        try await run(build { found.yield($0) }, ports: ports, work)
    }

    /// Runs a server, does something once it listens, and stops it.
    static func run(
        _ application: some ApplicationProtocol,
        ports: AsyncStream<Int>,
        _ work: @Sendable (Int) async throws -> Void
    ) async throws {
        let services = ServiceGroup(
            configuration: .init(services: [application], logger: quiet)
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await services.run() }
            let port = try #require(await ports.first { _ in true })
            do {
                try await work(port)
            } catch {
                await services.triggerGracefulShutdown()
                throw error
            }
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    static var quiet: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    /// The real time, of which the receiver and the signatures agree.
    static var now: Instant {
        Instant(seconds: Int64(NIODeadline.now().uptimeNanoseconds / 1_000_000_000))
    }

    func call(
        _ method: HTTPMethod,
        _ path: String,
        body: JSON? = nil,
        headers: [(String, String)] = [],
        timeout: TimeAmount = .seconds(20)
    ) async throws -> (status: Int, json: JSON, headers: HTTPHeaders) {
        var request = HTTPClientRequest(url: api + path)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body.canonicalBytes())) }
        let response = try await client.execute(request, timeout: timeout)
        let bytes = try await response.body.collect(upTo: 1 << 24)
        let json = bytes.readableBytes == 0 ? .null : try JSON(parsing: [UInt8](buffer: bytes))
        return (Int(response.status.code), json, response.headers)
    }

    /// Headers with a new token.
    func bearer() async throws -> [(String, String)] {
        let path = "/oauth/token?grant_type=account_credentials&account_id=\(Sample.account)"
        let answer = try await call(
            .POST,
            path,
            headers: [("Authorization", Sample.authorization)]
        )
        return [("Authorization", "Bearer \(answer.json["access_token"]?.string ?? "")")]
    }

    func step(to time: String) async throws {
        let answer = try await call(.POST, "/simulator/clock", body: ["to": .string(time)])
        #expect(answer.status == 200)
    }
}

@Suite("Over HTTP", .serialized, .timeLimit(.minutes(30)))
struct HTTPTests {
    @Test("a course is delivered the same way each time, and its reports are the truth")
    func course() async throws {
        let scenario = Sample.scenario { scenario in
            scenario.deliveries.lost = 0.05
            scenario.deliveries.duplicated = 0.1
            scenario.deliveries.reordered = 0.2
            scenario.meetings[0].habits.breakouts = 0.5
            scenario.meetings[0].habits.drops = 0.3
        }
        var runs: [[[UInt8]]] = []
        for _ in 0..<2 {
            let run = Mutex<[[UInt8]]>([])
            try await Stand.with(scenario) { stand in
                try await stand.step(to: "2026-03-10T12:00:00Z")
                #expect(await stand.receiver.refused == 0)
                let bodies = await stand.receiver.bodies
                run.withLock { $0 = bodies }
                let records = await stand.host.look { $0.deliveryRecords }
                let sent = records.filter { $0.event != "endpoint.url_validation" }
                let lost = sent.count { $0.state == "lost" }
                let told = try await stand.call(.GET, "/simulator/deliveries?bodies=true").json
                #expect(
                    told["deliveries"]?.array?.map { $0["body"]?.string }
                        == records.map { String(decoding: $0.body, as: UTF8.self) }
                )
                #expect(await stand.receiver.bodies.count == sent.count - lost)
                #expect(lost > 0)
                try await Self.compareReports(stand)
            }
            runs.append(run.withLock { $0 })
        }
        #expect(runs[0].count > 60)
        #expect(Self.withoutPorts(runs[0]) == Self.withoutPorts(runs[1]))
    }

    /// Links begin with the simulator's port, which is another each time.
    private static func withoutPorts(_ bodies: [[UInt8]]) -> [String] {
        bodies.map {
            String(decoding: $0, as: UTF8.self).replacing(#/127\.0\.0\.1:\d+/#, with: "here")
        }
    }

    private static func compareReports(_ stand: Stand) async throws {
        let truth = try await stand.call(.GET, "/simulator/truth").json
        let token = try await stand.bearer()
        for instance in try #require(truth["instances"]?.array) {
            let uuid = try #require(instance["uuid"]?.string)
            let once = uuid.utf8.map { "%25" + [$0].hexadecimal }.joined()
            let report = try await stand.call(
                .GET,
                "/v2/report/meetings/\(once)/participants?page_size=300",
                headers: token
            )
            #expect(report.status == 200)
            #expect(report.headers.first(name: "x-ratelimit-category") == "Heavy")
            let rows = report.json["participants"]?.array?.map { [$0["user_id"], $0["join_time"]] }
            let stays = instance["connections"]?.array?.flatMap {
                $0["stays"]?.array?.map { [$0["user_id"], $0["join_time"]] } ?? []
            }
            #expect(rows?.count ?? 0 > 10)
            #expect(Set(rows ?? []) == Set(stays ?? []))
        }
    }

    @Test("a receiver that was down gets everything later")
    func receiverDown() async throws {
        let scenario = Sample.scenario { $0.meetings[0].days = 1 }
        try await Stand.with(scenario) { stand in
            await stand.receiver.fail(times: 15)
            try await stand.step(to: "2026-03-09T16:00:00Z")
            let records = await stand.host.look { $0.deliveryRecords }
            #expect(records.allSatisfy { $0.state == "delivered" })
            let retried = records.flatMap(\.attempts).count { $0.code == 503 }
            #expect(retried == 15)
        }
    }

    @Test("errors are in Zoom's words, with its headers")
    func errors() async throws {
        try await Stand.with(Sample.scenario()) { stand in
            let bare = try await stand.call(.GET, "/v2/users")
            #expect(bare.status == 401)
            #expect(bare.json == ["code": 124, "message": "Invalid access token."])
            let type = bare.headers.first(name: "content-type")
            #expect(type == "application/json;charset=UTF-8")
            let token = try await stand.bearer()
            let storm: JSON = ["kind": "storm", "path": "/users"]
            #expect(try await stand.call(.POST, "/simulator/faults", body: storm).status == 204)
            let refused = try await stand.call(.GET, "/v2/users", headers: token)
            #expect(refused.status == 429)
            #expect(refused.headers.first(name: "x-ratelimit-type") == "QPS")
            #expect(refused.headers.first(name: "retry-after") == nil)
            #expect(try await stand.call(.GET, "/v2/users", headers: token).status == 200)
            let calls = try await stand.call(.GET, "/simulator/calls").json
            #expect(calls["rate_classes"]?["Medium"] == 3)
            let wrong = try await stand.call(.POST, "/simulator/faults", body: ["kind": "fire"])
            #expect(wrong.status == 400)
            #expect(wrong.json["error"]?.string?.contains("kind cannot be used") == true)
        }
    }

    @Test("a body that is cut ends the connection before its length is reached")
    func cut() async throws {
        try await Stand.with(Sample.scenario()) { stand in
            let token = try await stand.bearer()
            let fault: JSON = ["kind": "cut", "path": "/users"]
            _ = try await stand.call(.POST, "/simulator/faults", body: fault)
            await #expect(throws: (any Error).self) {
                try await stand.call(.GET, "/v2/users", headers: token)
            }
            #expect(try await stand.call(.GET, "/v2/users", headers: token).status == 200)
        }
    }

    @Test("a silence outlasts a client's patience, and the next call is answered")
    func silence() async throws {
        try await Stand.with(Sample.scenario()) { stand in
            let token = try await stand.bearer()
            let fault: JSON = ["kind": "silent", "seconds": 10, "path": "/users"]
            _ = try await stand.call(.POST, "/simulator/faults", body: fault)
            await #expect(throws: HTTPClientError.self) {
                try await stand.call(
                    .GET,
                    "/v2/users",
                    headers: token,
                    timeout: .milliseconds(300)
                )
            }
            #expect(try await stand.call(.GET, "/v2/users", headers: token).status == 200)
        }
    }

    @Test("a zone that is misspelt is refused before anything is played")
    func zones() {
        let scenario = Sample.scenario { $0.meetings[0].timezone = "Europe/Pari" }
        let failure = #expect(throws: ScenarioError.self) {
            _ = try buildSimulator(
                scenario,
                settings: SimulatorSettings(),
                logger: Logger(label: "test"),
                realNow: { Sample.start }
            )
        }
        #expect(
            failure?.description == "the scenario's meetings[0].timezone cannot be used; "
                + "give the name of a time zone such as Europe/Paris"
        )
    }

    @Test("a clock that cannot be set so is left as it is")
    func wrongClock() async throws {
        try await Stand.with(Sample.scenario()) { stand in
            let orders: [JSON] = [
                ["scale": .fraction("1e300")], ["scale": -1], ["advance_seconds": -1], [:],
                ["to": "9999-01-01T00:00:00Z"], ["to": "noon"], [],
            ]
            for order in orders {
                let answer = try await stand.call(.POST, "/simulator/clock", body: order)
                #expect(answer.status == 400)
            }
            #expect(await stand.host.look { $0.now } == Sample.start)
        }
    }

    @Test("what the time is and how fast it goes is told")
    func clock() async throws {
        try await Stand.with(Sample.scenario()) { stand in
            let still = try await stand.call(.GET, "/simulator/clock")
            #expect(still.status == 200)
            #expect(still.json == ["now": "2026-03-09T06:00:00Z", "scale": 0])
            _ = try await stand.call(.POST, "/simulator/clock", body: ["advance_seconds": 90])
            let later = try await stand.call(.GET, "/simulator/clock").json
            #expect(later == ["now": "2026-03-09T06:01:30Z", "scale": 0])
            for scale in [JSON.fraction("0.5"), 60] {
                _ = try await stand.call(.POST, "/simulator/clock", body: ["scale": scale])
                #expect(try await stand.call(.GET, "/simulator/clock").json["scale"] == scale)
            }
        }
    }

    @Test("time passes by itself at the scale that is set")
    func running() async throws {
        try await Stand.with(Sample.scenario()) { stand in
            let set = try await stand.call(.POST, "/simulator/clock", body: ["scale": 3600])
            #expect(set.status == 200)
            for _ in 0..<200 where await stand.receiver.bodies.isEmpty {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(await stand.receiver.bodies.count > 0)
            // A token lasts as long for a client as it says, however fast time passes.
            let token = try await stand.bearer()
            try await Task.sleep(for: .seconds(2))
            #expect(try await stand.call(.GET, "/v2/users", headers: token).status == 200)
            let now = await stand.host.look { $0.now }
            #expect(Sample.start.seconds(to: now) > 2 * 3600)
        }
    }
}
