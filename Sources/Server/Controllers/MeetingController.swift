import Attendance
import EventSourcing
import Hummingbird
import MeetingManagement
import Projections

/// What programs ask about meetings.
struct MeetingController {
    let desk: Desk

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(use: list)  // GET /api/v1/meetings
            .get(":meeting/presence", use: presence)  // GET /api/v1/meetings/ID/presence?at=TIME
    }

    @Sendable func list(_ request: Request, context: MusterContext) async throws -> Response {
        let roll = try await desk.folded()
        return .json(["meetings": roll.meetingsJSON])
    }

    @Sendable func presence(_ request: Request, context: MusterContext) async throws -> Response {
        let roll = try await desk.folded()
        let name = try context.parameters.require("meeting")
        let meeting = try roll.meeting(named: name)
        let instant = try request.instant("at") ?? desk.edges.now()
        guard let report = roll.presence(in: meeting, at: instant) else {
            throw Problem(.notFound, "No such meeting", "There is no meeting \(name).")
        }
        return .json(report.json)
    }
}

extension Desk {
    /// Everything folded up to now, or the answer that says why not.
    func folded() async throws(Problem) -> Roll {
        do {
            return try await projections.current()
        } catch {
            throw Problem(error)
        }
    }
}

extension Roll {
    /// A meeting by its id, or by its number where only one has it.
    func meeting(named name: String) throws(Problem) -> MeetingID {
        if directory.meetings[MeetingID(name)] != nil { return MeetingID(name) }
        let numbered = directory.meetings(numbered: name)
        guard let meeting = numbered.first else {
            throw Problem(.notFound, "No such meeting", "There is no meeting \(name).")
        }
        guard numbered.count == 1 else {
            throw Problem(.conflict, "Several meetings", "Several have this number; use the id.")
        }
        return meeting.id
    }
}

extension Request {
    /// A time in the query (RFC 3339).
    func instant(_ name: String) throws(Problem) -> Instant? {
        guard let text = uri.queryParameters[Substring(name)] else { return nil }
        guard let instant = Instant(String(text)) else {
            throw Problem(
                .badRequest,
                "Not a time",
                "\(name) must be a time such as 2026-03-09T10:42:00Z."
            )
        }
        return instant
    }
}
