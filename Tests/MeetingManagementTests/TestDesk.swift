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
        let log = MemoryEventLog(now: { now })
        let key = try #require(OrganisationKey(bytes: Array(0..<32)))
        self.log = log
        self.desk = Desk(log: log, key: key, edges: Edges(now: { now }, random: Edges.live.random))
    }

    /// Takes deliveries in, as if they came one after another.
    func take(_ bodies: [[UInt8]]) async throws {
        for body in bodies {
            _ = try await desk.take(body, source: .live, receivedAt: TestDesk.now)
        }
    }

    /// The sheet of the first date of the first meeting.
    func sheet() async throws -> AttendanceSheet {
        let roll = try await desk.projections.current()
        let meeting = try #require(roll.directory.byNumber.first)
        let occurrence = try #require(roll.occurrences(of: meeting.id).first)
        return try #require(roll.sheet(of: occurrence.id))
    }
}
