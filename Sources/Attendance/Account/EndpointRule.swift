public import EventSourcing

/// How long a validation of an endpoint vouches for its subscription.
public enum EndpointRule {
    /// Zoom validates an endpoint so often, in seconds (Zoom, *Using webhooks: Validate your webhook
    /// endpoint*: every 72 hours).
    public static let periodSeconds: Int64 = 72 * 3600
    /// How much later than that it may come, in seconds: Zoom does not promise the minute.
    public static let marginSeconds: Int64 = 12 * 3600

    /// Until when a validation vouches for the subscription.
    public static func end(after validation: Instant) -> Instant {
        validation.advanced(bySeconds: periodSeconds + marginSeconds)
    }
}
