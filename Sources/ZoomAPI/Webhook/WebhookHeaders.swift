public import EventSourcing

/// The headers of a delivery that say where it comes from.
public struct WebhookHeaders: Sendable, Hashable {
    /// The names of the headers, in lower case.
    public enum Name {
        /// `v0=` and an HMAC of the delivery.
        public static let signature = "x-zm-signature"
        /// When the delivery was signed, in seconds since 1970.
        public static let timestamp = "x-zm-request-timestamp"
        /// The older *Verification Token*, in clear.
        public static let authorization = "authorization"
    }

    /// `x-zm-signature`.
    public var signature: WebhookSignature?
    /// `x-zm-request-timestamp`, as received.
    public var timestamp: String?
    /// `authorization`, as received.
    public var authorization: String?

    /// Takes the headers from wherever the server keeps them; the closure is asked for each
    /// ``Name`` and answers `nil` for a header that was not sent.
    public init(_ value: (String) -> String?) {
        self.signature = value(Name.signature).map(WebhookSignature.init)
        self.timestamp = value(Name.timestamp)
        self.authorization = value(Name.authorization)
    }

    /// The headers Zoom would send with a body at a given time.
    public init(signing body: [UInt8], at now: Instant, with secret: WebhookSecret) {
        let timestamp = String(now.seconds)
        self.signature = WebhookSignature(signing: body, timestamp: timestamp, with: secret)
        self.timestamp = timestamp
        self.authorization = nil
    }
}

extension WebhookHeaders: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Which headers are there; `authorization` may hold a secret, so no value is printed.
    public var description: String {
        let names = [
            signature.map { _ in Name.signature }, timestamp.map { _ in Name.timestamp },
            authorization.map { _ in Name.authorization },
        ]
        return names.compactMap(\.self).joined(separator: ", ")
    }
    /// Which headers are there.
    public var debugDescription: String { description }
    /// Which headers are there.
    public var customMirror: Mirror { Mirror(self, children: ["names": description]) }
}
