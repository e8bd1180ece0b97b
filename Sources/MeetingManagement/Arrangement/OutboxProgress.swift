public import EventSourcing

/// What became of the outbox when it was emptied as far as it could be.
public struct OutboxProgress: Sendable, Hashable {
    /// How often something was done at Zoom.
    public var done = 0
    /// How often Zoom refused for good.
    public var refused = 0
    /// How many arrangements still wait.
    public var waiting = 0
    /// When the first of them is tried again; `nil` where none waits.
    public var nextAt: Instant?
    /// Whether it was stopped before it was through.
    public var wasStopped = false
    /// How much of the log it knows: what is appended after it may be something to do.
    public var logSize: Int64 = 0
}
