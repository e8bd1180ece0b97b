import Attendance
public import EventSourcing
public import Projections

/// Keeps the projections up with the log.
///
/// Whoever asks waits until everything that was in the log when they asked is folded, so that an
/// answer never lags behind what was acknowledged before it.
public actor ProjectionRunner {
    /// How many events are read and folded at a time.
    private static let pageEventsMax = 1000

    private let log: any EventLog
    private var roll = Roll()
    private var running: Task<Void, any Error>?

    /// Starts with nothing folded.
    public init(log: any EventLog) { self.log = log }

    /// Everything folded, up to the end the log has now.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func current() async throws(EventLogError) -> Roll {
        let size = try await log.size()
        while roll.size < size { try await catchUp() }
        return roll
    }

    /// One page; those who ask meanwhile wait for the same one.
    private func catchUp() async throws(EventLogError) {
        let page = running ?? Task { try await self.foldPage() }
        running = page
        do {
            try await page.value
        } catch let error as EventLogError {
            throw error
        } catch {
            throw EventLogError(.storage, "cannot fold the log: \(error)")
        }
    }

    private func foldPage() async throws {
        defer { running = nil }
        let page = try await log.events(from: roll.size, limit: Self.pageEventsMax)
        for recorded in page {
            guard recorded.position == roll.size else {
                throw EventLogError(.damaged, "the log has no event at position \(roll.size)")
            }
            roll.evolve(with: try recorded.decoded())
        }
    }
}
