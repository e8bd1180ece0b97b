public import EventSourcing

/// How far something is known: everything the log held then, and nothing after it.
public struct Horizon: Sendable, Hashable {
    /// The number of events the log held.
    public var size: Int64
    /// When the last of them was recorded; `nil` before the first.
    public var knownAt: Instant?

    /// Before the first event.
    public static let start = Horizon(size: 0, knownAt: nil)

    /// Says how far something is known.
    public init(size: Int64, knownAt: Instant?) {
        self.size = size
        self.knownAt = knownAt
    }
}
