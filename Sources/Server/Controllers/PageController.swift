import EventSourcing
import Hummingbird
import MeetingManagement
import Projections

/// The pages for people who may read.
struct PageController {
    let desk: Desk
    let pages: Pages

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(use: meetings)  // GET /
            .get("meetings/:meeting/presence", use: presence)  // GET /meetings/ID/presence
    }

    @Sendable func meetings(_ request: Request, context: MusterContext) async throws -> Response {
        pages.meetings(try await desk.folded(), now: desk.edges.now())
    }

    @Sendable func presence(_ request: Request, context: MusterContext) async throws -> Response {
        let roll = try await desk.folded()
        let meeting = try roll.meeting(named: try context.parameters.require("meeting"))
        guard let report = roll.presence(in: meeting, at: desk.edges.now()) else {
            throw Problem(.notFound, "No such meeting", "There is no such meeting.")
        }
        return pages.presence(report, of: meeting, organisation: roll.organisation)
    }
}
