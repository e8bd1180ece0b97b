/// A UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then random bits.
public struct EventID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The id as a number, whose big-endian bytes are those of the UUID.
    private let value: UInt128

    /// Creates an id from a time and 74 random bits (of 80 given).
    public init(at instant: Instant, random: (UInt16, UInt64)) {
        let milliseconds = UInt128(UInt64(max(0, instant.microseconds / 1000)) & 0xFFFF_FFFF_FFFF)
        let versioned = UInt128(random.0 & 0x0FFF | 0x7000)
        let variant = UInt128(random.1 & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
        value = milliseconds << 80 | versioned << 64 | variant
    }

    /// Reads 16 stored bytes; `nil` for any other number of them.
    public init?(bytes: some Collection<UInt8>) {
        guard let id = Array(bytes).withUnsafeBytes({ EventID(copying: $0) }) else { return nil }
        self = id
    }

    /// Copies 16 bytes of a buffer, such as a blob of a database; `nil` for any other number of them.
    public init?(copying buffer: UnsafeRawBufferPointer) {
        guard buffer.count == 16 else { return nil }
        value = UInt128(bigEndian: buffer.loadUnaligned(as: UInt128.self))
    }

    /// The 16 bytes in network order.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Calls `body` with the 16 bytes in network order, which are valid during the call only.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: value.bigEndian, body)
    }

    /// Orders ids by time, as far as it tells them apart.
    public static func < (left: EventID, right: EventID) -> Bool { left.value < right.value }

    /// The usual text form: `01890a5d-ac96-774b-bcce-b302099a8057`.
    public var description: String {
        let digits = Array(bytes.hexadecimal)
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return groups.joined(separator: "-")
    }
}
