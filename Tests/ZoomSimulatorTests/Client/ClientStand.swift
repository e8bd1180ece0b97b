import EventSourcing
import Synchronization
import Testing
import ZoomAPI
import ZoomSimulator

/// A simulator on a real port, and a client that speaks to it.
struct ClientStand {
    let client: ZoomClient
    let host: SimulationHost
    /// Where the simulator is.
    let address: String
    let transport: HTTPTransport

    /// Runs a simulator whose time stands still, and does something with a client.
    /// - Parameters:
    ///   - scenario: What it plays.
    ///   - port: Where it listens; 0 for a free one.
    ///   - limits: How far the client goes.
    ///   - rates: How many calls the client makes; all of the plan's by default.
    ///   - clock: By which both count seconds; the real one by default.
    ///   - work: What is done.
    /// - Throws: what the work throws, or why there is no simulator.
    static func with(
        _ scenario: Scenario = Sample.scenario(),
        port: Int = 0,
        limits: ZoomClientLimits = ZoomClientLimits(),
        rates: ZoomRateLimits = ZoomRateLimits(plan: .business),
        clock: StandClock? = nil,
        _ work: @Sendable (ClientStand) async throws -> Void
    ) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let now: @Sendable () -> Instant = { clock?.now ?? Stand.now }
        var silent = scenario
        for index in silent.accounts.indices { silent.accounts[index].webhooks = [] }
        let simulator = try buildSimulator(
            silent,
            settings: SimulatorSettings(port: port, scale: 0),
            logger: Stand.quiet,
            realNow: now,
            onRunning: { found.yield($0) }
        )
        try await Stand.run(simulator.application, ports: ports) { port in
            try await speak(to: simulator.host, port, limits, rates, clock, now, work)
        }
    }

    private static func speak(
        to host: SimulationHost,
        _ port: Int,
        _ limits: ZoomClientLimits,
        _ rates: ZoomRateLimits,
        _ clock: StandClock?,
        _ now: @escaping @Sendable () -> Instant,
        _ work: @Sendable (ClientStand) async throws -> Void
    ) async throws {
        let address = "http://127.0.0.1:\(port)"
        let transport = HTTPTransport()
        let edges =
            clock?.edges(transport)
            ?? .live(now: now, transport: transport)
        let stand = ClientStand(
            client: ZoomClient(
                account: try account(at: address, rates: rates),
                edges: edges,
                limits: limits
            ),
            host: host,
            address: address,
            transport: transport
        )
        do {
            try await work(stand)
        } catch {
            await transport.shutDown()
            throw error
        }
        await transport.shutDown()
    }

    /// The account of the sample, at a simulator.
    static func account(
        at address: String,
        rates: ZoomRateLimits = ZoomRateLimits(plan: .business)
    ) throws -> ZoomAccount {
        let url = try #require(ZoomURL(address))
        return ZoomAccount(
            label: "sample",
            credentials: .serverToServer(
                accountID: Sample.account,
                clientID: "sample-client",
                clientSecret: try #require(ZoomSecret("sample-secret"))
            ),
            limits: rates,
            addresses: ZoomAddresses(authorisation: url, api: url)
        )
    }

    /// What came of a call that fails.
    func failure(of call: ZoomAPI.ZoomCall<some Sendable>) async throws -> ZoomAPI.ZoomFailure {
        try await #require(throws: ZoomAPI.ZoomFailure.self) {
            _ = try await client.answer(to: call)
        }
    }

    func disturb(_ fault: Fault) async { await host.change { $0.disturb(fault) } }

    func step(to time: String) async { await host.step(to: Sample.time(time)) }

    /// How many calls came, by method, path with names in braces, and status of the answer.
    func callCounts() async -> [String: Int] {
        let paths = await host.look { $0.callsJSON["paths"]?.array ?? [] }
        var counts: [String: Int] = [:]
        for path in paths {
            let name = "\(path["method"]?.string ?? "") \(path["path"]?.string ?? "")"
            for (status, count) in path["statuses"]?.object ?? [:] {
                counts["\(name) \(status)"] = count.integer.map(Int.init)
            }
        }
        return counts
    }

    /// How many calls of a method came to a path with names in braces.
    func count(_ method: String, _ template: String) async -> Int64 {
        await host.look { $0.callCount(method, template) }
    }
}

/// A clock that stands still until a client waits: then it is later at once.
final class StandClock: Sendable {
    private let passed = Mutex(Duration.zero)

    var uptime: Duration { passed.withLock { $0 } }

    var now: Instant {
        let (seconds, attoseconds) = uptime.components
        let start = Sample.start.microseconds
        return Instant(
            microseconds: start + seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        )
    }

    func edges(_ transport: any ZoomTransport) -> ZoomEdges {
        ZoomEdges(
            now: { [self] in now },
            uptime: { [self] in uptime },
            sleep: { [self] (duration) throws(CancellationError) in
                if Task.isCancelled { throw CancellationError() }
                passed.withLock { $0 += duration }
            },
            jitter: { 1 },
            transport: transport
        )
    }
}
