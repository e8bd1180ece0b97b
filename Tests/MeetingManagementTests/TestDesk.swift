import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing

/// A desk over a log in memory, with the same key in every test.
struct TestDesk {
    static let now: Instant = "2026-03-09T12:00:00Z"

    let log: any EventLog
    let desk: Desk

    init(now: Instant = TestDesk.now) throws {
        try self.init(over: MemoryEventLog(now: { now }), now: now)
    }

    /// Another desk over the same log.
    init(over log: any EventLog, now: Instant = TestDesk.now) throws {
        let key = try #require(OrganisationKey(bytes: Array(0..<32)))
        self.log = log
        self.desk = Desk(
            log: log,
            index: MemoryEventIndex(),
            key: key,
            edges: Edges(now: { now }, random: Edges.live.random)
        )
    }

    /// Takes deliveries in, as if they came one after another.
    func take(_ bodies: [[UInt8]]) async throws {
        for body in bodies {
            _ = try await desk.take(body, source: .live, receivedAt: TestDesk.now)
        }
    }

    /// The sheet of the first date of the first meeting.
    func sheet() async throws -> AttendanceSheet {
        try #require(try await meeting().sheets.first).content
    }

    /// The first meeting.
    func meeting() async throws -> MeetingReading {
        try #require(try await desk.meetings(limit: 1).meetings.first)
    }
}

extension Desk {
    /// Asks where it is due, and expects that it can everywhere.
    func askWhereDue() async throws -> [(OccurrenceID, [SigningLink])] {
        var asked: [(OccurrenceID, [SigningLink])] = []
        try await askWhereDue {
            asked.append(($0, $1))
        } noting: {
            Issue.record("\($0): \($1)")
        }
        return asked
    }
}
