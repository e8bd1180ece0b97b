public import EventSourcing

/// The secrets that an account's deliveries may be signed with: the one in use, and those it
/// replaced for as long as deliveries signed with them may still come.
public struct WebhookSecretRotation: Sendable, Hashable {
    /// A secret that was replaced.
    public struct Replaced: Sendable, Hashable {
        /// The secret.
        public let secret: WebhookSecret
        /// Until when it verifies.
        public let validUntil: Instant
    }

    /// The secret in use.
    public private(set) var current: WebhookSecret
    /// Those it replaced, the latest first.
    public private(set) var replaced: [Replaced]

    /// Begins with one secret.
    public init(_ current: WebhookSecret) {
        self.current = current
        self.replaced = []
    }

    /// Puts another secret in use; the one before goes on for a while.
    /// - Parameters:
    ///   - secret: The new secret; the one in use already changes nothing.
    ///   - now: When it is replaced.
    ///   - overlapSeconds: How long the one before still verifies.
    public mutating func replace(
        by secret: WebhookSecret,
        at now: Instant,
        overlapSeconds: Int64 = WebhookLimits.overlapSeconds
    ) {
        guard secret != current else { return }
        let end = now.advanced(bySeconds: max(overlapSeconds, 0))
        replaced = replaced.filter { $0.validUntil > now && $0.secret != secret }
        replaced.insert(Replaced(secret: current, validUntil: end), at: 0)
        current = secret
    }

    /// The secrets that verify at an instant, the one in use first.
    public func valid(at now: Instant) -> [WebhookSecret] {
        [current] + replaced.filter { now < $0.validUntil }.map(\.secret)
    }
}

extension WebhookAuthenticator {
    /// Creates an authenticator for the accounts' secrets as they are valid at an instant.
    public init(
        _ rotations: [WebhookSecretRotation],
        at now: Instant,
        verificationTokens: [WebhookSecret] = []
    ) {
        self.init(
            secrets: rotations.flatMap { $0.valid(at: now) },
            verificationTokens: verificationTokens
        )
    }
}
