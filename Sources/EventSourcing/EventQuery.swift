/// Which events of a log to read, and in which order.
public struct EventQuery: Sendable, Hashable {
    /// Where to look.
    public enum Scope: Sendable, Hashable {
        /// The whole log.
        case everything
        /// The streams of one category.
        case category(String)
        /// Some streams, each from a version on.
        case streams([StreamName: Int64])
    }

    /// In which order of the log.
    public enum Order: Sendable, Hashable {
        /// The oldest first.
        case forwards
        /// The newest first.
        case backwards
    }

    /// Where to look.
    public var scope: Scope
    /// The positions to read, 0-based.
    public var positions: Range<Int64>
    /// The order to read them in.
    public var order: Order
    /// The most events to return.
    public var limit: Int

    /// Asks for events.
    public init(
        _ scope: Scope = .everything,
        positions: Range<Int64> = 0..<Int64.max,
        order: Order = .forwards,
        limit: Int
    ) {
        self.scope = scope
        self.positions = positions
        self.order = order
        self.limit = limit
    }

    /// What is left to ask once a page was answered in full.
    /// - Parameters:
    ///   - count: How many events were on the page.
    ///   - position: The position of the last of them.
    /// - Returns: the query for the rest.
    public func following(_ count: Int, upTo position: Int64) -> EventQuery {
        var rest = self
        rest.limit -= count
        switch order {
        case .forwards:
            let next = min(position, .max - 1) + 1
            rest.positions = max(next, positions.lowerBound)..<max(next, positions.upperBound)
        case .backwards:
            let end = max(position, positions.lowerBound)
            rest.positions = positions.lowerBound..<min(end, positions.upperBound)
        }
        return rest
    }

    /// Whether an event is asked for, but for the limit.
    public func covers(_ recorded: Recorded<some Any>) -> Bool {
        guard positions.contains(recorded.position) else { return false }
        return switch scope {
        case .everything: true
        case .category(let category): recorded.stream.category == category
        case .streams(let versions):
            versions[recorded.stream].map { $0 <= recorded.version } ?? false
        }
    }
}

extension EventLog {
    /// Reads events in the order of the log.
    /// - Parameters:
    ///   - position: The first position to read, 0-based.
    ///   - limit: The most events to return.
    /// - Returns: the events; fewer than the limit only at the end of the log.
    /// - Throws: ``EventLogError`` when the storage fails.
    public func events(
        from position: Int64,
        limit: Int
    ) async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        try await events(EventQuery(positions: max(0, position)..<Int64.max, limit: limit))
    }
}
