public import Attendance
public import EventSourcing

/// The accounts of the organisation at Zoom, and what is known of their subscriptions.
public struct AccountRegister: Projection, Hashable {
    /// What is known of each account that was ever connected or validated, by Zoom's id of it.
    public private(set) var accounts: [String: AccountRecord] = [:]

    /// No account known.
    public init() {}

    /// Whether nothing speaks against a subscription of an account having been valid all through a time.
    ///
    /// Of an account that nothing is known of, nothing does: it is judged by the receiver alone. What
    /// happens in a sub-account is delivered by its master's subscription.
    func mayHaveHeld(account: String, from start: Instant, to end: Instant) -> Bool {
        hearing(account)?.subscription.mayHaveHeld(from: start, to: end) ?? true
    }

    /// Whether a validation vouches at a moment for the subscription that delivers what happens in an
    /// account.
    public func isVouched(account: String, at moment: Instant) -> Bool {
        hearing(account)?.isVouched(at: moment) ?? false
    }

    /// The account whose subscription delivers what happens in one.
    private func hearing(_ account: String) -> AccountRecord? {
        accounts[accounts[account]?.connected?.master ?? account]
    }

    /// Takes in the next event of the log, or of an account's stream.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        switch recorded.event {
        case .accountConnected(let event):
            accounts[event.account, default: AccountRecord()].note(event)
        case .accountDefaultsSet(let event):
            accounts[event.account, default: AccountRecord()].note(event)
        case .accountSecretChanged(let event):
            accounts[event.account, default: AccountRecord()].note(event)
        case .accountRemoved(let event):
            accounts[event.account, default: AccountRecord()].note(event)
        case .endpointValidated(let fact):
            accounts[fact.account, default: AccountRecord()].note(fact)
        case .subscriptionFound(let fact):
            accounts[fact.account, default: AccountRecord()].note(fact)
        default: break
        }
    }
}

/// What is known of one account.
public struct AccountRecord: Sendable, Hashable {
    /// As what it is connected; `nil` while it is not.
    public private(set) var connected: AccountConnected?
    /// Since when it is.
    public private(set) var since: Instant?
    /// When each kind of secret was last replaced, and until when the one before goes on.
    public private(set) var changes: [AccountSecretChanged.Secret: AccountSecretChanged] = [:]
    /// How people come into its meetings of which nothing else is said.
    public private(set) var defaults = MeetingSettings()
    /// Whether and when its subscription was valid.
    public private(set) var subscription = SubscriptionLife()
    /// What Zoom last told of the subscription.
    public private(set) var found: SubscriptionFound?

    /// What Zoom last told of the subscription, unless it was validated since.
    public var standing: SubscriptionFound? {
        guard let found else { return nil }
        if let validated = subscription.lastValidation, found.at <= validated { return nil }
        return found
    }

    /// Whether a validation vouches for its subscription at a moment.
    func isVouched(at moment: Instant) -> Bool {
        guard let validated = subscription.lastValidation, !subscription.isLost else {
            return false
        }
        return moment <= EndpointRule.end(after: validated)
    }

    mutating func note(_ event: AccountConnected) {
        if connected == nil { since = event.at }
        connected = event
    }

    mutating func note(_ event: AccountDefaultsSet) { defaults = event.settings }

    mutating func note(_ event: AccountSecretChanged) { changes[event.secret] = event }

    mutating func note(_ event: AccountRemoved) {
        connected = nil
        since = nil
        changes = [:]
        defaults = MeetingSettings()
        found = nil
        subscription.note(.removed, at: event.at)
    }

    mutating func note(_ fact: EndpointValidated) { subscription.note(.validated, at: fact.at) }

    mutating func note(_ fact: SubscriptionFound) {
        if (found?.at ?? fact.at) <= fact.at { found = fact }
        switch fact.standing {
        case .valid: subscription.note(.found, at: fact.at)
        case .missing, .incomplete: subscription.note(.lost, at: fact.at)
        // Zoom goes on delivering until six validations in a row have failed.
        case .failing: break
        }
    }
}
