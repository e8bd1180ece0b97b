public import Attendance
public import EventSourcing
public import Projections

extension Desk {
    /// What happened to a meeting, event by event.
    /// - Throws: ``/EventSourcing/EventLogError`` when the log cannot be read.
    public func history(of meeting: MeetingID) async throws(EventLogError) -> AuditTrail {
        let roll = try await projections.current(showing: [meeting])
        var events: [Recorded<AttendanceEvent>] = []
        while true {
            let page = try await log.events(from: Int64(events.count), limit: 1000)
            guard !page.isEmpty else { break }
            for recorded in page { events.append(try recorded.decoded()) }
        }
        let concerned = AuditTrail.events(of: meeting, in: events, knowing: roll)
        let fields = concerned.flatMap { AttendanceCodec.encode($0.event).personal }
        let disclosure = try await log.disclose(fields).adding(roll.disclosure)
        return AuditTrail(of: meeting, in: concerned, knowing: roll.disclosing(disclosure))
    }
}
