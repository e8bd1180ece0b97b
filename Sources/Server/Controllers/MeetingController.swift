import Attendance
import EventSourcing
import Hummingbird
import MeetingManagement
import Projections
import Typesetting

/// What programs ask about meetings.
struct MeetingController {
    let desk: Desk

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(use: list)  // GET /api/v1/meetings?after=PLACE&limit=N
            // GET /api/v1/meetings/ID/presence?at=TIME&known_at=POSITION|TIME
            .get(":meeting/presence", use: presence)
            .get("unlinked", use: unlinked)  // GET /api/v1/meetings/unlinked
            .put(":meeting/link", use: link)  // PUT /api/v1/meetings/ID/link
            .delete(":meeting/link", use: disown)  // DELETE /api/v1/meetings/ID/link
    }

    @Sendable func list(_ request: Request, context: MusterContext) async throws -> Response {
        .json(try await desk.meetingList(askedBy: request).json)
    }

    @Sendable func unlinked(_ request: Request, context: MusterContext) async throws -> Response {
        let meetings = try await answering { () async throws(DeskFailure) in
            try await desk.unlinkedMeetings()
        }
        return .json(["meetings": .array(meetings.map(\.json))])
    }

    /// Body: for whom it is, as when a meeting is arranged.
    @Sendable func link(_ request: Request, context: MusterContext) async throws -> Response {
        let name = try context.parameters.require("meeting")
        let body = try await ArrangementBody(request, of: ArrangementBody.link)
        let link = try await body.meetingLink(at: desk)
        _ = try await answering { () async throws(DeskFailure) in
            try await desk.link(name, to: link, actor: ArrangementController.actor)
        }
        return Response(status: .noContent)
    }

    /// Its personal data goes with the next sweep.
    @Sendable func disown(_ request: Request, context: MusterContext) async throws -> Response {
        let name = try context.parameters.require("meeting")
        _ = try await answering { () async throws(DeskFailure) in
            try await desk.disown(name, actor: ArrangementController.actor)
        }
        return Response(status: .noContent)
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
        try query(name, "a time such as 2026-03-09T10:42:00Z") { Instant($0) }
    }

    /// As known when: a position of the log, or a time (RFC 3339).
    func knownAt() throws(Problem) -> KnownAt? {
        try query("known_at", "a position of the log, or a time such as 2026-03-09T10:42:00Z") {
            KnownAt($0)
        }
    }

    /// The paper asked for.
    func paper() throws(Problem) -> Paper? {
        let names = Paper.allCases.map(\.rawValue).joined(separator: ", ")
        return try query("paper", "one of \(names)") { Paper(rawValue: $0) }
    }

    /// The language asked for.
    func language() throws(Problem) -> Language? {
        let tags = Language.allCases.map(\.rawValue).joined(separator: ", ")
        return try query("lang", "one of \(tags)") { Language(rawValue: $0) }
    }

    /// A place in the list of meetings, as the page before named it.
    func place(_ name: String) throws(Problem) -> MeetingPlace? {
        try query(name, "what the page before gave as next") { MeetingPlace($0) }
    }

    /// Whether something is asked for that one gets only on asking.
    func wants(_ name: String) throws(Problem) -> Bool {
        try query(name, "true or false") { Bool($0) } ?? false
    }

    /// A number of things, from 1.
    func count(_ name: String, upTo limit: Int) throws(Problem) -> Int? {
        try query(name, "1 to \(limit)") { text in
            Int(text).flatMap { (1...limit).contains($0) ? $0 : nil }
        }
    }

    /// A value in the query; `nil` where there is none.
    private func query<Value>(
        _ name: String,
        _ expected: String,
        _ read: (String) -> Value?
    ) throws(Problem) -> Value? {
        guard let text = uri.queryParameters[Substring(name)] else { return nil }
        guard let value = read(String(text)) else {
            throw Problem(.badRequest, "Wrong \(name)", "\(name) must be \(expected).")
        }
        return value
    }
}
