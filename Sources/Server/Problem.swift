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

    init(
        _ status: HTTPResponse.Status,
        _ title: String,
        _ detail: String,
        retryAfter: Int? = nil
    ) {
        self.status = status
        self.title = title
        self.detail = detail
        self.retryAfter = retryAfter
    }

    var json: JSON {
        [
            "type": "about:blank",
            "status": .integer(Int64(status.code)),
            "title": .string(title),
            "detail": .string(detail),
        ]
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
