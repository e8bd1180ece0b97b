import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import NIOCore

/// An error as an answer: RFC 9457 problem details.
///
/// Never holds personal data.
struct Problem: Error, Hashable {
    var status: HTTPResponse.Status
    var title: String
    var detail: String
    /// Seconds until it is worth trying again.
    var retryAfter: Int?
    /// How it is said to people, in their language.
    var words: Words?
    /// The member of the request's body that is wrong, where it is one.
    var field: String?
    /// The exact reason, for whoever wrote the program that asks, where `detail` speaks to people.
    private var reason: String?

    init(
        _ status: HTTPResponse.Status,
        _ title: String,
        _ detail: String,
        retryAfter: Int? = nil,
        words: Words? = nil,
        field: String? = nil
    ) {
        self.status = status
        self.title = title
        self.detail = detail
        self.retryAfter = retryAfter
        self.words = words
        self.field = field
    }

    /// What people who sign may meet with: the keys of its title and of its text.
    struct Words: Hashable {
        var title: String
        var detail: String
        /// The number the text holds.
        var count: Int?

        init(_ detail: String, titled title: String, count: Int? = nil) {
            self.detail = detail
            self.title = title
            self.count = count
        }
    }

    /// Title and text in a language; in English where there are no words for it.
    func said(in messages: Messages) -> (title: String, detail: String) {
        guard let words else { return (title, detail) }
        let text = words.count.map { messages.text(words.detail, count: $0) }
        return (messages.text(words.title), text ?? messages.text(words.detail))
    }

    /// The same problem as it is said in a language.
    func spoken(in messages: Messages) -> Problem {
        guard words != nil else { return self }
        var problem = self
        (problem.title, problem.detail) = said(in: messages)
        problem.reason = detail
        return problem
    }

    var json: JSON {
        var members: [String: JSON] = [
            "type": "about:blank",
            "status": .integer(Int64(status.code)),
            "title": .string(title),
            "detail": .string(detail),
        ]
        if let reason { members["reason"] = .string(reason) }
        if let field { members["field"] = .string(field) }
        return .object(members)
    }
}

extension Problem: HTTPResponseError {
    func response(from request: Request, context: some RequestContext) -> Response {
        var response = Response.json(json, status: status)
        response.headers[.contentType] = "application/problem+json"
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}

extension Response {
    /// A canonical JSON answer.
    static func json(_ json: JSON, status: HTTPResponse.Status = .ok) -> Response {
        bytes(json.canonicalBytes(), type: "application/json; charset=utf-8", status: status)
    }

    /// An answer of bytes.
    static func bytes(
        _ bytes: [UInt8],
        type: String,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
