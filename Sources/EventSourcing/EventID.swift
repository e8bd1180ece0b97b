/// A UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then random bits.
public struct EventID: Sendable, Hashable, CustomStringConvertible {
    /// The 16 bytes in network order.
    public let bytes: [UInt8]

    /// Creates an id from a time and ten random bytes.
    public init(at instant: Instant, random: [UInt8]) {
        let milliseconds = UInt64(max(0, instant.microseconds / 1000))
        var bytes: [UInt8] = (0..<6).map {
            UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * $0))
        }
        bytes.append(contentsOf: random.prefix(10))
        bytes.append(contentsOf: repeatElement(0, count: 16 - bytes.count))
        bytes[6] = bytes[6] & 0x0F | 0x70
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.bytes = bytes
    }

    /// Reads 16 stored bytes; `nil` for any other number of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// The usual text form: `01890a5d-ac96-774b-bcce-b302099a8057`.
    public var description: String {
        let digits = Array(bytes.hexadecimal)
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return groups.joined(separator: "-")
    }
}
