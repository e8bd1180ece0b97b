import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import Synchronization
import Testing
import TestSupport
import ZoomAPI

@Suite("The accounts of an organisation")
struct AccountTests {
    /// A desk with a clock that is set by hand, and a book of accounts.
    struct Office {
        static let account = WebhookSample.account
        static let secrets = [
            "client-secret-not-to-be-seen", "webhook-secret-not-to-be-seen",
            "sdk-secret-not-to-be-seen",
        ]

        let log: MemoryEventLog
        let desk: Desk
        let vault = MemoryVault()
        let book: AccountBook
        private let clock: Clock

        final class Clock: Sendable {
            let now = Mutex<Instant>("2026-03-09T08:00:00Z")
        }

        init(fixed: WebhookAuthenticator = WebhookAuthenticator(secrets: [])) throws {
            let clock = Clock()
            let now = { @Sendable in clock.now.withLock { $0 } }
            self.clock = clock
            log = MemoryEventLog(now: now)
            desk = Desk(
                log: log,
                index: MemoryEventIndex(),
                key: try #require(OrganisationKey(bytes: Array(0..<32))),
                edges: Edges(now: now, random: Edges.live.random)
            )
            book = AccountBook(vault, webhooks: WebhookSecrets(fixed), now: now)
        }

        func set(_ now: Instant) { clock.now.withLock { $0 = now } }

        func keys(
            _ account: String = account,
            label: String = "Academy",
            webhook: String? = secrets[1]
        ) throws -> AccountKeys {
            AccountKeys(
                account: account,
                label: label,
                authorisation: "http://127.0.0.1:1",
                api: "http://127.0.0.1:1",
                credentials: .serverToServer(
                    accountID: account,
                    clientID: "client-1",
                    clientSecret: try #require(ZoomSecret(Self.secrets[0]))
                ),
                webhook: webhook.flatMap { ZoomSecret($0) }.map { WebhookKeys($0) },
                sdk: AccountKeys.SDK(
                    key: "sdk-key",
                    secret: try #require(ZoomSecret(Self.secrets[2]))
                )
            )
        }

        /// Whose secret proves a delivery; `nil` where none does.
        func signer(with secret: String) throws -> String? {
            let now = desk.edges.now()
            let body = WebhookSample().started()
            let signing = try #require(WebhookSecret(label: "zoom", secret))
            let headers = WebhookHeaders(signing: body, at: now, with: signing)
            let valid = book.webhooks.valid(at: now)
            guard
                case .authentic(let proof, _) = valid.authenticator.verdict(
                    on: body,
                    headers: headers,
                    now: now
                )
            else { return nil }
            return valid.account(of: proof) ?? proof.label
        }

        func types() async throws -> [String] {
            try await log.events(from: 0, limit: 100).map(\.event.type.name)
        }
    }

    @Test("are connected once, and again only where something differs")
    func connects() async throws {
        let office = try Office()
        #expect(try await office.desk.connect(office.keys(), in: office.book, actor: "admin"))
        #expect(try await !office.desk.connect(office.keys(), in: office.book, actor: "admin"))
        #expect(try await office.types() == ["account.connected"])
        let renamed = try office.keys(label: "School", webhook: nil)
        #expect(try await office.desk.connect(renamed, in: office.book, actor: "admin"))
        // The webhook secret that was not given again is still there.
        #expect(try office.signer(with: Office.secrets[1]) == Office.account)
        #expect(try await office.types() == ["account.connected", "account.connected"])
        let reading = try await AccountWatch(office.desk).account(named: "School")
        #expect(reading.connected.account == Office.account)
        #expect(reading.since == "2026-03-09T08:00:00Z")
    }

    @Test("verify deliveries at once, by the former secret for a day, and no longer once removed")
    func rotation() async throws {
        let office = try Office()
        #expect(try office.signer(with: Office.secrets[1]) == nil)
        try await office.desk.connect(office.keys(), in: office.book, actor: "admin")
        let new = try #require(ZoomSecret("another secret"))
        let end = try await office.desk.replaceWebhookSecret(
            of: Office.account,
            by: new,
            in: office.book,
            actor: "admin"
        )
        #expect(end == "2026-03-10T08:00:00Z")
        for secret in [Office.secrets[1], "another secret"] {
            #expect(try office.signer(with: secret) == Office.account)
        }
        // The same once more changes nothing.
        try await office.desk.replaceWebhookSecret(
            of: Office.account,
            by: new,
            in: office.book,
            actor: "admin"
        )
        #expect(try await office.types() == ["account.connected", "account.secret_changed"])
        // Another process that opens the vault knows the same.
        let other = AccountBook(
            office.vault,
            webhooks: WebhookSecrets(WebhookAuthenticator(secrets: [])),
            now: office.desk.edges.now
        )
        try await other.load()
        #expect(
            other.webhooks.valid(at: office.desk.edges.now()).authenticator
                == office.book.webhooks.valid(at: office.desk.edges.now()).authenticator
        )
        office.set("2026-03-10T07:59:59Z")
        #expect(try office.signer(with: Office.secrets[1]) == Office.account)
        office.set("2026-03-10T08:00:00Z")
        #expect(try office.signer(with: Office.secrets[1]) == nil)
        #expect(try office.signer(with: "another secret") == Office.account)
        try await office.desk.removeAccount(Office.account, in: office.book, actor: "admin")
        #expect(try office.signer(with: "another secret") == nil)
        #expect(try await office.vault.sealedSecrets().isEmpty)
        await #expect(throws: AccountFailure.unknown) {
            try await office.desk.removeAccount(Office.account, in: office.book, actor: "admin")
        }
    }

    @Test("go before what the server was started with, which goes on verifying")
    func fixed() async throws {
        let shared = try #require(WebhookSecret(label: "secret 1", Office.secrets[1]))
        let own = try #require(WebhookSecret(label: "secret 2", "of the environment"))
        let office = try Office(fixed: WebhookAuthenticator(secrets: [shared, own]))
        #expect(try office.signer(with: Office.secrets[1]) == "secret 1")
        try await office.desk.connect(office.keys(), in: office.book, actor: "admin")
        #expect(try office.signer(with: Office.secrets[1]) == Office.account)
        #expect(try office.signer(with: "of the environment") == "secret 2")
    }

    @Test("are refused where they cannot be, and then nothing is kept")
    func refused() async throws {
        let office = try Office()
        let wrong: [(AccountFailure, (inout AccountKeys) -> Void)] = [
            (.notAnID, { $0.account = "" }), (.notAnID, { $0.account = "a b" }),
            (.notAnID, { $0.account = String(repeating: "a", count: 65) }),
            (.notALabel, { $0.label = " " }), (.notALabel, { $0.label = "a\u{1B}[2J" }),
            (.notALabel, { $0.label = "a\u{202E}b" }),
            (.notAnAddress("--api"), { $0.api = "zoom" }),
            (.notAnAddress("--api"), { $0.api = "https://api.zoom.us/v2" }),
            (.notEncrypted("--authorisation"), { $0.authorisation = "http://zoom.us" }),
        ]
        for (failure, change) in wrong {
            var keys = try office.keys()
            change(&keys)
            await #expect(throws: failure) {
                try await office.desk.connect(keys, in: office.book, actor: "admin")
            }
        }
        try await office.desk.connect(office.keys(), in: office.book, actor: "admin")
        await #expect(throws: AccountFailure.secretInUse) {
            try await office.desk.connect(
                office.keys("other", label: "Other"),
                in: office.book,
                actor: "admin"
            )
        }
        #expect(try await office.log.size() == 1)
        #expect(try await office.vault.sealedSecrets().count == 1)
    }

    @Test("show no secret in the log, in descriptions or in what is listed (I-11)")
    func secrets() async throws {
        let office = try Office()
        let keys = try office.keys()
        try await office.desk.connect(keys, in: office.book, actor: "admin")
        try await office.desk.replaceWebhookSecret(
            of: Office.account,
            by: try #require(ZoomSecret(Office.secrets[0])),
            in: office.book,
            actor: "admin"
        )
        var dumped = ""
        dump(keys, to: &dumped)
        dump(office.book.webhooks.valid(at: office.desk.edges.now()).authenticator, to: &dumped)
        dumped += "\(keys) \(String(reflecting: keys))"
        for reading in try await AccountWatch(office.desk).accounts() {
            dumped += reading.json.canonicalText + "\(reading)"
        }
        for recorded in try await office.log.events(from: 0, limit: 100) {
            dumped += String(decoding: recorded.event.payload, as: UTF8.self) + "\(recorded)"
        }
        #expect(dumped.contains(Office.account))
        for secret in Office.secrets { #expect(!dumped.contains(secret)) }
    }

    @Test("are spoken for by one client each, which is replaced only where the account changed")
    func clients() async throws {
        let office = try Office()
        try await office.desk.connect(office.keys(), in: office.book, actor: "admin")
        let clients = try await office.book.zoomClients()
        let first = try #require(await clients.client(of: Office.account))
        #expect(first.account.label == "Academy")
        try await office.desk.connect(
            office.keys("other", label: "Other", webhook: "w"),
            in: office.book,
            actor: "admin"
        )
        #expect(await clients.accounts == [Office.account, "other"])
        #expect(await clients.client(of: Office.account) === first)
        try await office.desk.replaceCredentials(
            of: Office.account,
            by: try #require(ZoomSecret("new")),
            in: office.book,
            actor: "admin"
        )
        #expect(await clients.client(of: Office.account) !== first)
        try await office.desk.removeAccount("other", in: office.book, actor: "admin")
        #expect(await clients.accounts == [Office.account])
        #expect(try await office.book.zoomClients() === clients)
    }

    @Test("are watched: the same asked anew as asked again and again (I-4)")
    func watched() async throws {
        let office = try Office()
        let watch = AccountWatch(office.desk)
        #expect(try await watch.accounts().isEmpty)
        try await office.desk.connect(office.keys(), in: office.book, actor: "admin")
        try await office.desk.receiverStarts(actor: "receiver")
        var reading = try #require(try await watch.accounts().first)
        #expect(reading.lastDelivery == nil && !reading.isCovered && reading.alarms.isEmpty)

        try await office.desk.endpointValidated(
            of: Office.account,
            by: Array("a".utf8),
            at: "2026-03-09T08:30:00Z"
        )
        // Somebody who sends it again vouches for nothing.
        try await office.desk.endpointValidated(
            of: Office.account,
            by: Array("a".utf8),
            at: "2026-03-09T11:30:00Z"
        )
        var zoom = WebhookSample()
        zoom.start = "2026-03-09T09:00:00Z"
        office.set("2026-03-09T08:45:00Z")
        let now = office.desk.edges.now
        _ = try await office.desk.take(
            zoom.created(start: zoom.start),
            source: .live,
            receivedAt: now()
        )
        office.set("2026-03-09T09:20:00Z")
        reading = try #require(try await watch.accounts().first)
        #expect(reading.alarms.map(\.kind) == [.nothingDelivered])
        #expect(reading.isCovered && reading.lastDelivery == "2026-03-09T08:45:00Z")
        #expect(reading.record.subscription.lastValidation == "2026-03-09T08:30:00Z")

        _ = try await office.desk.take(zoom.started(), source: .live, receivedAt: now())
        #expect(try await watch.accounts().flatMap(\.alarms).isEmpty)
        office.set("2026-03-09T12:00:00Z")
        reading = try #require(try await watch.accounts().first)
        #expect(reading.alarms.map(\.kind) == [.deliveriesStopped])
        #expect(try await AccountWatch(office.desk).accounts() == [reading])
        // Weeks later nobody watches it any more, and the index still knows.
        office.set("2026-04-09T12:00:00Z")
        let later = try #require(try await AccountWatch(office.desk).accounts().first)
        #expect(later.lastDelivery == "2026-03-09T09:20:00Z")
        #expect(later.alarms.map(\.kind) == [.validationOverdue] && !later.isCovered)
    }

    @Test("take deliveries of their sub-accounts, which say who signed them")
    func signedByMaster() async throws {
        let office = try Office()
        let body = WebhookSample().started()
        _ = try await office.desk.take(
            body,
            source: .live,
            receivedAt: office.desk.edges.now(),
            signedBy: "master"
        )
        let other = WebhookSample().ended(at: "2026-03-09T10:00:00Z")
        _ = try await office.desk.take(
            other,
            source: .live,
            receivedAt: office.desk.edges.now(),
            signedBy: Office.account
        )
        let events = try await office.log.events(from: 0, limit: 10)
        #expect(events.map { $0.metadata["signed_by"] } == ["master", nil])
    }
}
