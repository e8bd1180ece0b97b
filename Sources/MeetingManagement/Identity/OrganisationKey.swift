import Crypto

/// The secret of one organisation from which the identifiers of what Zoom introduces are made.
///
/// Keyed, so that nobody without it can tell which e-mail address or Zoom user an identifier stands
/// for by trying them all; the same for the life of the log, so that identifiers never change.
public struct OrganisationKey: Sendable, CustomStringConvertible {
    private let key: SymmetricKey

    /// Wraps 32 secret bytes; `nil` for any other number of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.key = SymmetricKey(data: bytes)
    }

    /// Never the key itself.
    public var description: String { "<redacted>" }

    /// HMAC-SHA256 (RFC 2104) over length-prefixed parts, so that no two lists of parts collide.
    func authenticationCode(_ parts: [[UInt8]]) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        for part in parts {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { code.update(data: $0) }
            code.update(data: part)
        }
        return Array(code.finalize())
    }
}
