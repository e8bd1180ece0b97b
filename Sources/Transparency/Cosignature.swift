/// A witness's dated Ed25519 signature on a checkpoint (C2SP tlog-cosignature, `cosignature/v1`).
///
/// It says that at that time this was the largest tree of the log the witness had seen, and that it
/// continued all it had seen before.
public struct Cosignature: Hashable, Sendable {
    /// When it was made: seconds since 1970 UTC, at most 2⁶³ − 1.
    public let timestamp: Int64
    /// The Ed25519 signature over ``message(timestamp:text:)``: 64 bytes.
    public let signature: [UInt8]

    /// Reads the bytes of a note signature: the time, big-endian, and the signature; `nil` when they
    /// are not 72 or the time exceeds 2⁶³ − 1.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 72, bytes[0] < 0x80 else { return nil }
        timestamp = bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
        signature = Array(bytes.dropFirst(8))
    }

    init(timestamp: Int64, signature: [UInt8]) {
        self.timestamp = timestamp
        self.signature = signature
    }

    /// The 72 bytes.
    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: timestamp >> (56 - 8 * $0)) } + signature
    }

    /// What is signed: the line `cosignature/v1`, the line `time` with the time, the note's text.
    public static func message(timestamp: Int64, text: [UInt8]) -> [UInt8] {
        Array("cosignature/v1\ntime \(timestamp)\n".utf8) + text
    }
}
