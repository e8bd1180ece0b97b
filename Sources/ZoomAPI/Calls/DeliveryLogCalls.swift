public import EventSourcing

/// What Zoom noted of one attempt to deliver an event.
///
/// Bodies and headers are not read: Zoom logs them with personal data.
public struct ZoomDeliveryLog: Sendable, Hashable {
    /// Zoom's name of the event.
    public var event: String?
    /// The HTTP status of our answer.
    public var status: Int64?
    /// Why it failed, by Zoom's number; 0 or absent where it did not.
    public var failureType: Int64?
    /// Of which subscription it was.
    public var subscriptionID: String?
    /// When it was sent.
    public var sentAt: Instant?
    /// The request's id, which came with the delivery.
    public var requestID: String?
    /// Which attempt it was, 0 being the first.
    public var retry: Int64?

    /// Reads an entry; what is missing is `nil`.
    init(json: JSON) {
        self.event = json.text("event")
        self.status = json.count("status")
        self.failureType = json.count("failed_reason_type")
        self.subscriptionID = json.text("subscription_id")
        self.sentAt = json.instant("date_time")
        self.requestID = json.text("request_id")
        self.retry = json.count("retry_num")
    }
}

/// The log of deliveries that Zoom keeps (Zoom API, *Marketplace: webhook logs*).
public enum DeliveryLogCalls {
    /// The attempts of some days, of an app by its client id.
    public static func list(
        ofApp clientID: String,
        during days: ZoomDays
    ) -> ZoomCall<ZoomPage<ZoomDeliveryLog>> {
        .page(
            ZoomOperation(
                .get,
                [
                    .word("marketplace"), .word("apps"), .argument("appId", clientID),
                    .word("webhook_logs"),
                ],
                .medium,
                scopes: ZoomScope.any(
                    of: "marketplace",
                    .read,
                    "list_webhook_logs",
                    classic: "app"
                ),
                query: ["from": days.first.description, "to": days.last.description]
            ),
            listing: "webhook_logs",
            element: ZoomDeliveryLog.init
        )
    }
}
