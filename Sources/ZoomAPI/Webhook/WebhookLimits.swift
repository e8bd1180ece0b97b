/// How far a delivery's timestamp may lie from now before it is flagged stale.
///
/// Zoom states no replay window. It repeats a failed delivery 5, 25 and 85 minutes after the first
/// attempt, and does not say whether a repetition carries a new timestamp (Zoom, *Using webhooks:
/// Retries*), so the past side is generous.
public enum WebhookLimits {
    /// The greatest age that is not stale.
    public static let ageSecondsMax: Int64 = 2 * 3600
    /// How far Zoom's clock may run ahead of ours.
    public static let aheadSecondsMax: Int64 = 5 * 60
    /// How long a secret that was replaced goes on: longer than Zoom repeats a delivery, and long
    /// enough for whoever changes it at Zoom and here on one day.
    public static let overlapSeconds: Int64 = 24 * 3600
}
