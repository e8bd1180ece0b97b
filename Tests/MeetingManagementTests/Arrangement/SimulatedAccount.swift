import EventSourcing
import Foundation
import MeetingManagement
import Synchronization
import TestSupport
import ZoomAPI
import ZoomSimulator

/// A simulated Zoom that is called without a network, on a clock that only moves when it is told to or
/// when the client sleeps.
final class SimulatedAccount: ZoomTransport {
    /// What becomes of a call.
    enum Trouble: Sendable {
        /// The process ends before the call is sent.
        case killedBefore
        /// Zoom does it, and the process ends before the answer is read.
        case killedAfter
        /// Zoom does it, and the answer is lost.
        case answerLost
        /// Zoom cannot be reached.
        case unreachable
        /// Zoom does not find what it is about, as where it was made a moment ago.
        case notFound
    }

    static let id = "SampleAccount"
    static let host = "trainer@example.org"
    /// Another account, for which the first one's tokens may act.
    static let below = "BelowAccount"
    static let hostBelow = "annex@example.org"
    private static let secret = WebhookSecret(label: "sample", "sample-secret-token")

    private struct State {
        var zoom: SimulatedZoom
        var now: Instant
        var uptime: Duration = .seconds(1)
        var calls = 0
        var troubles: @Sendable (Int) -> Trouble? = { _ in nil }
        var deliveries: [[UInt8]] = []
    }

    private let state: Mutex<State>

    init(now: Instant = "2026-03-01T08:00:00Z", _ change: (inout Scenario) -> Void = { _ in }) {
        var account = ScenarioAccount(
            id: Self.id,
            clientID: "sample-client",
            clientSecret: "sample-secret",
            secretToken: "sample-secret-token"
        )
        account.users = [
            ScenarioUser(
                email: Self.host,
                firstName: "Nora",
                lastName: "Lind",
                timezone: "Europe/Paris"
            )
        ]
        account.webhooks = [ScenarioWebhook(url: "http://receiver.invalid/zoom")]
        account.subaccounts = [Self.below]
        var below = ScenarioAccount(
            id: Self.below,
            clientID: "client-below",
            clientSecret: "secret-below",
            secretToken: "secret-token-below"
        )
        below.users = [
            ScenarioUser(
                email: Self.hostBelow,
                firstName: "Ben",
                lastName: "Low",
                timezone: "Europe/Paris"
            )
        ]
        var scenario = Scenario(name: "arranging", seed: 7, start: now, accounts: [account, below])
        change(&scenario)
        let zoom = SimulatedZoom(
            scenario,
            startingAt: now,
            zones: { name, around in ZoneRules.known(named: name, around: around) }
        )
        state = Mutex(State(zoom: zoom, now: now))
        // The endpoint proves itself.
        pass(seconds: 10)
    }

    var now: Instant { state.withLock { $0.now } }

    /// How many calls of the API came.
    var calls: Int { state.withLock { $0.calls } }

    /// Lets something go wrong with calls, by their number from now on.
    func disturb(_ troubles: @escaping @Sendable (Int) -> Trouble?) {
        state.withLock { state in
            state.calls = 0
            state.troubles = troubles
        }
    }

    /// Looks at Zoom.
    func look<Value: Sendable>(_ look: @Sendable (inout SimulatedZoom) -> Value) -> Value {
        state.withLock { look(&$0.zoom) }
    }

    /// Lets time pass.
    func pass(seconds: Int64) {
        state.withLock { state in
            Self.move(&state, by: .seconds(seconds))
        }
    }

    /// What Zoom delivered since it was last asked, as far as time has passed.
    func deliveries() -> [[UInt8]] {
        state.withLock { state in
            defer { state.deliveries = [] }
            return state.deliveries
        }
    }

    /// Calls Zoom as somebody else does, past the client.
    func act(
        _ method: String,
        _ path: String,
        _ body: JSON = [:],
        query: [String: String] = [:]
    ) -> (status: Int, json: JSON) {
        state.withLock { state in
            let grant = state.zoom.answer(
                ZoomSimulator.ZoomCall(
                    "POST",
                    "/oauth/token",
                    query: ["grant_type": "account_credentials", "account_id": Self.id],
                    authorization: "Basic c2FtcGxlLWNsaWVudDpzYW1wbGUtc2VjcmV0",
                    arrivedAt: state.now
                )
            )
            let token = (try? JSON(parsing: grant.body))?["access_token"]?.string ?? ""
            let answer = state.zoom.answer(
                ZoomSimulator.ZoomCall(
                    method,
                    "/v2" + path,
                    query: query,
                    authorization: "Bearer \(token)",
                    body: method == "GET" ? [] : body.canonicalBytes(),
                    arrivedAt: state.now
                )
            )
            return (answer.status, (try? JSON(parsing: answer.body)) ?? .null)
        }
    }

    // MARK: The client

    /// The clients of an organisation that has this account.
    func clients(plan: ZoomAPI.ZoomPlan = .business) -> ZoomClients {
        client(plan: plan, over: self).map { ZoomClients([Self.id: $0]) } ?? ZoomClients()
    }

    /// A client on this account's clock.
    func client(
        plan: ZoomAPI.ZoomPlan = .business,
        over transport: any ZoomTransport
    ) -> ZoomClient? {
        guard let secret = ZoomSecret("sample-secret"),
            let address = ZoomURL("http://127.0.0.1")
        else { return nil }
        let account = ZoomAccount(
            label: "sample",
            credentials: .serverToServer(
                accountID: Self.id,
                clientID: "sample-client",
                clientSecret: secret
            ),
            limits: ZoomRateLimits(plan: plan),
            addresses: ZoomAddresses(authorisation: address, api: address)
        )
        let edges = ZoomEdges(
            now: { self.now },
            uptime: { self.state.withLock { $0.uptime } },
            sleep: { (duration) throws(CancellationError) in
                self.state.withLock { Self.move(&$0, by: duration) }
            },
            jitter: { 0.5 },
            transport: transport
        )
        return ZoomClient(account: account, edges: edges)
    }

    func exchange(
        _ request: ZoomHTTPRequest,
        receive: (ZoomHTTPPart) async throws(ZoomTransportFault) -> Void
    ) async throws(ZoomTransportFault) {
        let (answer, trouble) = state.withLock { Self.answer(request, &$0) }
        switch trouble {
        case .killedBefore, .killedAfter: throw .cancelled
        case .answerLost: throw .cut
        case .unreachable: throw .notReached
        case .notFound:
            let error: JSON = ["code": .integer(3001), "message": "Meeting does not exist."]
            try await receive(.head(ZoomHTTPHead(status: 404, headers: [:])))
            return try await receive(.bytes(error.canonicalBytes()))
        case nil: break
        }
        guard let answer else { return }
        let headers = ZoomHeaders(answer.headers.map { ($0.key, $0.value) })
        try await receive(.head(ZoomHTTPHead(status: answer.status, headers: headers)))
        try await receive(.bytes(answer.body))
    }

    private static func answer(
        _ request: ZoomHTTPRequest,
        _ state: inout State
    ) -> (ZoomAnswer?, Trouble?) {
        let parts = request.url.text.dropFirst("http://127.0.0.1".count)
            .split(separator: "?", maxSplits: 1)
        var trouble: Trouble?
        if parts[0].hasPrefix("/v2/") {
            trouble = state.troubles(state.calls)
            state.calls += 1
        }
        switch trouble {
        case .killedBefore, .unreachable, .notFound: return (nil, trouble)
        default: break
        }
        var query: [String: String] = [:]
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let words = pair.split(separator: "=", maxSplits: 1).map {
                String($0).removingPercentEncoding ?? ""
            }
            query[words[0]] = words.count > 1 ? words[1] : ""
        }
        move(&state, by: .milliseconds(20))
        let answer = state.zoom.answer(
            ZoomSimulator.ZoomCall(
                request.method.rawValue,
                String(parts[0]),
                query: query,
                authorization: request.headers["authorization"],
                body: request.body ?? [],
                arrivedAt: state.now
            )
        )
        return (answer, trouble)
    }

    /// Lets time pass, and answers as an endpoint that knows the secret.
    private static func move(_ state: inout State, by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        state.uptime += duration
        state.now = Instant(microseconds: state.now.microseconds + microseconds)
        var attempts = state.zoom.advance(to: state.now)
        while let next = state.zoom.nextTime, next <= state.now {
            attempts += state.zoom.advance(to: state.now)
        }
        for attempt in attempts {
            let payload = (try? JSON(parsing: attempt.body))?["payload"]
            if let token = payload?["plainToken"]?.string, let secret {
                let answer = EndpointValidation.answer(to: token, with: secret)
                state.zoom.report(.answered(status: 200, body: answer), of: attempt)
            } else {
                state.deliveries.append(attempt.body)
                state.zoom.report(.answered(status: 204, body: []), of: attempt)
            }
        }
    }
}
