/// Everything a log holds from a position on, page by page, and whatever it is given afterwards.
///
/// It catches up, then follows: nothing is skipped and nothing comes twice. While there is nothing new
/// it waits for the log and asks for nothing. It ends only with an error, or with the task that reads
/// it.
public struct EventSubscription: AsyncSequence, Sendable {
    /// Some events in the order of the log, at least one.
    public typealias Element = [Recorded<EncodedEvent>]
    /// What ends it.
    public typealias Failure = EventLogError

    private let log: any EventLog
    private let position: Int64
    private let pageEventsMax: Int

    init(_ log: any EventLog, from position: Int64, pageEventsMax: Int) {
        self.log = log
        self.position = position
        self.pageEventsMax = pageEventsMax
    }

    /// Begins at its position.
    public func makeAsyncIterator() -> Pages {
        Pages(log: log, position: position, pageEventsMax: pageEventsMax)
    }

    /// The pages of a subscription.
    public struct Pages: AsyncIteratorProtocol {
        let log: any EventLog
        var position: Int64
        let pageEventsMax: Int

        /// The next page, as soon as there is one.
        /// - Throws: ``EventLogError`` when the log fails or is closed, or the task was cancelled.
        public mutating func next(
            isolation actor: isolated (any _Concurrency.Actor)?
        ) async throws(EventLogError) -> [Recorded<EncodedEvent>]? {
            while true {
                let page = try await log.events(from: position, limit: pageEventsMax)
                if let last = page.last {
                    position = last.position + 1
                    return page
                }
                _ = try await log.grown(past: position)
            }
        }
    }
}

extension EventLog {
    /// Follows the log from a position on.
    /// - Parameters:
    ///   - position: The first position to read, 0-based.
    ///   - pageEventsMax: The most events to get at once.
    /// - Returns: the events, those still to come included.
    public func subscription(
        from position: Int64,
        pageEventsMax: Int = 1000
    ) -> EventSubscription {
        EventSubscription(self, from: position, pageEventsMax: pageEventsMax)
    }
}
