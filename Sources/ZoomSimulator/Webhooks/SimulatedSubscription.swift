import EventSourcing

/// An endpoint that an account's events go to.
struct SimulatedSubscription: Sendable {
    var id: String
    var accountID: String
    /// Other accounts whose events go there.
    var otherAccounts: Set<String> = []
    var name: String
    var url: String
    /// The events it wants, or `*`.
    var events: [String]
    var state = State.unvalidated
    /// How many validations failed in a row.
    var failures: Int64 = 0
    /// Counts the validations, so that each has a token of its own.
    var validations = 0

    enum State: String, Sendable {
        /// It never answered a validation rightly; nothing is sent to it.
        case unvalidated
        /// Events go to it.
        case active
        /// It failed too often; nothing is sent to it any more.
        case disabled
        /// It was deleted; it keeps its place, by which the chances of the others go.
        case deleted
    }

    /// Whether it is the account's own, or hears of it.
    func isOf(_ account: String) -> Bool {
        accountID == account || otherAccounts.contains(account)
    }

    func wants(_ event: String) -> Bool { events.contains("*") || events.contains(event) }
}

/// Something that is told to one endpoint.
struct SimulatedDelivery: Sendable {
    var subscription: String
    var event: String
    var body: [UInt8]
    var fate: Fate
    var dueAt: Instant
    /// The token that has to come back encrypted, in validations.
    var plainToken: String?
    var attempts: [Attempt] = []
    var state = State.waiting

    /// What chance does with it.
    enum Fate: Sendable, Hashable {
        case ordinary
        case lost
        case late(milliseconds: Int64)
        case duplicate
        case forged
        case stale
        case stray
    }

    enum State: String, Sendable {
        /// It is still to be delivered, or tried again.
        case waiting
        /// It was answered 2xx.
        case delivered
        /// It never left Zoom.
        case lost
        /// It was answered 3xx or 4xx, and is never sent again.
        case refused
        /// All attempts failed.
        case givenUp = "given up"
    }

    struct Attempt: Sendable {
        var at: Instant
        var outcome: DeliveryOutcome?
    }
}

extension SimulatedDelivery.Fate {
    var word: String {
        switch self {
        case .ordinary: "ordinary"
        case .lost: "lost"
        case .late: "late"
        case .duplicate: "duplicate"
        case .forged: "forged"
        case .stale: "stale"
        case .stray: "stray"
        }
    }
}
