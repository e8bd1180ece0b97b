public import EventSourcing

/// What a simulated Zoom plays: whose accounts there are, what is planned, who comes, and what goes
/// wrong on the way.
public struct Scenario: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// From what all decisions are drawn: the same seed, the same run.
    public var seed: UInt64
    /// When simulated time begins; `nil` for when the simulator is started.
    public var start: Instant?
    /// The accounts.
    public var accounts: [ScenarioAccount]
    /// The people who come.
    public var people: [ScenarioPerson]
    /// Meetings and webinars.
    public var meetings: [ScenarioMeeting]
    /// How registrants behave in meetings that a client planned and the scenario does not name.
    public var registrants: AttendanceHabits
    /// What happens to deliveries.
    public var deliveries: DeliveryDisorder
    /// When Zoom is down.
    public var outages: [ScenarioOutage]
    /// How reports come.
    public var reports: ReportHabits
    /// What is to go wrong with calls, and when.
    public var faults: [ScheduledFault]

    /// Creates a scenario of accounts, in which all goes well until more is set.
    public init(name: String, seed: UInt64, start: Instant?, accounts: [ScenarioAccount]) {
        self.name = name
        self.seed = seed
        self.start = start
        self.accounts = accounts
        self.people = []
        self.meetings = []
        self.registrants = AttendanceHabits()
        self.deliveries = DeliveryDisorder()
        self.outages = []
        self.reports = ReportHabits()
        self.faults = []
    }
}

/// An account at the simulated Zoom.
public struct ScenarioAccount: Sendable, Hashable {
    /// Zoom's id of it.
    public var id: String
    /// The app's client id.
    public var clientID: String
    /// The app's client secret.
    public var clientSecret: String
    /// The app's *Secret Token*, which signs deliveries.
    public var secretToken: String
    /// What it pays for, which sets its rate limits.
    public var plan: ZoomPlan
    /// What its tokens may do; `nil` for everything.
    public var scopes: [String]?
    /// How many may be registered through the API for one of its meetings or webinars; `nil` for as
    /// many as Zoom documents, 4 999 and 10 000.
    public var registrantsMax: Int64?
    /// The accounts below it, which its tokens may act for.
    public var subaccounts: [String]
    /// Its users, of which the first acts where none is named.
    public var users: [ScenarioUser]
    /// Where it sends events from the beginning.
    public var webhooks: [ScenarioWebhook]

    /// Creates an account without users and webhooks.
    public init(id: String, clientID: String, clientSecret: String, secretToken: String) {
        self.id = id
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.secretToken = secretToken
        self.plan = .business
        self.scopes = nil
        self.registrantsMax = nil
        self.subaccounts = []
        self.users = []
        self.webhooks = []
    }
}

/// What an account pays for (Zoom API, *Rate limits*).
public enum ZoomPlan: String, Sendable, Hashable, CaseIterable {
    /// Nothing.
    case free
    /// Pro.
    case pro
    /// Business, education, enterprise and partners.
    case business
}

/// A user of an account, who may host.
public struct ScenarioUser: Sendable, Hashable {
    /// The e-mail address.
    public var email: String
    /// The first name.
    public var firstName: String
    /// The last name.
    public var lastName: String
    /// The zone, an IANA name.
    public var timezone: String
    /// The ids of the groups they are in.
    public var groups: [String]

    /// Creates a user.
    public init(
        email: String,
        firstName: String,
        lastName: String,
        timezone: String = "UTC",
        groups: [String] = []
    ) {
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.timezone = timezone
        self.groups = groups
    }

    /// The name in meetings.
    var displayName: String { "\(firstName) \(lastName)" }
}

/// Where an account sends events.
public struct ScenarioWebhook: Sendable, Hashable {
    /// The address.
    public var url: String
    /// The events it wants; `*` stands for all.
    public var events: [String]

    /// Creates an endpoint that wants events, all unless said otherwise.
    public init(url: String, events: [String] = ["*"]) {
        self.url = url
        self.events = events
    }
}

/// Somebody who comes to meetings.
public struct ScenarioPerson: Sendable, Hashable {
    /// The first name.
    public var firstName: String
    /// The last name.
    public var lastName: String
    /// The e-mail address, by which a registrant is known.
    public var email: String

    /// Creates a person.
    public init(firstName: String, lastName: String, email: String) {
        self.firstName = firstName
        self.lastName = lastName
        self.email = email
    }

    /// The name in meetings.
    var displayName: String { lastName.isEmpty ? firstName : "\(firstName) \(lastName)" }
}

/// A time in which Zoom is down.
public struct ScenarioOutage: Sendable, Hashable {
    /// When it begins.
    public var from: Instant
    /// How long it lasts.
    public var seconds: Int64
    /// Whether deliveries of that time are lost, not late.
    public var losesDeliveries: Bool

    /// Creates an outage; deliveries come after it unless they are to be lost.
    public init(from: Instant, seconds: Int64, losesDeliveries: Bool = false) {
        self.from = from
        self.seconds = seconds
        self.losesDeliveries = losesDeliveries
    }

    var end: Instant { from.advanced(bySeconds: seconds) }

    func holds(at time: Instant) -> Bool { from <= time && time < end }
}
