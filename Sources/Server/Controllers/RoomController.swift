import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement

/// Where people who are together pick their names: by a common link, on their own devices or on one that
/// is handed from one to the next.
struct RoomController {
    let desk: Desk
    let pages: Pages
    let links: LinkGuard
    let forwarding: Forwarding
    /// The page that each signs on.
    let signing: SigningController

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(":room", use: show)  // GET /room/TOKEN → text/html
            .post(":room", use: pick)  // POST /room/TOKEN ← attendee=ID
            .get(":room/:token", use: sign)  // GET /room/TOKEN/TOKEN → text/html
    }

    @Sendable func show(_ request: Request, context: MusterContext) async throws -> Response {
        let token = try context.parameters.require("room")
        let client = forwarding.client(of: request, context)
        let room = try await links.open(token, from: client) { () async throws(Problem) in
            try await answering { () async throws(DeskFailure) in
                try await desk.room(withToken: token)
            }
        }
        return pages.room(
            room,
            at: "/room/\(token)",
            in: LanguageChoice(request),
            now: desk.edges.now()
        )
    }

    @Sendable func pick(_ request: Request, context: MusterContext) async throws -> Response {
        struct Form: Decodable { var attendee: String }
        let token = try context.parameters.require("room")
        let buffer = try await request.body.collect(upTo: ServerLimits.requestBodyBytesMax)
        let form = try? URLEncodedFormDecoder().decode(Form.self, from: String(buffer: buffer))
        guard let form else {
            throw Problem(.badRequest, "No name", "Send attendee=ID, as the room's page has it.")
        }
        let client = forwarding.client(of: request, context)
        let (own, mode) = try await links.open(token, from: client) { () async throws(Problem) in
            try await answering { () async throws(DeskFailure) -> (String, RoomMode) in
                let room = try await desk.room(withToken: token)
                return (
                    try await desk.claim(SubjectID(form.attendee), inRoom: token), room.mode
                )
            }
        }
        let path =
            switch mode {
            case .ownDevices: "/sign/\(own)"
            case .sharedDevice: "/room/\(token)/\(own)"
            }
        return .redirect(to: path + LanguageChoice(request).query, type: .normal)
    }

    @Sendable func sign(_ request: Request, context: MusterContext) async throws -> Response {
        let room = try context.parameters.require("room")
        return try await signing.show(request, context, goingBackTo: "/room/\(room)")
    }
}
