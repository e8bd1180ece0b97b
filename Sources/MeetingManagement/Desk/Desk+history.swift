public import Attendance
public import EventSourcing
public import Projections

extension Desk {
    /// What happened to a meeting, event by event.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func history(of meeting: MeetingID) async throws(EventLogError) -> AuditTrail {
        let roll = try await projections.current()
        var events: [Recorded<AttendanceEvent>] = []
        while true {
            let page = try await log.events(from: Int64(events.count), limit: 1000)
            guard !page.isEmpty else { break }
            for recorded in page { events.append(try recorded.decoded()) }
        }
        return AuditTrail(of: meeting, in: events, knowing: roll)
    }
}
