import EventSourcing
import Synchronization
import Testing

@testable import ZoomAPI

/// A Zoom without a network: what it answers is a function of the request and its turn.
final class ScriptedZoom: ZoomTransport {
    enum Reply: Sendable {
        case answer(Int, ZoomHeaders = [:], String = "")
        /// Head and some bytes, then a fault.
        case broken(Int, ZoomHeaders, [UInt8], ZoomTransportFault)
        case fault(ZoomTransportFault)
        /// Nothing until the task is cancelled.
        case silence
    }

    private let script: @Sendable (ZoomHTTPRequest, Int) async -> Reply
    private let log = Mutex<[ZoomHTTPRequest]>([])

    /// Answers a request, numbered from 1, by the script.
    init(_ script: @escaping @Sendable (ZoomHTTPRequest, Int) async -> Reply) {
        self.script = script
    }

    /// Grants tokens `token-1`, `token-2`, … and hands the calls to a script, numbered from 1.
    static func granting(
        _ script: @escaping @Sendable (ZoomHTTPRequest, Int) async -> Reply
    ) -> ScriptedZoom {
        let counts = Mutex((grants: 0, calls: 0))
        return ScriptedZoom { request, _ in
            guard request.isForToken else {
                let number = counts.withLock { counts in
                    counts.calls += 1
                    return counts.calls
                }
                return await script(request, number)
            }
            let number = counts.withLock { counts in
                counts.grants += 1
                return counts.grants
            }
            return .answer(200, [:], token("token-\(number)"))
        }
    }

    /// The answer by which a token is granted.
    static func token(_ text: String, seconds: Int = 3599) -> String {
        #"{"access_token":"\#(text)","token_type":"bearer","expires_in":\#(seconds),"#
            + #""scope":"meeting:read:meeting:admin","api_url":"https://api.zoom.us"}"#
    }

    var requests: [ZoomHTTPRequest] { log.withLock { $0 } }
    /// The requests for tokens.
    var grants: [ZoomHTTPRequest] { requests.filter(\.isForToken) }
    /// The requests for anything else.
    var calls: [ZoomHTTPRequest] { requests.filter { !$0.isForToken } }

    func exchange(
        _ request: ZoomHTTPRequest,
        receive: (ZoomHTTPPart) async throws(ZoomTransportFault) -> Void
    ) async throws(ZoomTransportFault) {
        let number = log.withLock { log in
            log.append(request)
            return log.count
        }
        switch await script(request, number) {
        case .answer(let status, let headers, let body):
            try await receive(.head(ZoomHTTPHead(status: status, headers: headers)))
            if !body.isEmpty { try await receive(.bytes(Array(body.utf8))) }
        case .broken(let status, let headers, let bytes, let fault):
            try await receive(.head(ZoomHTTPHead(status: status, headers: headers)))
            if !bytes.isEmpty { try await receive(.bytes(bytes)) }
            throw fault
        case .fault(let fault): throw fault
        case .silence:
            try? await Task.sleep(for: .seconds(3600))
            throw .cancelled
        }
    }
}

extension ZoomHTTPRequest {
    var isForToken: Bool { url.text.hasSuffix("/oauth/token") }
    var bearer: String? { headers["authorization"] }
    /// Path and query after the version.
    var target: String { url.text.replacing("https://api.zoom.us/v2", with: "") }
}

/// Clocks that stand still until somebody sleeps: then it is later at once.
final class TestClock: Sendable {
    private let state = Mutex((uptime: Duration.zero, sleeps: [Duration]()))
    private let start: Instant

    init(start: Instant = Instant(seconds: 1_773_045_000)) { self.start = start }

    var uptime: Duration { state.withLock { $0.uptime } }
    /// How long each sleep was.
    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func advance(by duration: Duration) { state.withLock { $0.uptime += duration } }

    func edges(_ transport: any ZoomTransport, jitter: Double = 1) -> ZoomEdges {
        ZoomEdges(
            now: { [self] in start.advanced(bySeconds: uptime.components.seconds) },
            uptime: { [self] in uptime },
            sleep: { [self] (duration) throws(CancellationError) in
                if Task.isCancelled { throw CancellationError() }
                state.withLock { state in
                    state.uptime += duration
                    state.sleeps.append(duration)
                }
                await Task.yield()
            },
            jitter: { jitter },
            transport: transport
        )
    }
}

extension ZoomAccount {
    /// The account of the invented training provider.
    static let nordlicht = ZoomAccount(
        label: "nordlicht",
        credentials: .serverToServer(
            accountID: "AcctNordlicht01",
            clientID: "ClientNordlicht",
            clientSecret: .sample
        )
    )
}

extension ZoomSecret {
    static let sample: ZoomSecret = {
        guard let secret = ZoomSecret("hush-hush-hush-hush-hush-hush-32") else {
            preconditionFailure("a text")
        }
        return secret
    }()
}

extension ZoomClient {
    /// A client of the invented training provider at a scripted Zoom.
    static func sample(
        _ zoom: ScriptedZoom,
        clock: TestClock = TestClock(),
        account: ZoomAccount = .nordlicht,
        limits: ZoomClientLimits = ZoomClientLimits()
    ) -> ZoomClient {
        ZoomClient(account: account, edges: clock.edges(zoom), limits: limits)
    }
}

/// A meeting number that a test names.
func number(_ value: Int64 = 81_234_567_890) throws -> ZoomMeetingNumber {
    try #require(ZoomMeetingNumber(value))
}
