import EventSourcing

/// One operation of Zoom's REST API with its arguments.
///
/// Its description is the operation's name as Zoom's reference writes it, such as
/// `GET /meetings/{meetingId}/registrants`: no argument, for they name people.
public struct ZoomOperation: Sendable, Hashable {
    /// A piece of the path between two slashes.
    enum Segment: Hashable {
        /// A word of the path itself.
        case word(String)
        /// An argument, percent-encoded once.
        case argument(String, String)
        /// The uuid of an instance: one that begins with `/` or has `//` in it is encoded twice
        /// (Zoom API, *Using Zoom APIs: Meeting ID and UUID*).
        case uuid(String, String)
    }

    /// An argument of the query.
    struct QueryItem: Hashable {
        let name: String
        var value: String
    }

    /// The verb.
    public let method: ZoomMethod
    let path: [Segment]
    private(set) var query: [QueryItem] = []
    /// The body.
    let body: JSON?
    /// How costly it is.
    public let rateClass: ZoomRateClass
    /// The scopes of which any one allows it, in Zoom's words.
    public let scopes: [String]
    private var subAccountID: String?

    init(
        _ method: ZoomMethod,
        _ path: [Segment],
        _ rateClass: ZoomRateClass,
        scopes: [String],
        query: KeyValuePairs<String, String?> = [:],
        body: JSON? = nil
    ) {
        self.method = method
        self.path = path
        self.rateClass = rateClass
        self.scopes = scopes
        self.body = body
        for (name, value) in query { set(name, to: value) }
    }

    /// Sets an argument of the query, or removes it.
    mutating func set(_ name: String, to value: String?) {
        query.removeAll { $0.name == name }
        if let value { query.append(QueryItem(name: name, value: value)) }
    }

    /// The same in a sub-account (Zoom API, *Master account*: `/accounts/{accountId}/…`).
    func inSubAccount(_ id: String) -> ZoomOperation {
        var operation = self
        operation.subAccountID = id
        return operation
    }

    private var segments: [Segment] {
        let prefix = subAccountID.map { [Segment.word("accounts"), .argument("accountId", $0)] }
        return (prefix ?? []) + path
    }

    /// Path and query as they are sent, beginning with `/`.
    var target: String {
        let path = segments.map { "/" + $0.encoded }.joined()
        let items = query.map { "\($0.name)=\(percentEncoded($0.value))" }
        return items.isEmpty ? path : path + "?" + items.joined(separator: "&")
    }

    /// The request that carries it.
    func request(with token: ZoomAccessToken, secondsMax: Int64) -> ZoomHTTPRequest {
        var headers: ZoomHeaders = [
            "authorization": "Bearer \(token.text)", "accept": "application/json",
        ]
        if body != nil { headers["content-type"] = "application/json" }
        return ZoomHTTPRequest(
            method: method,
            url: token.api.appending("/v2" + target),
            headers: headers,
            body: body?.canonicalBytes(),
            secondsMax: secondsMax
        )
    }
}

extension ZoomOperation.Segment {
    fileprivate var encoded: String {
        switch self {
        case .word(let word): return word
        case .argument(_, let text): return percentEncoded(text)
        case .uuid(_, let uuid):
            let once = percentEncoded(uuid)
            return uuid.hasPrefix("/") || uuid.contains("//") ? percentEncoded(once) : once
        }
    }

    fileprivate var name: String {
        switch self {
        case .word(let word): word
        case .argument(let name, _), .uuid(let name, _): "{\(name)}"
        }
    }
}

extension ZoomOperation: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The operation's name, without arguments.
    public var description: String {
        "\(method.rawValue) \(segments.map { "/" + $0.name }.joined())"
    }
    /// The operation's name, without arguments.
    public var debugDescription: String { description }
    /// The operation's name, without arguments.
    public var customMirror: Mirror { Mirror(self, children: ["name": description]) }
}
