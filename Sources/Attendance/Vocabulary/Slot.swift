public import EventSourcing

/// Names a slot within its occurrence: `morning`, `afternoon`, `day` or `whole`, with the local date
/// in front where an occurrence has several days (`2026-03-09-morning`).
public struct SlotID: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that is known to be a slot's identifier.
    public init(_ text: String) { self.text = text }

    /// Reads a slot's name; `nil` unless it is 1 to 32 lower-case letters, digits and hyphens.
    public init?(validating text: String) {
        let allowed = text.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard allowed, (1...32).contains(text.utf8.count) else { return nil }
        self.text = text
    }
}

/// The piece of an occurrence that a signature covers.
public struct Slot: Sendable, Hashable {
    /// Its name within the occurrence.
    public var id: SlotID
    /// The time it covers, which is also when it may be signed.
    public var window: TimeWindow

    /// Creates a slot.
    public init(id: SlotID, window: TimeWindow) {
        self.id = id
        self.window = window
    }
}
