/// The head of an answer.
public struct ZoomHTTPHead: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The header fields.
    public var headers: ZoomHeaders

    /// Creates a head.
    public init(status: Int, headers: ZoomHeaders = [:]) {
        self.status = status
        self.headers = headers
    }
}

/// What arrives of an answer: its head once, then its body piece by piece.
public enum ZoomHTTPPart: Sendable, Hashable {
    /// The head.
    case head(ZoomHTTPHead)
    /// The next bytes of the body.
    case bytes([UInt8])
}

/// A whole answer.
public struct ZoomHTTPAnswer: Sendable, Hashable {
    /// Its head.
    public var head: ZoomHTTPHead
    /// Its body.
    public var body: [UInt8]

    /// The HTTP status.
    public var status: Int { head.status }

    /// Creates an answer.
    public init(status: Int, headers: ZoomHeaders = [:], body: [UInt8] = []) {
        self.head = ZoomHTTPHead(status: status, headers: headers)
        self.body = body
    }
}

extension ZoomHTTPAnswer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Status and size; what it says is personal.
    public var description: String { "HTTP \(status), \(body.count) bytes" }
    /// Status and size.
    public var debugDescription: String { description }
    /// Status and size.
    public var customMirror: Mirror { Mirror(self, children: ["answer": description]) }
}
