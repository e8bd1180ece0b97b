import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement
import Projections
import ZoomAPI

/// What programs want of meetings at Zoom, in the words of `muster meeting`.
///
/// What is wanted is kept before it is answered, and done at Zoom then: the answer says how it stands.
struct ArrangementController {
    let desk: Desk
    let clients: ZoomClients

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(use: list)  // GET /api/v1/arrangements
            .post(use: create)  // POST /api/v1/arrangements
            .post("takeovers", use: takeOver)  // POST /api/v1/arrangements/takeovers
            .get(":arrangement", use: show)  // GET /api/v1/arrangements/ID
            .patch(":arrangement", use: change)  // PATCH /api/v1/arrangements/ID
            .post(":arrangement/cancellations", use: cancel)  // POST …/ID/cancellations
            .post(":arrangement/endings", use: end)  // POST …/ID/endings
            .post(":arrangement/retries", use: retry)  // POST …/ID/retries
            .post(":arrangement/starts", use: start)  // POST …/ID/starts
            .put(":arrangement/panelists", use: namePanelists)  // PUT …/ID/panelists
    }

    /// What waits in the outbox.
    var outboxEndpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(use: outbox)  // GET /api/v1/outbox
    }

    static let actor = Actor("api")

    func name(_ context: MusterContext) throws -> String {
        try context.parameters.require("arrangement")
    }

    // MARK: Reading

    @Sendable func list(_ request: Request, context: MusterContext) async throws -> Response {
        let readings = try await answering { () async throws(DeskFailure) in
            try await desk.arrangementList()
        }
        return .json(["arrangements": .array(readings.map(\.json))])
    }

    @Sendable func show(_ request: Request, context: MusterContext) async throws -> Response {
        let name = try name(context)
        let entry = try await answering { () async throws(DeskFailure) in
            try await desk.arrangement(named: name)
        }
        return try await answer(entry)
    }

    @Sendable func outbox(_ request: Request, context: MusterContext) async throws -> Response {
        let lines = try await answering { () async throws(DeskFailure) in
            try await desk.outbox()
        }
        return .json(["outbox": .array(lines.map(\.json))])
    }

    /// How an arrangement stands, and what of it waits.
    func answer(
        _ entry: ArrangementRegister.Entry,
        _ status: HTTPResponse.Status = .ok
    ) async throws(Problem) -> Response {
        let (reading, waiting) = try await answering { () async throws(DeskFailure) in
            let reading = try await desk.reading(of: entry)
            let waiting = try await desk.outbox().filter { $0.arrangement.text == reading.id }
            return (reading, waiting)
        }
        var response = Response.json(
            ["arrangement": reading.json, "waiting": .array(waiting.map(\.json))],
            status: status
        )
        if status == .created {
            response.headers[.location] = "/api/v1/arrangements/\(reading.id)"
        }
        return response
    }
}
