/// What happens to deliveries on their way: shares of 0…1 of them, and rules for certain ones.
public struct DeliveryDisorder: Sendable, Hashable {
    /// Never arrive.
    public var lost = 0.0
    /// Arrive twice, byte for byte.
    public var duplicated = 0.0
    /// Arrive late, after what happened later.
    public var reordered = 0.0
    /// How late those may be.
    public var latenessSecondsMax: Int64 = 90
    /// Recordings that are told twice at once, with different download tokens (measured).
    public var nearlyDuplicated = 0.0
    /// Are accompanied by a copy with a wrong signature.
    public var forged = 0.0
    /// Are accompanied by a copy that was signed three hours ago.
    public var stale = 0.0
    /// Hold members that no documentation has.
    public var unknownFields = 0.05
    /// Are accompanied by an event that no documentation has.
    public var unknownEvents = 0.0
    /// When an attempt that failed is repeated, in seconds after it.
    public var retriesAfterSeconds: [Int64] = [300, 1200, 3600]
    /// Whether a repetition carries the timestamp of the first attempt; Zoom does not say.
    public var retriesKeepTimestamp = false
    /// How often endpoints are validated.
    public var validationHours: Int64 = 72
    /// After how many failed validations in a row a subscription is disabled.
    public var validationFailuresMax: Int64 = 6
    /// What happens to certain deliveries; the first rule that fits counts, before the shares.
    public var rules: [DeliveryRule] = []

    /// Creates the disorder of a Zoom that loses, repeats and misorders nothing.
    public init() {}
}

/// What happens to certain deliveries.
public struct DeliveryRule: Sendable, Hashable {
    /// The event's name, or its beginning up to a `*`.
    public var event: String
    /// The participant's or registrant's e-mail address or name; `nil` for anybody.
    public var person: String?
    /// To which share of them, 0…1.
    public var share: Double
    /// What is done.
    public var action: Action

    /// What may be done.
    public enum Action: Sendable, Hashable {
        /// It never arrives.
        case lose
        /// It arrives twice.
        case duplicate
        /// It arrives so many seconds late.
        case delay(seconds: Int64)
        /// It arrives as if there were no disorder.
        case deliver
    }

    /// Creates a rule.
    public init(event: String, person: String? = nil, share: Double = 1, action: Action) {
        self.event = event
        self.person = person
        self.share = share
        self.action = action
    }

    func fits(event name: String, people: Set<String>) -> Bool {
        let isNamed =
            event.hasSuffix("*") ? name.hasPrefix(event.dropLast()) : name == event
        return isNamed && (person.map { people.contains($0) } ?? true)
    }
}
