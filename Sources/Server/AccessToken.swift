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
        "\(session.statement).\(code(for: .cookie, session.statement).hexadecimal)"
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
        guard isCode(String(parts[2]), for: .cookie, session.statement),
            session.isGood(at: now)
        else {
            return nil
        }
        return session
    }

    /// What every form of a session's pages holds, and no other page knows.
    func formToken(of session: Session) -> String {
        code(for: .form, session.statement).hexadecimal
    }

    /// Whether a form is of a session's pages; compared in constant time.
    func allows(form token: String, of session: Session) -> Bool {
        isCode(token, for: .form, session.statement)
    }

    /// What shows that a device was handed over for a room, which its hash names.
    func deviceCode(ofRoom room: String) -> String {
        code(for: .device, room).hexadecimal
    }

    /// Whether a code is that of a room's device; compared in constant time.
    func allows(device code: String, ofRoom room: String) -> Bool {
        isCode(code, for: .device, room)
    }

    private enum Purpose: String {
        case cookie
        case form
        case device
    }

    private func code(for purpose: Purpose, _ statement: String) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: Array("\(purpose.rawValue) \(statement)".utf8),
                using: sessionKey
            )
        )
    }

    private func isCode(_ text: String, for purpose: Purpose, _ statement: String) -> Bool {
        guard let bytes = [UInt8](hexadecimal: text) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            bytes,
            authenticating: Array("\(purpose.rawValue) \(statement)".utf8),
            using: sessionKey
        )
    }
}
