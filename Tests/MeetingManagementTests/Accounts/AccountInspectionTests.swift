import Attendance
import EventSourcing
import Projections
import TestSupport
import Testing
import ZoomAPI
import ZoomSimulator

@testable import MeetingManagement

@Suite("Looking at an account")
struct AccountInspectionTests {
    private static let now: Instant = "2026-03-09T10:00:00Z"

    /// What is found of an account that was last validated and delivered to so many hours ago, and
    /// whose Zoom lists these subscriptions.
    private static func inspect(
        validatedHoursAgo: Int64? = nil,
        deliveredHoursAgo: Int64? = nil,
        listing webhooks: [ScenarioWebhook]
    ) async throws -> (keys: [String], standing: SubscriptionFound.Standing?) {
        func ago(_ hours: Int64) -> Instant { now.advanced(bySeconds: -hours * 3600) }
        let connected = AccountConnected(
            account: SimulatedAccount.id,
            label: "sample",
            kind: .serverToServer,
            plan: .pro,
            authorisation: nil,
            api: nil,
            at: ago(1000)
        )
        var events: [AttendanceEvent] = [.accountConnected(connected)]
        if let hours = validatedHoursAgo {
            let fact = EndpointValidated(account: SimulatedAccount.id, at: ago(hours))
            events.append(.endpointValidated(fact))
        }
        let register = AccountRegister(replaying: events.recorded())
        let zoom = SimulatedAccount(now: now) { $0.accounts[0].webhooks = webhooks }
        let client = try #require(zoom.client(over: zoom))
        let inspection = AccountInspection(
            account: AccountReading(
                connected: connected,
                since: ago(1000),
                record: try #require(register.accounts[SimulatedAccount.id]),
                lastDelivery: deliveredHoursAgo.map(ago),
                isCovered: false,
                alarms: []
            ),
            keys: nil,
            client: client,
            master: nil,
            now: now
        )
        let (findings, found) = await inspection.subscription(client)
        return (findings.map(\.key), found?.standing)
    }

    @Test(
        "a list without subscriptions says nothing of one that delivers, and else that there is none"
    )
    func unlisted() async throws {
        for (validated, delivered) in [(1, nil), (nil, 80), (400, 2)] as [(Int64?, Int64?)] {
            let found = try await Self.inspect(
                validatedHoursAgo: validated,
                deliveredHoursAgo: delivered,
                listing: []
            )
            #expect(found.keys == ["subscription_unlisted"])
            #expect(found.standing == nil)
        }
        for (validated, delivered) in [(nil, nil), (100, 90)] as [(Int64?, Int64?)] {
            let found = try await Self.inspect(
                validatedHoursAgo: validated,
                deliveredHoursAgo: delivered,
                listing: []
            )
            #expect(found.keys == [AccountAlarm.Kind.subscriptionMissing.rawValue])
            #expect(found.standing == .missing)
        }
    }

    @Test("subscriptions of one endpoint may share the events; those of another deliver elsewhere")
    func shared() async throws {
        let needed = NeededEvents.ofPresence
        let (here, elsewhere) = ("http://here.invalid/zoom", "http://elsewhere.invalid/zoom")
        func found(_ webhooks: ScenarioWebhook...) async throws -> SubscriptionFound.Standing? {
            try await Self.inspect(validatedHoursAgo: 1, listing: webhooks).standing
        }
        let first = Array(needed.prefix(2))
        let rest = Array(needed.dropFirst(2))
        #expect(
            try await found(
                ScenarioWebhook(url: here, events: first),
                ScenarioWebhook(url: here, events: rest)
            ) == .valid
        )
        #expect(
            try await found(
                ScenarioWebhook(url: here, events: first),
                ScenarioWebhook(url: elsewhere, events: rest)
            ) == .incomplete
        )
        #expect(try await found(ScenarioWebhook(url: here)) == .valid)
    }
}
