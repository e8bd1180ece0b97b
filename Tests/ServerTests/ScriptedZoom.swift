import EventSourcing
import MeetingManagement
import Synchronization
import ZoomAPI

/// A Zoom with one user, who has one meeting or makes it, that answers the same each time.
final class ScriptedZoom: ZoomTransport {
    static let account = "AcctScripted"
    static let number: Int64 = 86_412_309_757

    private let isDown = Mutex(false)

    /// From now on it is not reached.
    func goDown() { isDown.withLock { $0 = true } }

    /// The clients of an organisation that has this account, and further ones that are never asked.
    func clients(further: [String] = []) -> ZoomClients {
        var clients: [String: ZoomClient] = [:]
        for id in [Self.account] + further {
            guard let secret = ZoomSecret("secret"), let url = ZoomURL("http://127.0.0.1:1") else {
                continue
            }
            let account = ZoomAccount(
                label: "scripted",
                credentials: .serverToServer(accountID: id, clientID: "c", clientSecret: secret),
                addresses: ZoomAddresses(authorisation: url, api: url)
            )
            let edges = ZoomEdges(
                now: { TestServer.now },
                uptime: { .seconds(1) },
                sleep: { (_) throws(CancellationError) in },
                jitter: { 0.5 },
                transport: self
            )
            clients[id] = ZoomClient(account: account, edges: edges)
        }
        return ZoomClients(clients)
    }

    func exchange(
        _ request: ZoomHTTPRequest,
        receive: (ZoomHTTPPart) async throws(ZoomTransportFault) -> Void
    ) async throws(ZoomTransportFault) {
        if isDown.withLock({ $0 }) { throw .notReached }
        let path = request.url.text.dropFirst("http://127.0.0.1:1".count).split(separator: "?")[0]
        let (status, body) = answer(request.method, String(path))
        let headers: ZoomHeaders = ["content-type": "application/json"]
        try await receive(.head(ZoomHTTPHead(status: status, headers: headers)))
        if body != .null { try await receive(.bytes(body.canonicalBytes())) }
    }

    private func answer(_ method: ZoomMethod, _ path: String) -> (Int, JSON) {
        let user = "/v2/users/trainer%40example.org"
        switch (method, path) {
        case (.post, "/oauth/token"):
            return (200, ["access_token": "token", "token_type": "bearer", "expires_in": 3599])
        case (.get, "/v2/users"): return (200, ["users": [Self.user]])
        case (.get, user): return (200, Self.user)
        case (.get, user + "/meetings"): return (200, ["meetings": []])
        case (.post, user + "/meetings"): return (201, Self.meeting)
        case (.get, "/v2/meetings/\(Self.number)"): return (200, Self.meeting)
        case (_, "/v2/meetings/\(Self.number)"), (_, "/v2/meetings/\(Self.number)/status"):
            return (204, .null)
        case (.get, let path) where path.hasPrefix("/v2/users/"):
            return (404, ["code": 1001, "message": "User does not exist"])
        default: return (404, ["code": 3001, "message": "Meeting does not exist"])
        }
    }

    private static let user: JSON = [
        "id": "U1", "email": "trainer@example.org", "display_name": "Nora Lind", "type": 2,
        "status": "active", "timezone": "Europe/Paris",
    ]

    private static let meeting: JSON = [
        "id": .integer(number), "uuid": "abcd==", "host_id": "U1", "topic": "Heights", "type": 2,
        "start_time": "2026-03-16T08:00:00Z", "duration": 60, "timezone": "Europe/Paris",
        "created_at": "2026-03-09T11:00:00Z", "join_url": "https://zoom.us/j/1",
        "start_url": "https://zoom.us/s/1?zak=of-the-host", "settings": ["approval_type": 2],
    ]
}
