import EventSourcing
import EventStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import MeetingManagement
import NIOCore
import Server
import TestSupport
import Testing
import Typesetting
import ZoomAPI

/// A server over a log in memory, whose clock stands at noon.
struct TestServer {
    static let now: Instant = "2026-03-09T12:00:00Z"
    static let token = "0123456789abcdef"

    /// What a second desk over a log finds things by.
    static func index() -> any EventIndex { MemoryEventIndex() }

    let log: any EventLog
    let desk: Desk
    let secret: WebhookSecret
    var settings: ServerSettings

    init(secrets: Bool = true) throws {
        let log = MemoryEventLog(now: { Self.now })
        let key = try #require(OrganisationKey(bytes: Array(0..<32)))
        let edges = Edges(now: { Self.now }, random: Edges.live.random)
        let secret = try #require(WebhookSecret(label: "test", "s3cret"))
        self.log = log
        self.desk = Desk(log: log, index: MemoryEventIndex(), key: key, edges: edges)
        self.secret = secret
        self.settings = ServerSettings(
            port: 0,
            webhooks: WebhookSecrets(
                WebhookAuthenticator(secrets: secrets ? [secret] : [])
            ),
            accessToken: try #require(AccessToken(Self.token)),
            fonts: try FontShelf.system()
        )
    }

    func run(
        logger: Logger = Self.quiet,
        _ body: @Sendable @escaping (any TestClientProtocol) async throws -> Void
    ) async throws {
        let server = try buildApplication(desk: desk, settings: settings, logger: logger)
        try await server.test(.live) { client in try await body(client) }
    }

    static var quiet: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    /// The headers Zoom would send with a body.
    func signed(_ body: [UInt8], at time: Instant = TestServer.now) throws -> HTTPFields {
        let headers = WebhookHeaders(signing: body, at: time, with: secret)
        var fields = HTTPFields()
        fields[try #require(HTTPField.Name("x-zm-signature"))] = headers.signature?.text
        fields[try #require(HTTPField.Name("x-zm-request-timestamp"))] = headers.timestamp
        return fields
    }

    /// What a browser asks for pages with.
    static var page: HTTPFields { [.accept: "text/html"] }

    static var bearer: HTTPFields { [.authorization: "Bearer \(token)"] }
}

extension TestClientProtocol {
    func post(_ uri: String, _ headers: HTTPFields, _ body: [UInt8]) async throws -> TestResponse {
        try await execute(
            uri: uri,
            method: .post,
            headers: headers,
            body: ByteBuffer(bytes: body)
        )
    }

    func get(_ uri: String, _ headers: HTTPFields = TestServer.bearer) async throws -> TestResponse
    {
        try await execute(uri: uri, method: .get, headers: headers)
    }
}

extension TestResponse {
    var json: JSON { (try? JSON(parsing: [UInt8](buffer: body))) ?? .null }
    var text: String { String(buffer: body) }
}
