public import EventSourcing
import ZoomAPI

/// A Zoom: its accounts, meetings and what happens in them, as a value that time and calls change.
///
/// It reads no clock and opens no socket. ``advance(to:)`` lets simulated time pass and says what is to
/// be delivered; ``answer(_:)`` answers a call; ``report(_:of:)`` takes what became of a delivery. Two
/// of the same scenario, seed and calls do the same.
public struct SimulatedZoom: Sendable {
    /// What it plays.
    public let scenario: Scenario
    /// What the time is, simulated.
    public internal(set) var now: Instant
    /// How many of its seconds a client's second lasts: what is lent to clients, such as tokens, lasts
    /// that much longer, since they live in real time.
    public var pace: Int64 = 1
    /// Where it is reached: what join and download links begin with.
    public var address: String

    /// Resolves a zone by its IANA name and a time near which it is asked about.
    public typealias Zones = @Sendable (_ identifier: String, _ around: Instant) -> ZoneRules?

    let begun: Instant
    let zones: Zones
    let names: Names
    var seed: UInt64 { scenario.seed }

    var agenda = Agenda<Happening>()
    var users: [SimulatedUser] = []
    var grants: [String: AccessGrant] = [:]
    var tokensIssued = 0
    var meetings: [Int64: SimulatedMeeting] = [:]
    var meetingsPlanned = 0
    var instances: [String: SimulatedInstance] = [:]
    /// The uuids of instances in the order of their beginning.
    var instanceOrder: [String] = []
    var subscriptions: [SimulatedSubscription] = []
    var deliveries: [SimulatedDelivery] = []
    var attempts: [DeliveryAttempt] = []
    var notices: [String] = []
    var noticeCounts: [String: Int] = [:]
    var gatherings: Set<String> = []

    var calls = CallLedger()
    var rates = RateMeter()
    var faults: [Fault] = []
    var pages: [String: PagePlace] = [:]
    var creations: [String: DayCount] = [:]
    var downloads: [String: DownloadGrant] = [:]
    var links: [String: FileLink] = [:]

    /// Sets the stage: the accounts with their webhooks, and what the scenario plans.
    /// - Parameters:
    ///   - scenario: What is played.
    ///   - start: When simulated time begins, unless the scenario says.
    ///   - address: Where the simulator is reached.
    ///   - zones: The rules of time zones.
    public init(
        _ scenario: Scenario,
        startingAt start: Instant,
        address: String = "http://127.0.0.1",
        zones: @escaping Zones
    ) {
        self.scenario = scenario
        self.begun = scenario.start ?? start
        self.now = begun
        self.address = address
        self.zones = zones
        self.names = Names(seed: scenario.seed)
        for account in scenario.accounts {
            for user in account.users { addUser(user, of: account.id) }
            for webhook in account.webhooks {
                subscribe(account: account.id, url: webhook.url, events: webhook.events)
            }
        }
        for index in scenario.meetings.indices
        where scenario.meetings[index].plannedBy == .scenario {
            // After the endpoints were validated, so that the first events find them.
            agenda.note(.plan(index), at: now.advanced(bySeconds: Self.planningSeconds))
        }
        for fault in scenario.faults { agenda.note(.trouble(fault.fault), at: fault.at) }
    }

    /// How long after the start the scenario's meetings are planned.
    static let planningSeconds: Int64 = 60
    /// How long planning waits for endpoints to prove themselves.
    static let patienceSeconds: Int64 = 3600

    private mutating func addUser(_ user: ScenarioUser, of account: String) {
        users.append(
            SimulatedUser(
                id: names.id("user", user.email),
                accountID: account,
                profile: user,
                personalNumber: names.meetingNumber(900 + users.count),
                createdAt: now.advanced(bySeconds: -400 * 86_400)
            )
        )
    }

    /// Lets simulated time pass.
    /// - Parameter time: Until when; an earlier one changes nothing.
    /// - Returns: what is to be delivered now, in the order in which it was due.
    public mutating func advance(to time: Instant) -> [DeliveryAttempt] {
        while let next = agenda.take(dueBy: time) {
            now = max(now, next.time)
            happen(next.item)
        }
        now = max(now, time)
        defer { attempts = [] }
        return attempts
    }

    /// When next something happens, unless a call comes before.
    public var nextTime: Instant? { agenda.nextTime }

    private mutating func happen(_ happening: Happening) {
        switch happening {
        case .plan(let index): plan(index)
        case .gather(let number, let occurrence): gather(number: number, occurrence: occurrence)
        case .scene(let scene): play(scene)
        case .attempt(let delivery): attempt(delivery)
        case .validation(let subscription): validate(subscription)
        case .recorded(let uuid): finishRecording(of: uuid)
        case .transcribed(let uuid): finishTranscript(of: uuid)
        case .trouble(let fault): faults.append(fault)
        }
    }

    /// Plans a meeting of the scenario, once the endpoints are there to hear of it.
    private mutating func plan(_ index: Int) {
        let isAwaited = subscriptions.contains { $0.state == .unvalidated }
        guard isAwaited, begun.seconds(to: now) < Self.patienceSeconds else {
            planMeeting(scenario.meetings[index], script: index)
            return
        }
        agenda.note(.plan(index), at: now.advanced(bySeconds: Self.planningSeconds))
    }

    /// Whether Zoom is down by the scenario.
    var outage: ScenarioOutage? { scenario.outages.first { $0.holds(at: now) } }
}

/// What happens at a time.
enum Happening: Sendable {
    /// The scenario plans a meeting.
    case plan(Int)
    /// People get ready for an occurrence.
    case gather(number: Int64, occurrence: SimulatedOccurrence)
    /// Somebody comes, goes or moves.
    case scene(Scene)
    /// A delivery is attempted.
    case attempt(Int)
    /// An endpoint is validated.
    case validation(String)
    /// A recording is ready.
    case recorded(String)
    /// Its transcript is ready.
    case transcribed(String)
    /// Something begins to go wrong.
    case trouble(Fault)
}
