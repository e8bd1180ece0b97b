import AsyncHTTPClient
import EventSourcing
import NIOCore
import NIOHTTP1

/// Speaks to the demo's server over HTTP: as a trainer's program, and as a browser.
struct DemoClient {
    let client: HTTPClient
    let base: String
    let token: String

    private static let answerBytesMax = 64 << 20

    /// Signs as the page does: the picture as the body.
    func sign(_ path: String, png: [UInt8]) async throws -> JSON {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "image/png")
        request.headers.add(name: "user-agent", value: "muster demo")
        request.headers.add(name: "muster-route", value: "drawn")
        request.body = .bytes(png)
        return try JSON(parsing: await answer(to: request))
    }

    /// Asks as a program with the access token.
    func get(_ path: String) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: base + path)
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        return try await answer(to: request)
    }

    /// Decides as a program with the access token.
    func post(_ path: String, _ json: JSON) async throws -> JSON {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(json.canonicalBytes())
        return try JSON(parsing: await answer(to: request))
    }

    private func answer(to request: HTTPClientRequest) async throws -> [UInt8] {
        let response = try await client.execute(request, timeout: .seconds(30))
        let bytes = [UInt8](buffer: try await response.body.collect(upTo: Self.answerBytesMax))
        guard (200..<300).contains(response.status.code) else {
            let detail = (try? JSON(parsing: bytes))?["detail"]?.string ?? ""
            throw CommandFailure(
                "\(request.method) was answered \(response.status.code): \(detail)"
            )
        }
        return bytes
    }
}
