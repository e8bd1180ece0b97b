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
    let devices: HandedDevices
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
        let (path, hash) = ("/room/\(token)", SHA256Digest(hashing: Array(token.utf8)))
        if let taken = devices.taking(request, forRoom: hash, at: path, context) { return taken }
        let client = forwarding.client(of: request, context)
        let room = try await links.open(token, from: client) { () async throws(Problem) in
            try await visibleRoom(token, request)
        }
        return pages.room(
            room,
            at: path,
            in: LanguageChoice(request),
            now: desk.edges.now()
        )
    }

    /// The room, where it is seen: one of a device that is handed over, on that device only.
    private func visibleRoom(
        _ token: String,
        _ request: Request
    ) async throws(Problem) -> SigningRoom {
        let room = try await answering { () async throws(DeskFailure) in
            try await desk.room(withToken: token)
        }
        guard room.mode == .ownDevices || isOnDevice(ofRoom: token, request) else {
            throw .linkUnknown
        }
        return room
    }

    private func isOnDevice(ofRoom token: String, _ request: Request) -> Bool {
        devices.room(of: request) == SHA256Digest(hashing: Array(token.utf8))
    }

    @Sendable func pick(_ request: Request, context: MusterContext) async throws -> Response {
        struct Form: Decodable { var attendee: String }
        let token = try context.parameters.require("room")
        let bytes = try await request.bytes(upTo: ServerLimits.requestBodyBytesMax)
        let text = String(decoding: bytes, as: UTF8.self)
        let form = try? URLEncodedFormDecoder().decode(Form.self, from: text)
        guard let form else {
            throw Problem(.badRequest, "No name", "Send attendee=ID, as the room's page has it.")
        }
        let client = forwarding.client(of: request, context)
        let (own, mode) = try await links.open(token, from: client) {
            () async throws(Problem) -> (String, RoomMode) in
            let room = try await visibleRoom(token, request)
            let own = try await answering { () async throws(DeskFailure) in
                try await desk.claim(SubjectID(form.attendee), inRoom: token)
            }
            return (own, room.mode)
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
        guard isOnDevice(ofRoom: room, request) else { throw Problem.linkUnknown }
        return try await signing.show(request, context, goingBackTo: "/room/\(room)")
    }
}
