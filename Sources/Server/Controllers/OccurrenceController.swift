import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement
import Projections
import Typesetting

/// What programs ask about one occurrence, and what they may decide about it.
struct OccurrenceController {
    let desk: Desk
    let fonts: FontShelf

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(":occurrence/sheet", use: sheet)  // GET …/ID/sheet?known_at=POSITION|TIME
            .get(":occurrence/sheet.pdf", use: pdf)  // GET …/ID/sheet.pdf?known_at=…
            .post(":occurrence/slots", use: openSlot)  // POST …/ID/slots
            .get(":occurrence/signing", use: signing)  // GET …/ID/signing
            .post(":occurrence/revocations", use: revoke)  // POST …/ID/revocations
            .post(":occurrence/withdrawals", use: withdraw)  // POST …/ID/withdrawals
            .post(":occurrence/closings", use: close)  // POST …/ID/closings
    }

    private static let actor = Actor("api")

    private func occurrence(_ context: MusterContext) throws -> OccurrenceID {
        OccurrenceID(try context.parameters.require("occurrence"))
    }

    @Sendable func sheet(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let knownAt = try request.knownAt()
        let reading = try await answering { () async throws(DeskFailure) in
            if let knownAt { return try await desk.sheet(of: id, knownAt: knownAt) }
            return try await desk.sheet(of: id)
        }
        return .json(reading.json)
    }

    @Sendable func pdf(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let knownAt = try request.knownAt()
        let bytes = try await answering { () async throws(DeskFailure) in
            if let knownAt {
                return try await desk.pdf(of: id, knownAt: knownAt, fonts: fonts)
            }
            return try await desk.pdf(of: id, fonts: fonts, actor: Self.actor)
        }
        var response = Response.bytes(bytes, type: "application/pdf")
        response.headers[.contentDisposition] = "inline; filename=\"attendance-\(id).pdf\""
        return response
    }

    /// Body: `{"slot": "morning", "from": TIME, "to": TIME, "reason": TEXT or null}`, and `"attendee"`
    /// to ask one alone.
    @Sendable func openSlot(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let buffer = try await request.body.collect(upTo: ServerLimits.requestBodyBytesMax)
        guard let json = try? JSON(parsing: [UInt8](buffer: buffer)),
            let slot = json["slot"]?.string.flatMap(SlotID.init(validating:)),
            let start = json["from"]?.string.flatMap(Instant.init),
            let end = json["to"]?.string.flatMap(Instant.init),
            // Taken for nobody in particular, it would ask everyone and void their links.
            json["attendee"].map({ $0.string != nil || $0 == .null }) ?? true
        else {
            throw Problem(
                .badRequest,
                "Not a slot",
                #"Send {"slot": "morning", "from": TIME, "to": TIME, "reason": TEXT or null}."#
            )
        }
        let window = TimeWindow(start: start, end: end)
        let links = try await answering { () async throws(DeskFailure) in
            try await desk.openSlot(
                Slot(id: slot, window: window),
                of: id,
                reason: json["reason"]?.string,
                for: json["attendee"]?.string.map { SubjectID($0) },
                actor: Self.actor
            )
        }
        return .json(["links": .array(links.map(\.json))], status: .created)
    }

    @Sendable func signing(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let report = try await answering { () async throws(DeskFailure) in
            try await desk.signing(of: id)
        }
        return .json(report.json)
    }

    /// Body: `{"signer": ID, "slot": "morning", "capacity": "attendee"}`.
    @Sendable func revoke(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let (place, _) = try await place(request)
        try await answering { () async throws(DeskFailure) in
            try await desk.revokeRequest(for: place, of: id, actor: Self.actor)
        }
        return Response(status: .noContent)
    }

    /// Body: `{"signer": ID, "slot": "morning", "capacity": "attendee", "reason": TEXT}`.
    @Sendable func withdraw(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let (place, json) = try await place(request)
        guard let reason = ServerLimits.reason(json["reason"]?.string) else {
            throw Problem(
                .unprocessableContent,
                "No reason",
                "Say why the signature is taken back, as reason: in at most "
                    + "\(ServerLimits.reasonCharactersMax) characters."
            )
        }
        try await answering { () async throws(DeskFailure) in
            try await desk.withdrawSignature(for: place, of: id, reason: reason, actor: Self.actor)
        }
        return Response(status: .noContent)
    }

    private func place(_ request: Request) async throws -> (SignaturePlace, JSON) {
        let buffer = try await request.body.collect(upTo: ServerLimits.requestBodyBytesMax)
        guard let json = try? JSON(parsing: [UInt8](buffer: buffer)),
            let signer = json["signer"]?.string,
            let slot = json["slot"]?.string.flatMap(SlotID.init(validating:)),
            let capacity = json["capacity"]?.string.flatMap(SigningCapacity.init(rawValue:))
        else {
            throw Problem(
                .badRequest,
                "Not a place",
                #"Send {"signer": ID, "slot": "morning", "capacity": "attendee" or "trainer"}, "#
                    + "as GET …/signing lists them."
            )
        }
        return (SignaturePlace(signer: SubjectID(signer), slot: slot, capacity: capacity), json)
    }

    @Sendable func close(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let reading = try await answering { () async throws(DeskFailure) in
            try await desk.closeSheet(of: id, actor: Self.actor)
        }
        return .json(reading.json, status: .created)
    }
}

extension SigningLink {
    fileprivate var json: JSON {
        [
            "signer": .string(place.signer.text),
            "name": .string(name),
            "slot": .string(place.slot.text),
            "capacity": .string(place.capacity.rawValue),
            "path": .string("/sign/\(token)"),
            "expires": .time(expires),
        ]
    }
}
