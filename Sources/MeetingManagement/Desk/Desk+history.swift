public import Attendance
import EventSourcing
public import Projections

extension Desk {
    /// What happened to a meeting, event by event.
    /// - Parameters:
    ///   - meeting: The meeting.
    ///   - moment: As known when; `nil` means now.
    /// - Returns: the trail.
    /// - Throws: ``DeskFailure`` when the log failed.
    public func history(
        of meeting: MeetingID,
        knownAt moment: KnownAt? = nil
    ) async throws(DeskFailure) -> AuditTrail {
        let roll = try await roll(showing: meeting, knownAt: moment)
        return try await asking { () async throws(EventLogError) in
            let events = try await projections.events(of: meeting, knownBy: roll)
            let concerned = AuditTrail.events(of: meeting, in: events, knowing: roll)
            let fields = concerned.flatMap { AttendanceCodec.encode($0.event).personal }
            let disclosure = try await log.disclose(fields).adding(roll.disclosure)
            return AuditTrail(of: meeting, in: concerned, knowing: roll.disclosing(disclosure))
        }
    }
}
