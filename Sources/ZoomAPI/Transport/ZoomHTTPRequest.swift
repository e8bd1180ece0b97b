/// The verbs of Zoom's REST API.
public enum ZoomMethod: String, Sendable, Hashable {
    /// Reads.
    case get = "GET"
    /// Creates; the only one whose repetition may do a thing twice.
    case post = "POST"
    /// Sets a state.
    case put = "PUT"
    /// Changes what is named.
    case patch = "PATCH"
    /// Removes.
    case delete = "DELETE"

    /// Whether doing it twice has the effect of doing it once (RFC 9110, 9.2.2); Zoom's changes name
    /// what shall be, so PATCH counts.
    var isRepeatable: Bool { self != .post }
}

/// One HTTP request, ready to be sent.
public struct ZoomHTTPRequest: Sendable, Hashable {
    /// The verb.
    public var method: ZoomMethod
    /// Where it goes.
    public var url: ZoomURL
    /// Its header fields.
    public var headers: ZoomHeaders
    /// Its body.
    public var body: [UInt8]?
    /// How long the exchange may take until its last byte, in seconds; `nil` where only silence
    /// ends it.
    public var secondsMax: Int64?

    /// Creates a request.
    public init(
        method: ZoomMethod,
        url: ZoomURL,
        headers: ZoomHeaders = [:],
        body: [UInt8]? = nil,
        secondsMax: Int64? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.secondsMax = secondsMax
    }
}

extension ZoomHTTPRequest: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The verb and the origin; paths name people, bodies carry secrets.
    public var description: String { "\(method.rawValue) \(url)" }
    /// The verb and the origin.
    public var debugDescription: String { description }
    /// The verb and the origin.
    public var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}
