import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MeetingManagement
import Server
import TestSupport
import Testing
import ZoomAPI

@Suite("Deliveries of the accounts that are connected")
struct AccountWebhookTests {
    private static let path = "/zoom/webhooks"
    private static let secrets = [
        "hook-secret-of-one", "hook-secret-of-two", "client-secret-of-both",
    ]

    /// A server with a book of accounts.
    private struct Connected {
        let test: TestServer
        let book: AccountBook

        init(fixed: [WebhookSecret] = []) throws {
            var test = try TestServer(secrets: false)
            book = AccountBook(
                MemoryVault(),
                webhooks: WebhookSecrets(WebhookAuthenticator(secrets: fixed)),
                now: test.desk.edges.now
            )
            test.settings.webhooks = book.webhooks
            self.test = test
        }

        func connect(_ account: String, _ secret: String) async throws {
            try await test.desk.connect(
                AccountKeys(
                    account: account,
                    label: "Label of \(account)",
                    credentials: .serverToServer(
                        accountID: account,
                        clientID: "client",
                        clientSecret: try #require(ZoomSecret(AccountWebhookTests.secrets[2]))
                    ),
                    webhook: WebhookKeys(try #require(ZoomSecret(secret)))
                ),
                in: book,
                actor: "admin"
            )
        }

        func events() async throws -> [AttendanceEvent] {
            try await test.log.events(from: 0, limit: 100).map {
                try AttendanceCodec.decode($0.event)
            }
        }

        func validations() async throws -> [String] {
            try await events().compactMap { event in
                guard case .endpointValidated(let fact) = event else { return nil }
                return fact.account
            }
        }
    }

    private static func signed(
        _ body: [UInt8],
        by secret: String,
        at time: Instant = TestServer.now
    ) throws -> HTTPFields {
        let secret = try #require(WebhookSecret(label: "zoom", secret))
        let headers = WebhookHeaders(signing: body, at: time, with: secret)
        var fields = HTTPFields()
        fields[try #require(HTTPField.Name("x-zm-signature"))] = headers.signature?.text
        fields[try #require(HTTPField.Name("x-zm-request-timestamp"))] = headers.timestamp
        return fields
    }

    private static func validation(_ token: String) -> [UInt8] {
        Array(
            #"{"event":"endpoint.url_validation","event_ts":1,"payload":{"plainToken":"\#(token)"}}"#
                .utf8
        )
    }

    @Test("are refused before it is connected, taken while the server runs, and refused after")
    func comesAndGoes() async throws {
        let connected = try Connected()
        let test = connected.test
        let body = WebhookSample().started()
        let headers = try Self.signed(body, by: Self.secrets[0])
        try await test.run { client in
            let none = try await client.post(Self.path, headers, body)
            #expect(none.status == .serviceUnavailable)
            try await connected.connect("two", Self.secrets[1])
            #expect(try await client.post(Self.path, headers, body).status == .unauthorized)
            try await connected.connect(WebhookSample.account, Self.secrets[0])
            #expect(try await client.post(Self.path, headers, body).status == .noContent)
            let new = try #require(ZoomSecret("rotated"))
            try await test.desk.replaceWebhookSecret(
                of: WebhookSample.account,
                by: new,
                in: connected.book,
                actor: "admin"
            )
            let ended = WebhookSample().ended(at: "2026-03-09T10:00:00Z")
            for secret in ["rotated", Self.secrets[0]] {
                let headers = try Self.signed(ended, by: secret)
                #expect(try await client.post(Self.path, headers, ended).status == .noContent)
            }
            try await test.desk.removeAccount(
                WebhookSample.account,
                in: connected.book,
                actor: "admin"
            )
            #expect(try await client.post(Self.path, headers, body).status == .unauthorized)
        }
    }

    @Test("are validated by the secret that signs, which is noted of its account")
    func validates() async throws {
        let env = try #require(WebhookSecret(label: "secret 1", "of the environment"))
        let connected = try Connected(fixed: [env])
        try await connected.connect("one", Self.secrets[0])
        try await connected.connect("two", Self.secrets[1])
        try await connected.test.run { client in
            for (token, secret) in [
                ("a", Self.secrets[1]), ("b", Self.secrets[0]), ("c", "of the environment"),
            ] {
                let body = Self.validation(token)
                let answer = try await client.post(
                    Self.path,
                    try Self.signed(body, by: secret),
                    body
                )
                let known = try #require(WebhookSecret(label: "zoom", secret))
                #expect(answer.status == .ok)
                #expect(
                    answer.json["encryptedToken"]
                        == .string(EndpointValidation.encryptedToken(for: token, with: known))
                )
            }
            // The account of the environment's secret is not known, and nothing is noted.
            #expect(try await connected.validations() == ["two", "one"])
        }
    }

    @Test("are validated once however often the request comes, and never by an old one")
    func replayed() async throws {
        let connected = try Connected()
        try await connected.connect("one", Self.secrets[0])
        try await connected.test.run { client in
            let body = Self.validation("a")
            let old = Self.validation("b")
            for _ in 1...3 {
                let headers = try Self.signed(body, by: Self.secrets[0])
                #expect(try await client.post(Self.path, headers, body).status == .ok)
                let stale = try Self.signed(
                    old,
                    by: Self.secrets[0],
                    at: TestServer.now.advanced(bySeconds: -3 * 3600)
                )
                #expect(try await client.post(Self.path, stale, old).status == .ok)
            }
            #expect(try await connected.validations() == ["one"])
        }
    }

    @Test("that name another account are of that one, and say who signed them")
    func subAccount() async throws {
        let connected = try Connected()
        try await connected.connect("master", Self.secrets[0])
        let body = WebhookSample().started()
        try await connected.test.run { client in
            let headers = try Self.signed(body, by: Self.secrets[0])
            #expect(try await client.post(Self.path, headers, body).status == .noContent)
        }
        let last = try #require(try await connected.test.log.events(from: 0, limit: 10).last)
        #expect(last.metadata["signed_by"] == "master")
        let event = try AttendanceCodec.decode(last.event)
        #expect(event.instance?.meeting.account == WebhookSample.account)
    }

    @Test("are listed for whoever has the token, with no secret")
    func listed() async throws {
        let connected = try Connected()
        try await connected.connect(WebhookSample.account, Self.secrets[0])
        try await connected.test.run { client in
            let body = WebhookSample().started()
            let headers = try Self.signed(body, by: Self.secrets[0])
            _ = try await client.post(Self.path, headers, body)
            #expect(try await client.get("/api/v1/accounts", [:]).status == .unauthorized)
            let list = try await client.get("/api/v1/accounts")
            let account = list.json["accounts"]?.array?.first
            #expect(account?["id"] == .string(WebhookSample.account))
            // The log's clock never stands: each event is a microsecond after the one before.
            let last = account?["last_delivery"]?.string.flatMap { Instant($0) }
            #expect(last?.seconds == TestServer.now.seconds)
            #expect(account?["covered"] == false)
            for secret in Self.secrets { #expect(!list.text.contains(secret)) }
        }
    }
}
