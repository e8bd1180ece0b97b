public import EventSourcing

/// What the desk takes from the world outside: the time, and chance.
public struct Edges: Sendable {
    /// The time now.
    public var now: @Sendable () -> Instant
    /// Random bytes from a cryptographically secure source.
    public var random: @Sendable (_ count: Int) -> [UInt8]

    /// Creates edges; tests hand in their own.
    public init(
        now: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable (_ count: Int) -> [UInt8]
    ) {
        self.now = now
        self.random = random
    }
}
