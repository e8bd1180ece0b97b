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
        let list = try await desk.meetingList(askedBy: request)
        return pages.meetings(
            list,
            limit: try request.count("limit", upTo: ServerLimits.meetingsPerPageMax),
            organisation: try await desk.organisation(),
            now: desk.edges.now()
        )
    }

    @Sendable func presence(_ request: Request, context: MusterContext) async throws -> Response {
        let name = try context.parameters.require("meeting")
        let present = try await answering { () async throws(DeskFailure) in
            try await desk.presence(inMeeting: name, at: desk.edges.now())
        }
        return pages.presence(
            present.report,
            of: present.meeting,
            organisation: present.organisation
        )
    }
}
