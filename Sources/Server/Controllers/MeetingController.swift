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
            .get(use: list)  // GET /api/v1/meetings?after=PLACE&limit=N
            // GET /api/v1/meetings/ID/presence?at=TIME&known_at=POSITION|TIME
            .get(":meeting/presence", use: presence)
    }

    @Sendable func list(_ request: Request, context: MusterContext) async throws -> Response {
        .json(try await desk.meetingList(askedBy: request).json)
    }

    @Sendable func presence(_ request: Request, context: MusterContext) async throws -> Response {
        let name = try context.parameters.require("meeting")
        let instant = try request.instant("at") ?? desk.edges.now()
        let knownAt = try request.knownAt()
        let present = try await answering { () async throws(DeskFailure) in
            try await desk.presence(inMeeting: name, at: instant, knownAt: knownAt)
        }
        return .json(present.report.json)
    }
}

extension Desk {
    /// The meetings on the page a request asks for: those after `after`, at most `limit`.
    func meetingList(askedBy request: Request) async throws(Problem) -> MeetingList {
        let after = try request.place("after")
        let limit = try request.count("limit", upTo: ServerLimits.meetingsPerPageMax)
        return try await answering { () async throws(DeskFailure) in
            try await meetings(after: after, limit: limit ?? ServerLimits.meetingsPerPage)
        }
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

    /// As known when: a position of the log, or a time (RFC 3339).
    func knownAt() throws(Problem) -> KnownAt? {
        guard let text = uri.queryParameters["known_at"] else { return nil }
        guard let moment = KnownAt(String(text)) else {
            throw Problem(
                .badRequest,
                "Not a moment",
                "known_at must be a position of the log, or a time such as 2026-03-09T10:42:00Z."
            )
        }
        return moment
    }

    /// A place in the list of meetings, as the page before named it.
    func place(_ name: String) throws(Problem) -> MeetingPlace? {
        guard let text = uri.queryParameters[Substring(name)] else { return nil }
        guard let place = MeetingPlace(String(text)) else {
            throw Problem(
                .badRequest,
                "Not a place",
                "\(name) must be what the page before gave as next."
            )
        }
        return place
    }

    /// A number of things, from 1.
    func count(_ name: String, upTo limit: Int) throws(Problem) -> Int? {
        guard let text = uri.queryParameters[Substring(name)] else { return nil }
        guard let count = Int(text), (1...limit).contains(count) else {
            throw Problem(.badRequest, "Not a count", "\(name) must be 1 to \(limit).")
        }
        return count
    }
}
