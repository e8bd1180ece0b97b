import Attendance
public import EventSourcing

extension Desk {
    /// Notes that deliveries are received from now on: what ran before and was not stopped broke off at
    /// the last event of the log.
    /// - Parameter actor: Who runs the receiver.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log failed.
    public func receiverStarts(actor: Actor) async throws(EventLogError) {
        let size = try await log.size()
        let last =
            size > 0 ? try await log.events(from: size - 1, limit: 1).first?.recordedAt : nil
        let command = ReceiverCommand.start(at: edges.now(), lastSign: last)
        _ = try await record(command, by: ReceiverDecider.self, on: .receiver, actor: actor)
    }

    /// Notes that deliveries are received no longer.
    /// - Parameter actor: Who ran the receiver.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log failed.
    public func receiverStops(actor: Actor) async throws(EventLogError) {
        let command = ReceiverCommand.stop(at: edges.now())
        _ = try await record(command, by: ReceiverDecider.self, on: .receiver, actor: actor)
    }
}
