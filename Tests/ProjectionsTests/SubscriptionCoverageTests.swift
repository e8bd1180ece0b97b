import Attendance
import EventSourcing
import Projections
import Testing
import TestSupport

/// Rita is expected and does not come; only what is known of the account's subscription differs.
///
/// Times are hours from an origin; the run goes from 500 to 502.
@Suite("Who does not come, under a subscription")
struct SubscriptionCoverageTests {
    private static let origin: Instant = "2026-03-01T00:00:00Z"
    private static let account = SampleMeeting.heights.account

    private static func hour(_ hours: Double) -> Instant {
        Instant(microseconds: origin.microseconds + Int64(hours * 3_600_000_000))
    }

    private static func held(from start: Double, to end: Double) -> [AttendanceEvent] {
        let run = SampleMeeting.heights.run("one", start: hour(start))
        return [
            .receiverStarted(ReceiverStarted(at: origin)),
            SampleMeeting.heights.registered("Rita", registrant: "1"), run.started(),
            run.joined(.hana, hour(start)), run.ended(hour(end)),
        ]
    }

    private static func isComplete(
        _ told: [AttendanceEvent],
        from start: Double = 500,
        to end: Double = 502
    ) throws -> Bool {
        let run = SampleMeeting.heights.run("one", start: hour(start))
        return try Roll(of: held(from: start, to: end) + told).sheet(of: run).isComplete
    }

    enum Told: Sendable, CustomTestStringConvertible {
        case validated(Double)
        case found(SubscriptionFound.Standing, Double)
        case connected(Double)
        case removed(Double)

        func event(of account: String) -> AttendanceEvent {
            switch self {
            case .validated(let hour):
                .endpointValidated(
                    EndpointValidated(account: account, at: SubscriptionCoverageTests.hour(hour))
                )
            case .found(let standing, let hour):
                .subscriptionFound(
                    SubscriptionFound(
                        account: account,
                        standing: standing,
                        at: SubscriptionCoverageTests.hour(hour)
                    )
                )
            case .connected(let hour):
                .accountConnected(
                    AccountConnected(
                        account: account,
                        label: "A",
                        kind: .serverToServer,
                        plan: .pro,
                        at: SubscriptionCoverageTests.hour(hour)
                    )
                )
            case .removed(let hour):
                .accountRemoved(
                    AccountRemoved(account: account, at: SubscriptionCoverageTests.hour(hour))
                )
            }
        }

        var testDescription: String { "\(self)" }
    }

    private static func events(_ told: [Told], of account: String = account) -> [AttendanceEvent] {
        told.map { $0.event(of: account) }
    }

    @Test(
        "is absent where nothing speaks against the subscription",
        arguments: [
            [], [.connected(400)], [.validated(500)], [.validated(418)], [.validated(430)],
            [.validated(416), .validated(500)], [.validated(420), .validated(501)],
            [.connected(400), .validated(430), .validated(502.5)],
            // Before the first validation nothing is known of them.
            [.validated(503)], [.connected(490), .validated(502.1)],
            // What failed once goes on being delivered.
            [.validated(430), .found(.failing, 480)],
            [.validated(430), .found(.missing, 450), .validated(499)],
            [.validated(430), .found(.incomplete, 450), .found(.valid, 460)],
            [.validated(430), .found(.missing, 503)],
            // After it was removed nothing is known of it.
            [.validated(100), .removed(200)],
            [.validated(100), .found(.missing, 150), .removed(200)],
            [.validated(430), .removed(503)],
        ] as [[Told]]
    )
    func covered(told: [Told]) throws {
        #expect(try Self.isComplete(Self.events(told)))
    }

    @Test(
        "is unknown where it was not valid all through the run, as far as is known",
        arguments: [
            [.validated(417.9)], [.validated(100)], [.validated(410), .validated(501)],
            [.validated(100), .validated(503)],
            // The subscription may have begun with its first validation.
            [.validated(501)], [.connected(400), .validated(500.1)],
            [.validated(430), .found(.missing, 450)], [.validated(430), .found(.incomplete, 501)],
            [.found(.missing, 450)], [.validated(430), .found(.missing, 500), .validated(501)],
            [.validated(430), .found(.missing, 430)],
            [.validated(430), .removed(501)],
            [.validated(430), .found(.missing, 450), .found(.failing, 460)],
        ] as [[Told]]
    )
    func uncovered(told: [Told]) throws {
        #expect(try !Self.isComplete(Self.events(told)))
    }

    @Test("is not judged by what is known of another account")
    func others() throws {
        let told: [Told] = [.validated(100), .found(.missing, 499)]
        #expect(try Self.isComplete(Self.events(told, of: "account-2")))
    }

    @Test("is judged by the master's subscription where the account is below another")
    func below() throws {
        let master = "account-2"
        let below = AttendanceEvent.accountConnected(
            AccountConnected(
                account: Self.account,
                label: "Below",
                kind: .master,
                plan: .pro,
                master: master,
                at: Self.hour(400)
            )
        )
        #expect(try Self.isComplete([below] + Self.events([.validated(430)], of: master)))
        let lost: [Told] = [.validated(430), .found(.missing, 450)]
        #expect(try !Self.isComplete([below] + Self.events(lost, of: master)))
        #expect(try Self.isComplete([below] + Self.events(lost)))
    }

    @Test(
        "does not depend on the order in which all that became known (I-3, I-4)",
        arguments: 0..<60
    )
    func order(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let told = Self.random(using: &generator)
        let start = 0.5 * Double(Int.random(in: 900...1100, using: &generator))
        let end = start + 0.5 * Double(Int.random(in: 0...8, using: &generator))
        let expected = Self.slowly(told, from: start, to: end)
        var events = Self.events(told) + Self.held(from: start, to: end).dropFirst()
        let receiver = Self.held(from: start, to: end).prefix(1)
        let run = SampleMeeting.heights.run("one", start: Self.hour(start))
        var contents: Set<[UInt8]> = []
        for _ in 0..<4 {
            events.shuffle(using: &generator)
            let history = (receiver + events).recorded()
            var live = Roll()
            for recorded in history { live = live.evolved(with: recorded) }
            let sheet = try live.sheet(of: run)
            #expect(sheet.isComplete == expected, "seed \(seed): \(told), \(start) to \(end)")
            let rebuilt = Roll(replaying: history)
            #expect(live.accounts == rebuilt.accounts)
            contents.insert(try rebuilt.sheet(of: run).canonical.bytes)
        }
        #expect(contents.count == 1, "seed \(seed)")
    }

    /// Moments on whole hours, none twice: what is told at one moment is another test's.
    private static func random(using generator: inout SeededGenerator) -> [Told] {
        let hours = Set(
            (0..<Int.random(in: 0...7, using: &generator)).map { _ in
                Double(Int.random(in: 380...560, using: &generator))
            }
        )
        return hours.sorted().map { hour in
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: .removed(hour)
            case 1: .found(.missing, hour)
            case 2: .found(.valid, hour)
            case 3: .found(.failing, hour)
            default: .validated(hour)
            }
        }
    }

    /// The rule moment by moment, every quarter of an hour.
    private static func slowly(_ told: [Told], from start: Double, to end: Double) -> Bool {
        var kinds: Set<Bool> = []
        for moment in stride(from: start, through: end, by: 0.25) {
            var validated: Double?
            var isLost = false
            for fact in told {
                switch fact {
                case .validated(let hour) where hour <= moment: (validated, isLost) = (hour, false)
                case .removed(let hour) where hour <= moment: (validated, isLost) = (nil, false)
                case .found(.missing, let hour) where hour <= moment: isLost = true
                case .found(.valid, let hour) where hour <= moment: isLost = false
                default: break
                }
            }
            if isLost { return false }
            if let validated, moment > validated + 84 { return false }
            kinds.insert(validated != nil)
        }
        return kinds.count == 1
    }
}
