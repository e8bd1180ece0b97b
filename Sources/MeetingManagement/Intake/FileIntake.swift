import Attendance
public import EventSourcing

/// What became of the lines of a recording.
public struct FileIntake: Sendable, Hashable {
    /// A line that could not be read.
    public struct RefusedLine: Sendable, Hashable {
        /// Its number, from 1.
        public var number: Int
        /// What is wrong with it.
        public var reason: String
    }

    /// Deliveries kept with the facts they state.
    public private(set) var stored = 0
    /// Deliveries that had been kept before.
    public private(set) var duplicates = 0
    /// Deliveries kept that state no fact attendance needs.
    public private(set) var keptUnknown = 0
    /// Lines that could not be read.
    public private(set) var refused: [RefusedLine] = []

    /// Nothing taken in yet.
    public init() {}

    /// Takes in one line; an empty one counts for nothing.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log failed; a bad line is noted instead.
    public mutating func take(
        line: some Collection<UInt8>,
        number: Int,
        at desk: Desk
    ) async throws(EventLogError) {
        guard line.contains(where: { $0 > 0x20 }) else { return }
        let delivery: RecordedDelivery
        do {
            delivery = try RecordedDelivery(line: line)
        } catch {
            refused.append(RefusedLine(number: number, reason: error.reason))
            return
        }
        let outcome = try await desk.take(
            delivery.body,
            source: .file,
            receivedAt: delivery.receivedAt
        )
        switch outcome {
        case .stored: stored += 1
        case .duplicate: duplicates += 1
        case .kept: keptUnknown += 1
        }
    }
}
