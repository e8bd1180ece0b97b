import EventSourcing
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

/// Somebody who is signed in, and whose browser behaves.
struct TestBrowser {
    let client: any TestClientProtocol
    let cookie: String

    init(_ client: any TestClientProtocol, token: String = TestServer.token) async throws {
        self.client = client
        let type: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        let opened = try await client.post("/session", type, Array("token=\(token)".utf8))
        let field = try #require(opened.headers[.setCookie])
        cookie = String(field.prefix { $0 != ";" })
    }

    func get(_ path: String) async throws -> TestResponse {
        try await client.get(path, [.cookie: cookie, .accept: "text/html"])
    }

    /// The code in the forms of a page.
    func formToken(at path: String) async throws -> String {
        let page = try await get(path).text
        return try #require(Self.formTokens(in: page).first)
    }

    static func formTokens(in page: String) -> [String] {
        page.matches(of: /name="form_token" value="([0-9a-f]+)"/).map { String($0.1) }
    }

    /// Sends a form of a page, with the fields that a browser would say of it.
    func send(
        _ path: String,
        _ fields: [String: String],
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        try await client.post(path, Self.fields(cookie: cookie, headers), Self.body(fields))
    }

    static func fields(cookie: String?, _ headers: HTTPFields) -> HTTPFields {
        var all: HTTPFields = [
            .contentType: "application/x-www-form-urlencoded", .accept: "text/html",
        ]
        all[.cookie] = cookie
        if headers[.origin] == nil, let site = HTTPField.Name("Sec-Fetch-Site") {
            all[site] = "same-origin"
        }
        for field in headers { all[field.name] = field.value }
        return all
    }

    static func body(_ fields: [String: String]) -> [UInt8] {
        let allowed = CharacterSet.alphanumerics
        let pairs = fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
        }
        return Array(pairs.joined(separator: "&").utf8)
    }
}

/// A course that goes on at noon with some people, and whoever gives it.
struct TestCourse {
    let id: String
    let client: any TestClientProtocol

    init(
        _ test: TestServer,
        _ client: any TestClientProtocol,
        people: [String] = ["Ada", "Boris"]
    ) async throws {
        var zoom = WebhookSample()
        zoom.start = "2026-03-09T11:00:00Z"
        var bodies = [zoom.created(start: "2026-03-09T11:00:00Z"), zoom.started()]
        for (index, name) in people.enumerated() {
            bodies.append(
                zoom.joined(name, at: "2026-03-09T11:02:00Z", connection: name, user: "\(index)")
            )
        }
        bodies.append(
            zoom.joined(
                "Host",
                at: "2026-03-09T11:01:00Z",
                connection: "H",
                user: "99",
                isHost: true
            )
        )
        for body in bodies {
            let response = try await client.post("/zoom/webhooks", try test.signed(body), body)
            #expect(response.status == .noContent)
        }
        let meetings = try await client.get("/api/v1/meetings").json["meetings"]?.array
        id = try #require(meetings?.first?["occurrences"]?.array?.first?["id"]?.string)
        self.client = client
    }

    /// The page for whoever gives it.
    var page: String { "/occurrences/\(id)" }

    /// How far everybody's signature is.
    func lines() async throws -> [JSON] { try await slot()?["lines"]?.array ?? [] }

    func slot() async throws -> JSON? {
        let report = try await client.get("/api/v1/occurrences/\(id)/signing").json
        return report["slots"]?.array?.first
    }

    func line(_ name: String) async throws -> JSON {
        try #require(try await lines().first { $0["name"]?.string == name })
    }

    func state(_ name: String) async throws -> String? {
        try await line(name)["state"]?.string
    }
}
