import EventSourcing
import Projections

/// Reads a log for the ``/Projections/MeetingIndex``, page by page; while one page is taken in, the next is read.
struct IndexFilling: ~Copyable {
    /// What some events add, and how far is known with them.
    struct Page: Sendable {
        var content: IndexPage
        var horizon: Horizon
    }

    private let log: any EventLog
    private var reader = PayloadReader()
    private var position: Int64
    private var ahead: Task<[Recorded<EncodedEvent>], any Error>?

    /// Begins at a position.
    init(log: any EventLog, from position: Int64) {
        self.log = log
        self.position = position
    }

    /// The next page; `nil` where the log ends for now.
    mutating func next() async throws(EventLogError) -> Page? {
        let events = try await read()
        guard let first = events.first, let last = events.last else { return nil }
        guard first.position == position, last.position - position == events.count - 1 else {
            throw EventLogError(.damaged, "the log has no event at position \(position)")
        }
        position = last.position + 1
        if events.count == ProjectionRunner.pageEventsMax { readAhead() }
        return Page(
            content: IndexPage(events) { (recorded) throws(PayloadError) in
                try MeetingIndex.change(by: recorded, reading: &reader)
            },
            horizon: Horizon(size: position, knownAt: last.recordedAt)
        )
    }

    private mutating func read() async throws(EventLogError) -> [Recorded<EncodedEvent>] {
        guard let task = ahead else {
            return try await log.events(from: position, limit: ProjectionRunner.pageEventsMax)
        }
        ahead = nil
        return try await task.read
    }

    private mutating func readAhead() {
        ahead = Task { [log, position] in
            try await log.events(from: position, limit: ProjectionRunner.pageEventsMax)
        }
    }
}
