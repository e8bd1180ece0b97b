import EventSourcing
import TestSupport
import Testing

@testable import MeetingManagement
@testable import ZoomAPI

@Suite("How far a report can be relied on")
struct ReportReadingTests {
    private static let end: Instant = "2026-03-09T10:00:00Z"

    private static func reading(_ rows: [JSON]) throws -> ReportReading {
        let body: JSON = ["participants": .array(rows)]
        let bytes = body.canonicalBytes()
        return ReportReading(
            pages: [ParticipantsPage(report: try ParticipantsReport(parsing: bytes), body: bytes)]
        )
    }

    private static func row(_ joined: String, _ left: String, _ seconds: Int64) -> JSON {
        [
            "user_id": "1", "duration": .integer(seconds),
            "join_time": .string("2026-03-09T\(joined)Z"),
            "leave_time": .string("2026-03-09T\(left)Z"),
        ]
    }

    private static func isUsable(_ rows: [JSON], after seconds: Int64) throws -> Bool {
        try reading(rows).isUsable(end: end, at: end.advanced(bySeconds: seconds))
    }

    @Test("none without rows, nor while Zoom still counts")
    func usable() throws {
        #expect(try Self.isUsable([], after: 86_400) == false)
        let counted = Self.row("09:00:00", "10:00:00", 3600)
        #expect(try Self.isUsable([counted], after: 180))
        #expect(try Self.isUsable([Self.row("09:00:00", "10:00:00", 0)], after: 1860) == false)
        #expect(
            try Self.isUsable([counted, Self.row("09:00:00", "10:00:00", 0)], after: 1860) == false
        )
        #expect(try Self.isUsable([counted, Self.row("09:00:00", "09:00:00", 0)], after: 180))
        #expect(try Self.isUsable([Self.row("09:00:00", "09:00:00", 0)], after: 180) == false)
        #expect(try Self.isUsable([Self.row("09:00:00", "10:00:00", 0)], after: 7200))
    }

    @Test("half an hour after the end, whatever end was thought of")
    func settled() throws {
        let reading = try Self.reading([Self.row("09:00:00", "10:20:00", 4800)])
        func isSettled(_ seconds: Int64) -> Bool {
            reading.isSettled(end: Self.end, at: Self.end.advanced(bySeconds: seconds))
        }
        #expect(!isSettled(1800))
        #expect(!isSettled(1800 + 1199))
        #expect(isSettled(1800 + 1200))
    }
}
