import Crypto
import EventSourcing

/// The secret that lets somebody read and decide: 128 random bits as text, kept as hashes only.
public struct AccessToken: Sendable, CustomStringConvertible {
    private let bearerHash: SHA256Digest
    /// What sessions are made with; a new token ends them all.
    private let sessionKey: SymmetricKey

    /// Takes a token in; `nil` when it is shorter than 16 characters.
    public init?(_ token: String) {
        guard token.utf8.count >= 16 else { return nil }
        bearerHash = SHA256.hash(data: Array(token.utf8))
        sessionKey = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(token.utf8)),
            info: Array("muster session".utf8),
            outputByteCount: 32
        )
    }

    /// Never the token itself.
    public var description: String { "<redacted>" }

    /// Whether this is the token; compared in constant time.
    func allows(bearer token: String) -> Bool {
        SHA256.hash(data: Array(token.utf8)) == bearerHash
    }

    /// The value of the cookie of a session.
    func cookie(of session: Session) -> String {
        "\(session.statement).\(code(for: .cookie, of: session).hexadecimal)"
    }

    /// The session a cookie is of; `nil` where we did not make it, or it has ended.
    func session(ofCookie value: String, at now: Instant) -> Session? {
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let seconds = Int64(parts[0]),
            (0..<1 << 40).contains(seconds)
        else {
            return nil
        }
        let session = Session(id: String(parts[1]), began: Instant(seconds: seconds))
        guard isCode(String(parts[2]), for: .cookie, of: session), session.isGood(at: now) else {
            return nil
        }
        return session
    }

    /// What every form of a session's pages holds, and no other page knows.
    func formToken(of session: Session) -> String {
        code(for: .form, of: session).hexadecimal
    }

    /// Whether a form is of a session's pages; compared in constant time.
    func allows(form token: String, of session: Session) -> Bool {
        isCode(token, for: .form, of: session)
    }

    private enum Purpose: String {
        case cookie
        case form
    }

    private func code(for purpose: Purpose, of session: Session) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: Array("\(purpose.rawValue) \(session.statement)".utf8),
                using: sessionKey
            )
        )
    }

    private func isCode(_ text: String, for purpose: Purpose, of session: Session) -> Bool {
        guard let bytes = [UInt8](hexadecimal: text) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            bytes,
            authenticating: Array("\(purpose.rawValue) \(session.statement)".utf8),
            using: sessionKey
        )
    }
}
