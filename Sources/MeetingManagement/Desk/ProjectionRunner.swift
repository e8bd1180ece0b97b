public import Attendance
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

    /// Everything folded, up to the end the log has now, with the personal fields opened that are
    /// needed to show something.
    /// - Parameter meetings: What is to be shown; `nil` means everything.
    /// - Returns: the roll.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func current(
        showing meetings: Set<MeetingID>? = nil
    ) async throws(EventLogError) -> Roll {
        let size = try await log.size()
        while roll.size < size { try await catchUp() }
        return try await disclosing(roll.sealedFields(of: meetings), of: roll)
    }

    /// The same with everyone the organisation knows.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func currentWithPeople() async throws(EventLogError) -> Roll {
        let roll = try await current(showing: [])
        return try await disclosing(roll.sealedFieldsOfPeople, of: roll)
    }

    private func disclosing(
        _ fields: [Personal<String>],
        of roll: Roll
    ) async throws(EventLogError) -> Roll {
        guard !fields.isEmpty else { return roll }
        return roll.disclosing(try await log.disclose(fields))
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
