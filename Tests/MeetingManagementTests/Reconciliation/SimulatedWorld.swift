import Attendance
import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import Synchronization
import Testing
import ZoomAPI
import ZoomSimulator

/// The one clock of a test: simulated time that it sets, and an uptime that waiting moves on as well.
final class WorldClock: Sendable {
    private let start: Instant
    private let time: Mutex<Instant>
    private let spent = Mutex<Duration>(.zero)

    init(_ start: Instant) {
        self.start = start
        time = Mutex(start)
    }

    var now: Instant { time.withLock { $0 } }
    var uptime: Duration { spent.withLock { $0 } + .seconds(start.seconds(to: now)) }

    func set(_ instant: Instant) { time.withLock { $0 = max($0, instant) } }
    func wait(_ duration: Duration) { spent.withLock { $0 += duration } }
}

/// A simulated Zoom whose time passes when a test says so, and which is called without a network.
actor SimulatedWorld {
    private var zoom: SimulatedZoom
    nonisolated let clock: WorldClock
    nonisolated let scenario: Scenario

    init(_ scenario: Scenario) {
        let start = scenario.start ?? Instant(seconds: 0)
        self.scenario = scenario
        self.clock = WorldClock(start)
        self.zoom = SimulatedZoom(scenario, startingAt: start) { name, _ in
            name == "UTC" ? .utc : nil
        }
    }

    /// Lets time pass; what is delivered goes to a desk, or to nobody while there is none.
    func run(until end: Instant, delivering desk: Desk?) async throws {
        while let next = zoom.nextTime, next <= end {
            try await deliver(zoom.advance(to: next), to: desk)
        }
        try await deliver(zoom.advance(to: end), to: desk)
        clock.set(end)
    }

    private func deliver(_ attempts: [DeliveryAttempt], to desk: Desk?) async throws {
        for attempt in attempts {
            clock.set(attempt.dueAt)
            let outcome = try await outcome(of: attempt, at: desk)
            zoom.report(outcome, of: attempt)
        }
    }

    private func outcome(
        of attempt: DeliveryAttempt,
        at desk: Desk?
    ) async throws -> ZoomSimulator.DeliveryOutcome {
        guard let desk else { return .unreachable }
        if attempt.event == "endpoint.url_validation" {
            let token = try JSON(parsing: attempt.body)["payload"]?["plainToken"]?.string
            let secret = try #require(WebhookSecret(label: "world", Self.secret))
            let answer = EndpointValidation.answer(to: try #require(token), with: secret)
            return .answered(status: 200, body: answer)
        }
        _ = try await desk.take(attempt.body, source: .live, receivedAt: attempt.dueAt)
        return .answered(status: 204, body: [])
    }

    /// The secret of all accounts here.
    static let secret = "world-secret-token"

    fileprivate func answer(_ call: ZoomSimulator.ZoomCall) -> ZoomSimulator.ZoomAnswer {
        zoom.answer(call)
    }

    /// What really happened.
    var truth: Truth { zoom.truth }

    /// How often a path was called.
    func calls(_ path: String) -> Int64 { zoom.callCount("GET", path) }

    /// How many calls came, those for tokens left out.
    var callCount: Int64 {
        (zoom.callsJSON["calls"]?.integer ?? 0) - zoom.callCount("POST", "/oauth/token")
    }

    /// The bodies of all deliveries that were not lost, in the order they were due.
    var deliveries: [[UInt8]] {
        zoom.deliveryRecords.filter { $0.event != "endpoint.url_validation" && $0.fate != "lost" }
            .sorted { $0.dueAt < $1.dueAt }.map(\.body)
    }

    /// Makes something go wrong, or changes anything else.
    func change(_ change: @Sendable (inout SimulatedZoom) -> Void) { change(&zoom) }

    /// Who speaks to it for its accounts, one of them perhaps with a wrong secret.
    nonisolated func clients(locked: String? = nil) throws -> ZoomClients {
        let clients = try scenario.accounts.map { account in
            var account = account
            if account.id == locked { account.clientSecret = "a wrong one" }
            return (account.id, try client(of: account))
        }
        return ZoomClients(Dictionary(uniqueKeysWithValues: clients))
    }

    private nonisolated func client(of account: ScenarioAccount) throws -> ZoomClient {
        let url = try #require(ZoomURL("http://zoom.invalid"))
        let clock = clock
        return ZoomClient(
            account: ZoomAccount(
                label: account.id,
                credentials: .serverToServer(
                    accountID: account.id,
                    clientID: account.clientID,
                    clientSecret: try #require(ZoomSecret(account.clientSecret))
                ),
                limits: ZoomRateLimits(plan: account.plan == .free ? .free : .pro),
                addresses: ZoomAddresses(authorisation: url, api: url)
            ),
            edges: ZoomEdges(
                now: { clock.now },
                uptime: { clock.uptime },
                sleep: { (duration) throws(CancellationError) in clock.wait(duration) },
                jitter: { 0.5 },
                transport: Transport(world: self)
            )
        )
    }

    private struct Transport: ZoomTransport {
        let world: SimulatedWorld

        func exchange(
            _ request: ZoomHTTPRequest,
            receive: (ZoomHTTPPart) async throws(ZoomTransportFault) -> Void
        ) async throws(ZoomTransportFault) {
            let answer = await world.answer(call(request))
            let headers = ZoomHeaders(answer.headers.map { ($0.key, $0.value) })
            if case .silence? = answer.disturbance { throw .silent }
            try await receive(.head(ZoomHTTPHead(status: answer.status, headers: headers)))
            guard case .cut(let count)? = answer.disturbance else {
                return try await receive(.bytes(answer.body))
            }
            try await receive(.bytes(Array(answer.body.prefix(count))))
            throw .cut
        }

        private func call(_ request: ZoomHTTPRequest) -> ZoomSimulator.ZoomCall {
            let target = request.url.text.dropFirst(request.url.origin.text.count)
            let parts = target.split(separator: "?", maxSplits: 1)
            var query: [String: String] = [:]
            for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
                let sides = pair.split(separator: "=", maxSplits: 1)
                    .map { String($0).removingPercentEncoding ?? "" }
                query[sides[0]] = sides.count > 1 ? sides[1] : ""
            }
            let uptime = world.clock.uptime.components.seconds
            return ZoomSimulator.ZoomCall(
                request.method.rawValue,
                parts.first.map { String($0) } ?? "/",
                query: query,
                authorization: request.headers["authorization"],
                body: request.body ?? [],
                arrivedAt: Instant(seconds: 1_000_000 + uptime)
            )
        }
    }
}

/// Muster beside a simulated Zoom: over a log that outlives it, until it is killed.
struct SimulatedMuster {
    let desk: Desk
    let reconciler: Reconciler

    init(over log: any EventLog, beside world: SimulatedWorld, locked: String? = nil) throws {
        let clock = world.clock
        desk = Desk(
            log: log,
            index: MemoryEventIndex(),
            key: try #require(OrganisationKey(bytes: Array(0..<32))),
            edges: Edges(now: { clock.now }, random: Edges.live.random)
        )
        reconciler = Reconciler(desk: desk, clients: try world.clients(locked: locked))
    }

    /// A log for it.
    static func log(of world: SimulatedWorld) -> MemoryEventLog {
        let clock = world.clock
        return MemoryEventLog(now: { clock.now })
    }

    /// Lets time pass, and looks every so often what is to be asked of Zoom.
    func run(
        _ world: SimulatedWorld,
        until end: Instant,
        everySeconds period: Int64 = 300,
        noting note: @escaping Reconciler.Noting = { _ in }
    ) async throws {
        while world.clock.now < end {
            let next = min(end, world.clock.now.advanced(bySeconds: period))
            try await world.run(until: next, delivering: desk)
            await reconciler.look(noting: note)
        }
    }
}

/// What was noted, in order.
final class Notebook: Sendable {
    private let entries = Mutex<[ReconciliationNote]>([])

    var notes: [ReconciliationNote] { entries.withLock { $0 } }
    var noting: Reconciler.Noting { { note in self.entries.withLock { $0.append(note) } } }
}
