import CNettle

/// SHA-256 under way (FIPS 180-4): a plain value, which may be copied midway.
public struct SHA256State: Sendable {
    /// The bytes SHA-256 takes in at once.
    public static let blockByteCount = 64

    private var context = sha256_ctx()

    /// Begins.
    public init() { nettle_sha256_init(&context) }

    /// Takes in bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        nettle_sha256_update(&context, bytes.count, start.assumingMemoryBound(to: UInt8.self))
    }

    /// Takes in the bytes of a number as they lie in memory.
    public mutating func update(_ number: some FixedWidthInteger & BitwiseCopyable) {
        Swift.withUnsafeBytes(of: number) { update($0) }
    }

    /// The digest of all that was taken in; the state begins anew.
    public mutating func finish() -> Digest256 {
        Digest256 { digest in
            guard let start = digest.baseAddress else { return }
            let bytes = start.assumingMemoryBound(to: UInt8.self)
            nettle_sha256_digest(&context, digest.count, bytes)
        }
    }

    /// The digest of bytes.
    public static func digest(of bytes: UnsafeRawBufferPointer) -> Digest256 {
        var state = SHA256State()
        state.update(bytes)
        return state.finish()
    }
}
