import Crypto
public import EventSourcing

/// Decides whether deliveries come from Zoom.
///
/// Several secrets may be valid at once: one per account, and two while one is being replaced. The
/// one that verifies is in the verdict and tells the account.
public struct WebhookAuthenticator: Sendable, Hashable {
    /// The apps' *Secret Tokens*.
    public var secrets: [WebhookSecret]
    /// The apps' older *Verification Tokens*, for apps that still send them.
    ///
    /// Whoever once saw a token can forge deliveries, so leave this empty where signatures arrive.
    public var verificationTokens: [WebhookSecret]

    /// Whether it refuses everything, having nothing to verify by.
    public var isEmpty: Bool { secrets.isEmpty && verificationTokens.isEmpty }

    /// Creates an authenticator; with neither secrets nor tokens it refuses everything.
    public init(secrets: [WebhookSecret], verificationTokens: [WebhookSecret] = []) {
        self.secrets = secrets
        self.verificationTokens = verificationTokens
    }

    /// Judges one delivery by its headers and the raw bytes of its body.
    ///
    /// An authentic delivery is never refused for its age; see ``WebhookVerdict``.
    public func verdict(on body: [UInt8], headers: WebhookHeaders, now: Instant) -> WebhookVerdict {
        let stale = isStale(headers.timestamp, now: now)
        do {
            let secret = try signer(of: body, headers: headers)
            return .authentic(by: .signature(secret), stale: stale)
        } catch {
            // A token counts even beside a signature we cannot check: an app of another account
            // may send both.
            guard let token = token(in: headers) else { return .refused(error) }
            return .authentic(by: .verificationToken(token), stale: stale)
        }
    }

    private func signer(
        of body: [UInt8],
        headers: WebhookHeaders
    ) throws(WebhookRefusal) -> WebhookSecret {
        guard let signature = headers.signature else { throw .unsigned }
        guard signature.code != nil else { throw .malformedSignature }
        guard let timestamp = headers.timestamp else { throw .noTimestamp }
        guard WebhookSignature.isPlain(timestamp: timestamp) else { throw .malformedTimestamp }
        let signer = secrets.first {
            signature.isValid(for: body, timestamp: timestamp, with: $0)
        }
        guard let signer else { throw .wrongSignature }
        return signer
    }

    private func token(in headers: WebhookHeaders) -> WebhookSecret? {
        guard !verificationTokens.isEmpty, let presented = headers.authorization else { return nil }
        // Digests have one length and are compared in constant time, whatever the token's length.
        let digest = SHA256.hash(data: Array(presented.utf8))
        return verificationTokens.first { SHA256.hash(data: $0.bytes) == digest }
    }

    /// Deliveries with a token may have no timestamp (before 2021); then there is nothing to flag.
    private func isStale(_ timestamp: String?, now: Instant) -> Bool {
        guard let timestamp else { return false }
        guard WebhookSignature.isPlain(timestamp: timestamp), let seconds = Int64(timestamp) else {
            return true
        }
        let age = now.seconds - seconds
        return age < -WebhookLimits.aheadSecondsMax || age > WebhookLimits.ageSecondsMax
    }
}
