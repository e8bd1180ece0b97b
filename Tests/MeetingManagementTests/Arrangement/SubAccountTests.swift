import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomAPI
import ZoomSimulator

@Suite("An account below another")
struct SubAccountTests {
    /// A desk with a book of accounts over a simulated Zoom.
    struct Office {
        let test: TestArranging
        let book: AccountBook

        init() throws {
            test = try TestArranging()
            let account = test.account
            book = AccountBook(
                MemoryVault(),
                webhooks: WebhookSecrets(WebhookAuthenticator(secrets: [])),
                now: { account.now },
                transport: { account }
            )
        }

        func master(_ label: String = "Academy") throws -> AccountKeys {
            AccountKeys(
                account: SimulatedAccount.id,
                label: label,
                authorisation: "http://127.0.0.1",
                api: "http://127.0.0.1",
                credentials: .serverToServer(
                    accountID: SimulatedAccount.id,
                    clientID: "sample-client",
                    clientSecret: try #require(ZoomSecret("sample-secret"))
                )
            )
        }

        let below = AccountKeys(
            account: SimulatedAccount.below,
            label: "Annex",
            access: .throughMaster(SimulatedAccount.id)
        )

        func connect(_ keys: AccountKeys) async throws {
            try await test.desk.connect(keys, in: book, actor: "admin")
        }

        func outbox() async throws -> Outbox {
            Outbox(desk: test.desk, clients: try await book.zoomClients())
        }

        func meetingsBelow() -> [JSON] {
            let path =
                "/accounts/\(SimulatedAccount.below)/users/\(SimulatedAccount.hostBelow)/meetings"
            return test.account.act("GET", path).json["meetings"]?.array ?? []
        }
    }

    private func findings(of office: Office) async throws -> [String] {
        let reading = try await AccountWatch(office.test.desk).account(named: "Annex")
        let check = try await office.test.desk.check(reading, in: office.book, actor: "admin")
        return check.findings.map(\.key)
    }

    @Test("has its meetings made and taken over by its master's app, in itself")
    func arranged() async throws {
        let office = try Office()
        try await office.connect(try office.master())
        try await office.connect(office.below)
        let id = try await office.test.arrangeOnce { draft in
            draft.account = SimulatedAccount.below
            draft.host = SimulatedAccount.hostBelow
        }
        #expect(try await office.outbox().empty().done == 1)
        let meeting = try #require(try await office.test.arrangement(id).meeting)
        #expect(meeting.account == SimulatedAccount.below)
        #expect(office.meetingsBelow().count == 1)
        #expect(office.test.meetingsAtZoom().isEmpty)

        let path =
            "/accounts/\(SimulatedAccount.below)/users/\(SimulatedAccount.hostBelow)/meetings"
        let planned = office.test.account.act(
            "POST",
            path,
            ["topic": "Planned there", "type": 2, "start_time": "2026-03-12T09:00:00Z"]
        )
        let number = try #require(planned.json["id"]?.integer)
        let taken = try await office.test.desk.takeOver(
            String(number),
            account: SimulatedAccount.below,
            through: try await office.book.zoomClients(),
            actor: "admin"
        )
        #expect(taken.arrangement.account == SimulatedAccount.below)
    }

    @Test("needs its master: one that is connected, has an app, and is not removed before it")
    func needsMaster() async throws {
        let office = try Office()
        await #expect(throws: AccountFailure.masterUnknown) {
            try await office.connect(office.below)
        }
        try await office.connect(try office.master())
        try await office.connect(office.below)
        let further = AccountKeys(
            account: "Further",
            label: "Further",
            access: .throughMaster(SimulatedAccount.below)
        )
        await #expect(throws: AccountFailure.masterUnknown) { try await office.connect(further) }
        var turned = try office.master()
        turned.access = .throughMaster("Further")
        await #expect(throws: AccountFailure.masterUnknown) { try await office.connect(turned) }
        await #expect(throws: AccountFailure.speaksForOthers([SimulatedAccount.below])) {
            try await office.test.desk.removeAccount(
                SimulatedAccount.id,
                in: office.book,
                actor: "admin"
            )
        }
        await #expect(throws: AccountFailure.ofMaster(SimulatedAccount.id)) {
            try await office.test.desk.replaceCredentials(
                of: SimulatedAccount.below,
                by: try #require(ZoomSecret("another")),
                in: office.book,
                actor: "admin"
            )
        }
        for account in [SimulatedAccount.below, SimulatedAccount.id] {
            try await office.test.desk.removeAccount(account, in: office.book, actor: "admin")
        }
        #expect(try await office.book.zoomClients().accounts.isEmpty)
    }

    @Test("goes on through whatever replaces its master's credentials, and after a restart")
    func renewed() async throws {
        let office = try Office()
        let clients = try await office.book.zoomClients()
        try await office.connect(try office.master())
        try await office.connect(office.below)
        #expect(await clients.accounts == [SimulatedAccount.below, SimulatedAccount.id])
        try await office.test.desk.replaceCredentials(
            of: SimulatedAccount.id,
            by: try #require(ZoomSecret("wrong")),
            in: office.book,
            actor: "admin"
        )
        let client = try #require(await clients.client(of: SimulatedAccount.below))
        await #expect(throws: ZoomAPI.ZoomFailure.self) {
            try await client.all(of: UserCalls.list())
        }
        try await office.test.desk.replaceCredentials(
            of: SimulatedAccount.id,
            by: try #require(ZoomSecret("sample-secret")),
            in: office.book,
            actor: "admin"
        )
        let renewed = try #require(await clients.client(of: SimulatedAccount.below))
        let users = try await renewed.all(of: UserCalls.list())
        #expect(users.map(\.email) == [SimulatedAccount.hostBelow])
    }

    @Test("is looked at through its master's app, and says when that may not act for it")
    func checked() async throws {
        let office = try Office()
        try await office.connect(try office.master())
        try await office.connect(office.below)
        #expect(
            try await findings(of: office)
                == ["token", "sub_account", "scopes", "subscription_untold", "never_delivered"]
        )
        let stranger = AccountKeys(
            account: "Stranger",
            label: "Elsewhere",
            access: .throughMaster(SimulatedAccount.id)
        )
        try await office.connect(stranger)
        let reading = try await AccountWatch(office.test.desk).account(named: "Elsewhere")
        let check = try await office.test.desk.check(reading, in: office.book, actor: "admin")
        let refused = check.findings.filter { $0.key == "sub_account_refused" }
        #expect(refused.count == 1)
        #expect(refused.first?.advice.contains(":master") == true)
    }

    @Test("is covered while its master's subscription is, and raises no alarm of its own for that")
    func covered() async throws {
        let office = try Office()
        try await office.connect(try office.master())
        try await office.connect(office.below)
        office.test.account.pass(seconds: 4 * 86_400)
        let watch = AccountWatch(office.test.desk)
        let alarms = try await watch.accounts().flatMap(\.alarms)
        #expect(alarms.map(\.account) == [SimulatedAccount.id])
        try await office.test.desk.endpointValidated(
            of: SimulatedAccount.id,
            by: [1],
            at: office.test.account.now
        )
        try await office.test.desk.receiverStarts(actor: "admin")
        #expect(try await watch.accounts().map(\.isCovered) == [true, true])
    }
}
