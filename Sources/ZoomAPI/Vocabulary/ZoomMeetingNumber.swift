import EventSourcing

/// The number under which people find a meeting at Zoom.
///
/// It exceeds 32 bits. Zoom reuses it for every occurrence and restart, and gives it to others 30
/// days after its last use, so it is an attribute and no key (Zoom, *Meeting ID and UUID*).
public struct ZoomMeetingNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number.
    public let value: Int64

    /// Wraps a number; `nil` unless it is positive and has at most 15 digits.
    ///
    /// Zoom documents 9 to 11, but refusing others would lose facts.
    public init?(_ value: Int64) {
        guard (1..<1_000_000_000_000_000).contains(value) else { return nil }
        self.value = value
    }

    /// Reads a number as people write it: `81234567890`, `812 3456 7890` or `812-3456-7890`.
    public init?(_ text: String) {
        // Beginning with a digit, it has no sign.
        guard let first = text.utf8.first, (48...57).contains(first),
            let value = Int64(text.filter { $0 != " " && $0 != "-" })
        else { return nil }
        self.init(value)
    }

    init?(json: JSON?) {
        switch json {
        case .integer(let value): self.init(value)
        case .string(let text): self.init(text)
        default: return nil
        }
    }

    /// The digits, without spaces.
    public var description: String { String(value) }

    /// Orders by value.
    public static func < (left: ZoomMeetingNumber, right: ZoomMeetingNumber) -> Bool {
        left.value < right.value
    }
}
