public import EventSourcing

/// A call as it arrives at the simulated Zoom.
public struct ZoomCall: Sendable, Hashable {
    /// The method, in capitals.
    public var method: String
    /// The path as it was sent, with its percent signs.
    public var path: String
    /// What follows the question mark, decoded.
    public var query: [String: String]
    /// The header `Authorization`.
    public var authorization: String?
    /// Other headers that matter, by their names in lower case: `range` and `if-range`.
    public var headers: [String: String]
    /// The body.
    public var body: [UInt8]
    /// When it arrived by the client's clock, which the limits per second count by.
    public var arrivedAt: Instant

    /// Describes a call.
    public init(
        _ method: String,
        _ path: String,
        query: [String: String] = [:],
        authorization: String? = nil,
        headers: [String: String] = [:],
        body: [UInt8] = [],
        arrivedAt: Instant
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.authorization = authorization
        self.headers = headers
        self.body = body
        self.arrivedAt = arrivedAt
    }
}

/// What a call is answered.
public struct ZoomAnswer: Sendable, Hashable {
    /// The status.
    public var status: Int
    /// Headers beside those of any HTTP server.
    public var headers: [String: String]
    /// The type of the body; `nil` where there is none.
    public var contentType: String?
    /// The body.
    public var body: [UInt8]
    /// How the answer is disturbed on its way, if it is.
    public var disturbance: Disturbance?

    /// How an answer is disturbed.
    public enum Disturbance: Sendable, Hashable {
        /// It comes after so many real seconds of silence.
        case silence(seconds: Int64)
        /// The connection ends after so many bytes of the body.
        case cut(after: Int)
    }

    init(_ status: Int, _ json: JSON? = nil, headers: [String: String] = [:]) {
        self.status = status
        self.headers = headers
        self.contentType = json == nil ? nil : "application/json;charset=UTF-8"
        self.body = json?.canonicalBytes() ?? []
    }
}

/// A call that was let in, taken apart.
struct AdmittedCall {
    /// For whom.
    var account: String
    /// What the path names.
    var parameters: [String: String]
    var query: [String: String]
    /// The body; `null` where there is none.
    var body: JSON
    /// Names the list it asks for: the call without its page.
    var fingerprint: String
}

/// Why a call is not done what it asks, in Zoom's words (Zoom API, *Error definitions*).
struct ZoomFailure: Error, Hashable {
    var status: Int
    /// Zoom's own number.
    var code: Int64
    var message: String
    var fields: [String] = []
    var headers: [String: String] = [:]

    var json: JSON {
        let errors: [JSON] = fields.map { ["field": .string($0), "message": "Invalid field."] }
        return JSON.members([
            "code": .integer(code), "message": .string(message),
            "errors": errors.isEmpty ? nil : .array(errors),
        ])
    }
}

extension ZoomFailure {
    static let invalidToken = ZoomFailure(
        status: 401,
        code: 124,
        message: "Invalid access token."
    )
    static let expiredToken = ZoomFailure(
        status: 401,
        code: 124,
        message: "Access token is expired."
    )
    static let unknownPage = ZoomFailure(
        status: 400,
        code: 300,
        message: "The next page token is invalid or expired."
    )
    static let noRecording = ZoomFailure(
        status: 404,
        code: 3301,
        message: "There is no recording for this meeting."
    )
    static let unknownEndpoint = ZoomFailure(
        status: 404,
        code: 2300,
        message: "This API endpoint is not recognized."
    )

    static func missingScopes(_ scopes: [String]) -> ZoomFailure {
        let list = scopes.joined(separator: ", ")
        return ZoomFailure(
            status: 400,
            code: 4711,
            message: "Invalid access token, does not contain scopes:[\(list)]."
        )
    }

    static func invalid(_ field: String) -> ZoomFailure {
        ZoomFailure(status: 400, code: 300, message: "Validation Failed.", fields: [field])
    }

    static func refused(_ code: Int64, _ message: String) -> ZoomFailure {
        ZoomFailure(status: 400, code: code, message: message)
    }

    static let notAWebinar = ZoomFailure(status: 400, code: 300, message: "Invalid webinar ID.")

    static func noMeeting(_ number: String) -> ZoomFailure {
        ZoomFailure(status: 404, code: 3001, message: "Meeting does not exist: \(number).")
    }

    static func noUser(_ user: String) -> ZoomFailure {
        ZoomFailure(status: 404, code: 1001, message: "User does not exist: \(user).")
    }
}
