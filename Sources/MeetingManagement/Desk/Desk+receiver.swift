import Attendance
public import EventSourcing

extension Desk {
    /// Notes that deliveries are received from now on: what ran before and was not stopped broke off at
    /// the last delivery it took: what else was recorded since shows nothing of it.
    /// - Parameter actor: Who runs the receiver.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log failed.
    public func receiverStarts(actor: Actor) async throws(EventLogError) {
        let command = ReceiverCommand.start(at: edges.now(), lastSign: try await lastDelivery())
        _ = try await record(command, by: ReceiverDecider.self, on: .receiver, actor: actor)
    }

    /// When the last delivery was taken as it happened; `nil` where the receiver took none since it last
    /// started.
    private func lastDelivery() async throws(EventLogError) -> Instant? {
        var query = EventQuery(
            .everything,
            positions: 0..<(try await log.size()),
            order: .backwards,
            limit: 1000
        )
        while true {
            let page = try await log.events(query)
            for recorded in page {
                if recorded.actor == .zoom { return recorded.recordedAt }
                if recorded.stream == .receiver { return nil }
            }
            guard page.count == query.limit, let last = page.last?.position else { return nil }
            query = query.following(0, upTo: last)
        }
    }

    /// Notes that deliveries are received no longer.
    /// - Parameter actor: Who ran the receiver.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log failed.
    public func receiverStops(actor: Actor) async throws(EventLogError) {
        let command = ReceiverCommand.stop(at: edges.now())
        _ = try await record(command, by: ReceiverDecider.self, on: .receiver, actor: actor)
    }
}
