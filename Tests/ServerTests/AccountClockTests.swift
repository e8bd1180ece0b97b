import EventSourcing
import EventStore
import Foundation
import MeetingManagement
import Synchronization
import TestSupport
import Testing
import ZoomAPI

@testable import Server

@Suite("The watch over accounts")
struct AccountClockTests {
    private static let start: Instant = "2026-03-09T12:00:00Z"

    /// An organisation with one account, by a clock that is set by hand.
    private struct Office {
        let desk: Desk
        let book: AccountBook
        private let time: Time

        private final class Time: Sendable { let now = Mutex(AccountClockTests.start) }

        init(over log: (@escaping @Sendable () -> Instant) throws -> any EventLog) async throws {
            let time = Time()
            let now = { @Sendable in time.now.withLock { $0 } }
            self.time = time
            desk = Desk(
                log: try log(now),
                index: MemoryEventIndex(),
                key: try #require(OrganisationKey(bytes: Array(0..<32))),
                edges: Edges(now: now, random: Edges.live.random)
            )
            let webhooks = WebhookSecrets(WebhookAuthenticator(secrets: []))
            book = AccountBook(MemoryVault(), webhooks: webhooks, now: now)
            let keys = AccountKeys(
                account: WebhookSample.account,
                label: "Academy",
                credentials: .serverToServer(
                    accountID: WebhookSample.account,
                    clientID: "client",
                    clientSecret: try #require(ZoomSecret("client-secret"))
                ),
                webhook: WebhookKeys(try #require(ZoomSecret("webhook-secret")))
            )
            try await desk.connect(keys, in: book, actor: "admin")
        }

        func pass(hours: Int64) {
            time.now.withLock { $0 = $0.advanced(bySeconds: hours * 3600) }
        }
    }

    /// Runs the clock of an office beside a test.
    private static func run(
        _ office: Office,
        _ test: @Sendable (TestPause, LogLines) async throws -> Void
    ) async throws {
        let pause = TestPause()
        let lines = LogLines()
        let clock = AccountClock(
            watch: AccountWatch(office.desk),
            periodSeconds: 60,
            logger: lines.logger,
            pause: pause.pause
        )
        let running = Task { try await clock.run() }
        try await test(pause, lines)
        running.cancel()
        // It ends though it waits.
        try await running.value
    }

    @Test("says once that an alarm begins, with what to do, and once that it is over")
    func once() async throws {
        let office = try await Office { MemoryEventLog(now: $0) }
        try await Self.run(office) { pause, lines in
            #expect(await pause.next() == .seconds(60))
            #expect(lines.all.isEmpty)
            office.pass(hours: 100)
            #expect(await pause.endAndNext() == .seconds(60))
            let begun = lines.all
            #expect(begun.count == 1)
            #expect(begun[0].hasPrefix("error: alarm account=Academy advice="))
            #expect(begun[0].contains(" alarm=never_validated sentence="))
            office.pass(hours: 1)
            _ = await pause.endAndNext()
            #expect(lines.all == begun)
            try await office.desk.endpointValidated(
                of: WebhookSample.account,
                by: [1],
                at: office.desk.edges.now()
            )
            _ = await pause.endAndNext()
            let over = "notice: alarm is over account=Academy alarm=never_validated"
            #expect(lines.all == begun + [over])
            _ = await pause.endAndNext()
            #expect(lines.all.count == 2)
        }
    }

    @Test("goes on where the log cannot be read, and says so each time")
    func unreadable() async throws {
        let directory = try TemporaryDirectory()
        let office = try await Office { now in
            try EventStore(
                opening: directory.url,
                master: .file(directory.url.appendingPathComponent("key")),
                now: now
            )
        }
        await (office.desk.log as? EventStore)?.close()
        try await Self.run(office) { pause, lines in
            _ = await pause.next()
            _ = await pause.endAndNext()
            #expect(lines.all.count == 2)
            for line in lines.all {
                #expect(line.hasPrefix("error: accounts are not watched reason="))
            }
        }
    }
}
