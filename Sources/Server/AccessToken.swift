import Crypto
import EventSourcing

/// The secret that lets somebody read: 128 random bits as text, kept as hashes only.
public struct AccessToken: Sendable, CustomStringConvertible {
    private let bearerHash: SHA256Digest
    private let sessionHash: SHA256Digest

    /// Takes a token in; `nil` when it is shorter than 16 characters.
    public init?(_ token: String) {
        guard token.utf8.count >= 16 else { return nil }
        bearerHash = SHA256.hash(data: Array(token.utf8))
        sessionHash = SHA256.hash(data: Array(Self.session(for: token).utf8))
    }

    /// Never the token itself.
    public var description: String { "<redacted>" }

    /// Whether this is the token; compared in constant time.
    func allows(bearer token: String) -> Bool {
        SHA256.hash(data: Array(token.utf8)) == bearerHash
    }

    /// Whether this is the value of a session's cookie; compared in constant time.
    func allows(session value: String) -> Bool {
        SHA256.hash(data: Array(value.utf8)) == sessionHash
    }

    /// The value of a session's cookie: it opens pages, but cannot be turned back into the token.
    static func session(for token: String) -> String {
        Array(SHA256.hash(data: Array("muster session \(token)".utf8))).hexadecimal
    }
}
