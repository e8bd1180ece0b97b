import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement
import Projections
import Reports
import Typesetting

/// What programs ask about one occurrence, and what they may decide about it.
struct OccurrenceController {
    let desk: Desk
    let fonts: FontShelf
    let devices: HandedDevices

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(":occurrence/sheet", use: sheet)  // GET …/ID/sheet?known_at=POSITION|TIME
            .get(":occurrence/sheet.pdf", use: pdf)  // GET …/sheet.pdf?lang=fr&paper=a4&revision=1
            .get(":occurrence/sheet.csv", use: csv)  // GET …/ID/sheet.csv?known_at=…
            .get(":occurrence/timeline.svg", use: timeline)  // GET …/ID/timeline.svg?lang=fr
            .post(":occurrence/slots", use: openSlot)  // POST …/ID/slots
            .get(":occurrence/signing", use: signing)  // GET …/ID/signing
            .post(":occurrence/revocations", use: revoke)  // POST …/ID/revocations
            .post(":occurrence/withdrawals", use: withdraw)  // POST …/ID/withdrawals
            .post(":occurrence/rooms", use: openRoom)  // POST …/ID/rooms
            .post(":occurrence/claims", use: decideClaim)  // POST …/ID/claims
            .post(":occurrence/closings", use: close)  // POST …/ID/closings
    }

    static let actor = Actor("api")

    func occurrence(_ context: MusterContext) throws -> OccurrenceID {
        OccurrenceID(try context.parameters.require("occurrence"))
    }

    @Sendable func sheet(_ request: Request, context: MusterContext) async throws -> Response {
        .json(try await reading(for: request, context).json)
    }

    @Sendable func csv(_ request: Request, context: MusterContext) async throws -> Response {
        let reading = try await reading(for: request, context)
        var response = Response.bytes(desk.csv(of: reading), type: "text/csv; charset=utf-8")
        let name = "attendance-\(reading.content.occurrence.id).csv"
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    @Sendable func timeline(_ request: Request, context: MusterContext) async throws -> Response {
        let language = try request.language() ?? .english
        let reading = try await reading(for: request, context)
        let svg = try await answering { () async throws(DeskFailure) in
            try desk.timeline(of: reading, in: language)
        }
        var response = Response.bytes(Array(svg.utf8), type: "image/svg+xml")
        response.headers[.contentLanguage] = language.rawValue
        return response
    }

    private func reading(
        for request: Request,
        _ context: MusterContext
    ) async throws -> SheetReading {
        let id = try occurrence(context)
        let knownAt = try request.knownAt()
        return try await answering { () async throws(DeskFailure) in
            if let knownAt { return try await desk.sheet(of: id, knownAt: knownAt) }
            return try await desk.sheet(of: id)
        }
    }

    @Sendable func pdf(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let knownAt = try request.knownAt()
        // A document that is kept does not depend on what a browser prefers.
        let language = try request.language() ?? .english
        let form = SheetForm(
            language: language,
            paper: try request.paper() ?? .a4,
            isBlank: try request.wants("blank")
        )
        let revision = try request.count("revision", upTo: 1_000_000)
        guard [knownAt != nil, revision != nil, form.isBlank].count(where: { $0 }) <= 1 else {
            throw Problem(
                .badRequest,
                "One of three",
                "Ask for known_at, revision or blank, and not for two of them."
            )
        }
        let bytes = try await answering { () async throws(DeskFailure) in
            if let revision {
                return try await desk.pdf(of: id, revision: revision, as: form, fonts: fonts)
            }
            if let knownAt {
                return try await desk.pdf(of: id, knownAt: knownAt, as: form, fonts: fonts)
            }
            return try await desk.pdf(of: id, as: form, fonts: fonts, actor: Self.actor)
        }
        var response = Response.bytes(bytes, type: "application/pdf")
        response.headers[.contentLanguage] = language.rawValue
        response.headers[.contentDisposition] = "inline; filename=\"attendance-\(id).pdf\""
        return response
    }

    @Sendable func close(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let reading = try await answering { () async throws(DeskFailure) in
            try await desk.closeSheet(of: id, actor: Self.actor)
        }
        return .json(reading.json, status: .created)
    }
}
