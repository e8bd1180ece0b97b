import Crypto
import EventSourcing
import Foundation

/// A key of `keys.db` while it is used: one subject's, or one document's.
///
/// It never encrypts anything itself: each field gets a key of its own from it (HKDF, RFC 5869), so
/// that a field's key can be disclosed without opening any other.
struct SubjectKey: Sendable {
    /// Its number in `keys.db`; a deleted one is never used again.
    let id: Int64
    private let key: SymmetricKey
    private let markKey: SymmetricKey

    init(id: Int64, bytes: [UInt8]) {
        self.id = id
        // Random already, so that HKDF's extraction has nothing to do (RFC 5869, 3.3).
        key = SymmetricKey(data: bytes)
        markKey = HKDF<SHA256>.expand(
            pseudoRandomKey: key,
            info: Array("muster mark v1".utf8),
            outputByteCount: 32
        )
    }

    /// The key of one field: that of event id, number of the field, and number of this key.
    func fieldKey(event: EventID, index: Int) -> SymmetricKey {
        var info = Array("muster field v1".utf8)
        info += event.bytes
        info.append(bigEndian: UInt32(index))
        info.append(bigEndian: id)
        return HKDF<SHA256>.expand(pseudoRandomKey: key, info: info, outputByteCount: 32)
    }

    /// The key of a document.
    func documentKey(_ name: DocumentName) -> SymmetricKey {
        var info = Array("muster document v1".utf8)
        info += Array(name.description.utf8)
        info.append(bigEndian: id)
        return HKDF<SHA256>.expand(pseudoRandomKey: key, info: info, outputByteCount: 32)
    }

    /// Equal for equal texts, and of no use to whoever lacks the key (HMAC-SHA256, cut to 64 bits).
    func mark(_ text: [UInt8]) -> UInt64 {
        HMAC<SHA256>.authenticationCode(for: text, using: markKey)
            .prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
