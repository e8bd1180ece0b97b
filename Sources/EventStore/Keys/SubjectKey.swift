import Crypto
import EventSourcing

/// A key of `keys.db` while it is used: one subject's, or one document's.
///
/// It never encrypts anything itself: each field gets a key of its own from it (HKDF, RFC 5869), so
/// that a field's key can be disclosed without opening any other.
struct SubjectKey: Sendable {
    /// Its number in `keys.db`; a deleted one is never used again.
    let id: Int64
    private let key: PreparedHMAC
    private let markKey: PreparedHMAC

    init(_ stored: StoredKey) {
        id = stored.id
        // Random already, so that HKDF's extraction has nothing to do (RFC 5869, 3.3).
        key = PreparedHMAC(stored.key)
        markKey = PreparedHMAC(key.expanded(Array("muster mark v1".utf8)))
    }

    /// The key of one field: that of event id, number of the field, and number of this key.
    func fieldKey(event: EventID, index: Int) -> SymmetricKey {
        var info: [UInt8] = []
        info.reserveCapacity(64)
        info += "muster field v1".utf8
        info.append(event)
        info.append(bigEndian: UInt32(index))
        info.append(bigEndian: id)
        return key.expanded(info)
    }

    /// The key of a document.
    func documentKey(_ name: DocumentName) -> SymmetricKey {
        var info = Array("muster document v1".utf8)
        info += name.description.utf8
        info.append(bigEndian: id)
        return key.expanded(info)
    }

    /// Equal for equal texts, and of no use to whoever lacks the key (HMAC-SHA256, cut to 64 bits).
    func mark(_ text: UnsafeRawBufferPointer) -> UInt64 {
        markKey.code(of: text).withUnsafeBytes { code in
            UInt64(bigEndian: code.loadUnaligned(as: UInt64.self))
        }
    }
}
