/// Whether a delivery comes from Zoom.
public enum WebhookVerdict: Sendable, Hashable {
    /// It does; `stale` says that its timestamp lies outside ``WebhookLimits``.
    ///
    /// That is a remark and no refusal: Zoom repeats a delivery for up to 85 minutes, and what is
    /// refused it never sends again.
    case authentic(by: WebhookProof, stale: Bool)
    /// Nothing shows that it does.
    case refused(WebhookRefusal)
}

/// What proved that a delivery comes from Zoom.
public enum WebhookProof: Sendable, Hashable {
    /// The signature, made with this secret; it also answers ``EndpointValidation``.
    case signature(WebhookSecret)
    /// The older verification token.
    case verificationToken(WebhookSecret)

    /// The secret or token that proved it.
    public var secret: WebhookSecret {
        switch self {
        case .signature(let secret), .verificationToken(let secret): secret
        }
    }

    /// The label of the account or app that the delivery belongs to.
    public var label: String { secret.label }
}

/// Why a delivery was refused.
///
/// It names headers, never their values.
public enum WebhookRefusal: String, Error, Sendable, Hashable, CustomStringConvertible {
    /// There is neither a signature nor an accepted token.
    case unsigned = "the request has no x-zm-signature and no accepted verification token"
    /// There is no timestamp.
    case noTimestamp = "the request has no x-zm-request-timestamp"
    /// The timestamp is not a plain number.
    case malformedTimestamp = "x-zm-request-timestamp is not a number of seconds"
    /// The signature is not `v0=` and 64 lower-case hexadecimal digits.
    case malformedSignature = "x-zm-signature is not v0= and 64 lower-case hexadecimal digits"
    /// No secret makes this signature.
    case wrongSignature = "x-zm-signature does not verify with any configured secret"

    /// The reason in words.
    public var description: String { rawValue }
}
