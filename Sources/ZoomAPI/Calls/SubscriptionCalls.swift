import EventSourcing

/// Which events Zoom delivers, and where to.
public struct ZoomSubscription: Sendable, Hashable {
    /// Zoom's id of the subscription; absent until Zoom has given one.
    public var id: String?
    /// What people call it.
    public var name: String?
    /// Zoom's names of the events, such as `meeting.ended`.
    public var events: [String]
    /// Where deliveries go.
    public var address: String?
    /// For whose events: `account`, `user` or `master_account`.
    public var scope: String?
    /// The account whose events they are, where it is not the one the app belongs to; it is sent and
    /// not answered.
    public var accountID: String?

    /// Creates a subscription to be made, for the whole account.
    public init(name: String, events: [String], address: String) {
        self.name = name
        self.events = events
        self.address = address
        self.scope = "account"
    }

    /// Reads a subscription; `nil` without an id.
    ///
    /// What it sends besides a signature is not read: it holds secrets.
    init?(json: JSON) {
        guard let id = json.text("event_subscription_id") else { return nil }
        self.id = id
        self.name = json.text("event_subscription_name")
        self.events = json.elements("events").compactMap(\.string)
        self.address = json.text("event_webhook_url")
        self.scope = json.text("subscription_scope")
    }

    var json: JSON {
        .members([
            "event_subscription_name": name.map(JSON.string),
            "events": .array(events.map(JSON.string)),
            "event_webhook_url": address.map(JSON.string),
            "subscription_scope": scope.map(JSON.string),
            "account_id": accountID.map(JSON.string),
        ])
    }
}

/// The operations on event subscriptions (Zoom, *Using webhooks: Configure webhooks via Zoom API*).
///
/// They reach the subscriptions that were made by them, not those made on the app's page. What is
/// delivered and where to cannot be changed: another subscription is made, and the old one deleted.
/// Zoom's pages name no rate class for them, so they are held to that of lists.
public enum SubscriptionCalls {
    private static let path: [ZoomOperation.Segment] = [
        .word("marketplace"), .word("app"), .word("event_subscription"),
    ]

    /// Apps have these scopes by themselves; there are no classic ones.
    private static func scopes(_ verb: ZoomScope.Verb, _ object: String) -> [String] {
        ["marketplace:\(verb.rawValue):\(object)"]
    }

    /// The subscriptions of the app, or those of them that deliver an account's events.
    public static func list(
        of accountID: String? = nil
    ) -> ZoomCall<ZoomPage<ZoomSubscription>> {
        .page(
            ZoomOperation(
                .get,
                path,
                .medium,
                scopes: scopes(.read, "list_event_subscriptions"),
                query: [
                    "account_id": accountID,
                    "subscription_scope": accountID.map { _ in "account" },
                ]
            ),
            listing: "event_subscriptions",
            element: ZoomSubscription.init
        )
    }

    /// Subscribes; Zoom validates the address at once (``EndpointValidation``).
    /// - Returns: a call that answers the subscription's id.
    /// - Throws: ``ZoomInputFault`` for one without events or address.
    public static func create(
        _ subscription: ZoomSubscription
    ) throws(ZoomInputFault) -> ZoomCall<String> {
        try check(subscription)
        let operation = ZoomOperation(
            .post,
            path,
            .medium,
            scopes: scopes(.write, "event_subscription"),
            body: subscription.json
        )
        return ZoomCall(operation) { (answer) throws(ZoomAnswerFault) in
            guard let id = answer.json.text("event_subscription_id") else {
                throw .missing("event_subscription_id")
            }
            return id
        }
    }

    /// Adds an account to those whose events a subscription delivers.
    public static func subscribe(_ accountID: String, to id: String) -> ZoomCall<Void> {
        ZoomCall(
            ZoomOperation(
                .patch,
                path + [.argument("eventSubscriptionId", id)],
                .medium,
                scopes: scopes(.update, "event_subscription"),
                body: ["account_id": .string(accountID)]
            )
        )
    }

    /// Takes an account from those whose events a subscription delivers.
    public static func unsubscribe(_ accountID: String, from id: String) -> ZoomCall<Void> {
        ZoomCall(
            ZoomOperation(
                .delete,
                path,
                .medium,
                scopes: scopes(.delete, "event_subscription"),
                query: ["event_subscription_id": id, "account_id": accountID]
            )
        )
    }

    /// Ends a subscription: nothing more is delivered.
    public static func delete(_ id: String) -> ZoomCall<Void> {
        ZoomCall(
            ZoomOperation(
                .delete,
                path + [.argument("eventSubscriptionId", id)],
                .medium,
                scopes: scopes(.delete, "event_subscription")
            )
        )
    }

    private static func check(_ subscription: ZoomSubscription) throws(ZoomInputFault) {
        guard !subscription.events.isEmpty else { throw .empty(field: "events") }
        guard subscription.scope != nil else { throw .empty(field: "subscription_scope") }
        guard let address = subscription.address, ZoomURL(address) != nil else {
            throw .empty(field: "event_webhook_url")
        }
    }
}
