/// The 32 bytes of a SHA-256 digest, or of a key derived by one, in the value itself.
public struct Digest256: BitwiseCopyable, Hashable, Sendable {
    /// The number of bytes.
    public static let byteCount = 32

    // The bytes in their order, whatever the machine's byte order: never used as numbers.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Copies 32 bytes of a buffer, such as a blob of a database; `nil` for any other number of them.
    public init?(copying buffer: UnsafeRawBufferPointer) {
        guard buffer.count == Self.byteCount else { return nil }
        words = buffer.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
    }

    init(filledBy fill: (UnsafeMutableRawBufferPointer) -> Void) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        Swift.withUnsafeMutableBytes(of: &words, fill)
        self.words = words
    }

    /// Calls `body` with the 32 bytes, which are valid during the call only.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Compares bytes; how long it takes tells something about them.
    public static func == (left: Digest256, right: Digest256) -> Bool { left.words == right.words }

    /// Feeds the bytes to a hasher.
    public func hash(into hasher: inout Hasher) { withUnsafeBytes { hasher.combine(bytes: $0) } }
}
