public import EventSourcing
import Synchronization
public import ZoomAPI

/// What deliveries are verified with: the secrets of the accounts that are connected, which change while
/// the server runs, and those it was started with.
///
/// Whoever verifies asks for each delivery; what it is given is made anew only when something changed, or
/// when a secret that was replaced has come to its end.
public final class WebhookSecrets: Sendable {
    /// What holds for a while, as one value that is handed around without a copy.
    public final class Valid: Sendable {
        /// What verifies.
        public let authenticator: WebhookAuthenticator
        /// The accounts whose secrets are among them, by Zoom's ids.
        let accounts: Set<String>
        /// When a secret ends; then this holds no more.
        let end: Instant

        init(authenticator: WebhookAuthenticator, accounts: Set<String>, end: Instant) {
            self.authenticator = authenticator
            self.accounts = accounts
            self.end = end
        }

        /// The account whose secret proved a delivery; `nil` for one the server was started with.
        public func account(of proof: WebhookProof) -> String? {
            guard case .signature(let secret) = proof, accounts.contains(secret.label) else {
                return nil
            }
            return secret.label
        }
    }

    private struct State {
        var rotations: [WebhookSecretRotation] = []
        var valid: Valid
    }

    private static let never = Instant(microseconds: .max)

    private let fixed: WebhookAuthenticator
    private let state: Mutex<State>

    /// Begins with what the server is started with.
    public init(_ fixed: WebhookAuthenticator) {
        self.fixed = fixed
        let valid = Valid(authenticator: fixed, accounts: [], end: Self.never)
        self.state = Mutex(State(valid: valid))
    }

    /// Takes the secrets of the accounts, in place of those before.
    public func replace(by rotations: [WebhookSecretRotation], at now: Instant) {
        state.withLock { state in
            state.rotations = rotations
            state.valid = valid(rotations, at: now)
        }
    }

    /// What verifies at a moment.
    public func valid(at now: Instant) -> Valid {
        state.withLock { state in
            if state.valid.end <= now { state.valid = valid(state.rotations, at: now) }
            return state.valid
        }
    }

    /// Those of accounts first: a secret that the server was started with as well tells its account.
    private func valid(_ rotations: [WebhookSecretRotation], at now: Instant) -> Valid {
        let own = WebhookAuthenticator(rotations, at: now)
        let ends = rotations.flatMap(\.replaced).map(\.validUntil).filter { now < $0 }
        return Valid(
            authenticator: WebhookAuthenticator(
                secrets: own.secrets + fixed.secrets,
                verificationTokens: fixed.verificationTokens
            ),
            accounts: Set(rotations.map(\.current.label)),
            end: ends.min() ?? Self.never
        )
    }
}
