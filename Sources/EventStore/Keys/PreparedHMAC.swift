import Crypto

/// HMAC-SHA256 under one key (RFC 2104), with the key taken in once: what is left for each message is
/// the message.
///
/// swift-crypto's own takes the key in anew each time, which costs several times the hash.
struct PreparedHMAC: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    /// Takes in a key of at most 64 bytes, SHA-256's block.
    init(_ key: SymmetricKey) {
        (inner, outer) = key.withUnsafeBytes { key in
            (Self.hash(beginningWith: key, 0x36), Self.hash(beginningWith: key, 0x5C))
        }
    }

    /// The code of a message.
    func code(of message: UnsafeRawBufferPointer) -> SHA256.Digest {
        var inner = inner
        inner.update(bufferPointer: message)
        var outer = outer
        inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
        return outer.finalize()
    }

    /// A key derived from this one: HKDF-Expand of 32 bytes, which is one block (RFC 5869, 2.3).
    func expanded(_ info: [UInt8]) -> SymmetricKey {
        let key = (info + [0x01]).withUnsafeBytes { code(of: $0) }
        return SymmetricKey(data: key)
    }

    private static func hash(
        beginningWith key: UnsafeRawBufferPointer,
        _ pad: UInt8
    ) -> SHA256 {
        precondition(key.count <= SHA256.blockByteCount, "a longer key would be hashed first")
        var hash = SHA256()
        withUnsafeTemporaryAllocation(byteCount: SHA256.blockByteCount, alignment: 8) { block in
            block.initializeMemory(as: UInt8.self, repeating: pad)
            for index in key.indices { block[index] = key[index] ^ pad }
            hash.update(bufferPointer: UnsafeRawBufferPointer(block))
            block.initializeMemory(as: UInt8.self, repeating: 0)
        }
        return hash
    }
}
