import CNettle

/// AES-256-GCM (NIST SP 800-38D) under a key that encrypts once only, with a nonce of zeros.
public enum AES256GCM {
    /// The number of bytes of a tag.
    public static let tagByteCount = 16

    /// Encrypts a text.
    /// - Parameters:
    ///   - text: What is encrypted.
    ///   - key: 32 bytes that were never used before and never are again: the nonce is always the same.
    ///   - context: What the tag vouches for besides.
    ///   - box: Where ciphertext and tag go: as long as the text and 16 bytes more.
    public static func seal(
        _ text: UnsafeRawBufferPointer,
        once key: Digest256,
        authenticating context: UnsafeRawBufferPointer,
        into box: UnsafeMutableRawBufferPointer
    ) {
        precondition(box.count == text.count + tagByteCount, "the box is of another length")
        var cipher = gcm_aes256_ctx()
        key.withUnsafeBytes { nettle_gcm_aes256_set_key(&cipher, $0.bytes) }
        withUnsafeBytes(of: nonce) { nettle_gcm_aes256_set_iv(&cipher, $0.count, $0.bytes) }
        nettle_gcm_aes256_update(&cipher, context.count, context.bytes)
        let bytes = box.baseAddress?.assumingMemoryBound(to: UInt8.self)
        nettle_gcm_aes256_encrypt(&cipher, text.count, bytes, text.bytes)
        nettle_gcm_aes256_digest(&cipher, tagByteCount, bytes.map { $0 + text.count })
    }

    /// Twelve bytes (SP 800-38D, 5.2.1.1).
    private static let nonce: (UInt32, UInt32, UInt32) = (0, 0, 0)
}

extension UnsafeRawBufferPointer {
    fileprivate var bytes: UnsafePointer<UInt8>? {
        baseAddress?.assumingMemoryBound(to: UInt8.self)
    }
}
