public import EventSourcing
import ZoomAPI

/// One request that is to be sent to an endpoint now.
public struct DeliveryAttempt: Sendable, Hashable {
    /// Which delivery it is of.
    public let delivery: Int
    /// Which attempt at it, from 1.
    public let number: Int
    /// The event it tells.
    public let event: String
    /// Where it goes.
    public let url: String
    /// What it says.
    public let body: [UInt8]
    /// When it was due, simulated.
    public let dueAt: Instant
    let requestID: String
    let secret: WebhookSecret
    let isForged: Bool
    /// How long before now it says it was signed.
    let ageSeconds: Int64

    /// The headers Zoom sends with it (Zoom, *Using webhooks*).
    /// - Parameter now: What the time of the signature is to be, unless the scenario wants a stale one.
    /// - Returns: names in lower case, and values.
    public func headers(signedAt now: Instant) -> [(name: String, value: String)] {
        let timestamp = String(now.advanced(bySeconds: -ageSeconds).seconds)
        let signed = isForged ? body + [UInt8(ascii: " ")] : body
        let signature = WebhookSignature(signing: signed, timestamp: timestamp, with: secret)
        return [
            ("content-type", "application/json; charset=utf-8"),
            ("user-agent", "Zoom Marketplace/1.0a"),
            (WebhookHeaders.Name.signature, signature.text),
            (WebhookHeaders.Name.timestamp, timestamp),
            ("x-zm-request-id", requestID),
        ]
    }
}

/// What became of an attempt.
public enum DeliveryOutcome: Sendable, Hashable {
    /// The endpoint answered.
    case answered(status: Int, body: [UInt8])
    /// It did not answer within 3 s.
    case timedOut
    /// Nobody was there, or the connection broke.
    case unreachable

    /// Whether Zoom takes it as delivered (Zoom, *Using webhooks: Respond*).
    var isSuccess: Bool {
        guard case .answered(let status, _) = self else { return false }
        return (200..<300).contains(status)
    }

    /// Whether Zoom tries again: on 5xx and failed connections alone (Zoom, *Retries*).
    var isRetried: Bool {
        guard case .answered(let status, _) = self else { return true }
        return status >= 500
    }

    /// Zoom's number for it, as in its webhook logs.
    var code: Int64 {
        switch self {
        case .answered(let status, _): Int64(status)
        case .timedOut: -1
        case .unreachable: -2
        }
    }
}
