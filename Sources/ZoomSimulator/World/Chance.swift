/// Decisions that fall the same way whenever seed and key are the same.
///
/// Every decision has a key of its own, such as a delivery's event and participant, so one decision
/// more or less does not change the others, and neither does the order in which they are taken.
struct Chance {
    private var state: UInt64

    /// Starts the decisions of one key.
    /// - Parameters:
    ///   - seed: The seed of the run.
    ///   - key: What is decided about.
    init(seed: UInt64, _ key: String...) {
        // FNV-1a over the key's parts, each closed by a byte that UTF-8 never holds.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for part in key {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        state = hash
    }

    /// The next number (SplitMix64).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Whether something happens that happens with a share of 0…1 of its like.
    mutating func happens(_ share: Double) -> Bool {
        Double(next() >> 11) / Double(1 << 53) < share
    }

    /// A whole number in a range.
    mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
        let span = UInt64(bitPattern: range.upperBound &- range.lowerBound)
        return range.lowerBound &+ Int64(bitPattern: next() % (span &+ 1))
    }

    /// As many bytes as asked for.
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 32) }
    }
}
