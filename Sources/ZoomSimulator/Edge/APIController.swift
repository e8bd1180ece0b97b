import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Where clients believe they talk to Zoom.
struct APIController {
    let host: SimulationHost

    func add(to router: Router<BasicRequestContext>) {
        let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]
        for method in methods {
            for path in ["/v2/**", "/oauth/token", "/rec/**"] {
                router.on(RouterPath(path), method: method, use: answer)
            }
        }
    }

    @Sendable func answer(
        _ request: Request,
        context: BasicRequestContext
    ) async throws -> Response {
        let body = try await request.body.collect(upTo: SimulatorLimits.callBytesMax)
        // As it was sent: whether a uuid was encoded twice is for the core to see.
        let target = request.head.path ?? "/"
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let call = ZoomCall(
            request.method.rawValue,
            String(parts[0]),
            query: Self.query(parts.count > 1 ? parts[1] : ""),
            authorization: request.headers[.authorization],
            headers: Self.headers(of: request),
            body: [UInt8](buffer: body),
            arrivedAt: host.arrival()
        )
        return try await Self.response(to: await host.answer(call))
    }

    private static func headers(of request: Request) -> [String: String] {
        var headers: [String: String] = [:]
        headers["range"] = request.headers[.range]
        headers["if-range"] = request.headers[.ifRange]
        return headers
    }

    private static func query(_ text: Substring) -> [String: String] {
        var query: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { CallPath.decoded(String($0.map { $0 == "+" ? " " : $0 })) }
            query[parts[0]] = parts.count > 1 ? parts[1] : ""
        }
        return query
    }

    private static func response(to answer: ZoomAnswer) async throws -> Response {
        var headers = HTTPFields()
        if let type = answer.contentType { headers[.contentType] = type }
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        var body = ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        switch answer.disturbance {
        case .silence(let seconds): try await Task.sleep(for: .seconds(seconds))
        case .cut(let count):
            let start = ByteBuffer(bytes: answer.body.prefix(count))
            body = ResponseBody(contentLength: answer.body.count) { writer in
                try await writer.write(start)
                throw AnswerCut()
            }
        case nil: break
        }
        return Response(status: .init(code: answer.status), headers: headers, body: body)
    }
}

/// The scenario wants the connection to end here.
struct AnswerCut: Error {}
