public import Attendance
public import EventSourcing
public import Projections

/// An account that is connected, with how it is heard.
public struct AccountReading: Sendable, Hashable {
    /// As what it is connected.
    public var connected: AccountConnected
    /// Since when.
    public var since: Instant
    /// What is known of it.
    public var record: AccountRecord
    /// When something of it was last delivered; `nil` where nothing ever was.
    public var lastDelivery: Instant?
    /// Whether what happens now is covered: the receiver runs, and the subscription is known to be valid.
    public var isCovered: Bool
    /// What is wrong.
    public var alarms: [AccountAlarm]

    /// The account as the API and the command list it; no secret.
    public var json: JSON {
        [
            "id": .string(connected.account),
            "label": .string(connected.label),
            "credentials": .string(connected.kind.rawValue),
            "plan": .string(connected.plan.rawValue),
            "authorisation": .optional(connected.authorisation),
            "api": .optional(connected.api),
            "master": .optional(connected.master),
            "since": .time(since),
            "defaults": record.defaults.json,
            "last_delivery": .time(lastDelivery),
            "last_validation": .time(record.subscription.lastValidation),
            "subscription": .optional(record.standing?.standing.rawValue),
            "former_secret_until": .time(record.changes[.webhook]?.formerUntil),
            "covered": .bool(isCovered),
            "alarms": .array(alarms.map(\.json)),
        ]
    }
}
