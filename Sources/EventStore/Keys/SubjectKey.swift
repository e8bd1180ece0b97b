import Crypto
import EventSourcing
import Nettle

/// A key of `keys.db` while it is used: one subject's, or one document's.
///
/// It never encrypts anything itself: each field gets a key of its own from it (HKDF, RFC 5869), so
/// that a field's key can be disclosed without opening any other.
final class SubjectKey: Sendable {
    /// Its number in `keys.db`; a deleted one is never used again.
    let id: Int64
    private let key: HMACSHA256
    private let markKey: HMACSHA256

    init(_ stored: StoredKey) {
        id = stored.id
        // Random already, so that HKDF's extraction has nothing to do (RFC 5869, 3.3).
        key = stored.key.withUnsafeBytes { HMACSHA256($0) }
        let expanded = Array("muster mark v1".utf8).withUnsafeBytes { [key] in key.expanded($0) }
        markKey = expanded.withUnsafeBytes { HMACSHA256($0) }
    }

    /// The key of one field, from what ``FieldBox/Place/info(key:)`` says of it.
    func fieldKey(_ info: UnsafeRawBufferPointer) -> Digest256 { key.expanded(info) }

    /// The key of a document.
    func documentKey(_ name: DocumentName) -> SymmetricKey {
        var info = Array("muster document v1".utf8)
        info += name.description.utf8
        info.append(bigEndian: id)
        return SymmetricKey(info.withUnsafeBytes { key.expanded($0) })
    }

    /// Equal for equal texts, and of no use to whoever lacks the key (HMAC-SHA256, cut to 64 bits).
    func mark(_ text: UnsafeRawBufferPointer) -> UInt64 {
        markKey.code(of: text).withUnsafeBytes { code in
            UInt64(bigEndian: code.loadUnaligned(as: UInt64.self))
        }
    }
}

extension SymmetricKey {
    /// A key that was derived.
    init(_ derived: Digest256) {
        self = derived.withUnsafeBytes { SymmetricKey(data: $0) }
    }
}
