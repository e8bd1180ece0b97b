/// A value folded from the log, one event at a time.
///
/// Folding event by event gives the same value as folding the whole log again (I-4).
public protocol Projection: Sendable {
    /// The events it understands.
    associatedtype Event: Sendable

    /// The value before the first event.
    init()

    /// Takes in the next event of the log.
    mutating func evolve(with recorded: Recorded<Event>)
}

extension Projection {
    /// The value after one more event.
    public func evolved(with recorded: Recorded<Event>) -> Self {
        var next = self
        next.evolve(with: recorded)
        return next
    }

    /// The value after a history.
    public init(replaying history: some Sequence<Recorded<Event>>) {
        self.init()
        for recorded in history { evolve(with: recorded) }
    }
}
