import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement
import Projections

// Asking for signatures, and taking back what was asked or given.

extension OccurrenceController {
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

    /// Body: `{"attendee": ID, "slot": "morning"}`.
    @Sendable func revoke(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let line = try await line(request)
        _ = try await answering { () async throws(DeskFailure) in
            try await desk.revokeRequests(
                of: line.attendee,
                in: line.slot,
                of: id,
                actor: Self.actor
            )
        }
        return Response(status: .noContent)
    }

    /// Body: `{"attendee": ID, "slot": "morning", "reason": TEXT}`.
    @Sendable func withdraw(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let line = try await line(request)
        let reason = try line.body.reason()
        try await answering { () async throws(DeskFailure) in
            try await desk.withdrawSignature(
                of: line.attendee,
                in: line.slot,
                of: id,
                reason: reason,
                actor: Self.actor
            )
        }
        return Response(status: .noContent)
    }

    /// Which line of the signing report a request is about.
    private func line(
        _ request: Request
    ) async throws -> (attendee: SubjectID, slot: SlotID, body: JSON) {
        let buffer = try await request.body.collect(upTo: ServerLimits.requestBodyBytesMax)
        guard let json = try? JSON(parsing: [UInt8](buffer: buffer)),
            let attendee = json["attendee"]?.string,
            let slot = json["slot"]?.string.flatMap(SlotID.init(validating:))
        else {
            throw Problem(
                .badRequest,
                "Not a line",
                #"Send {"attendee": ID, "slot": "morning"}, as GET …/signing lists them."#
            )
        }
        return (SubjectID(attendee), slot, json)
    }
}

extension SigningLink {
    fileprivate var json: JSON {
        [
            "attendee": .string(attendee.text),
            "name": .string(name),
            "slot": .string(place.slot.text),
            "capacity": .string(place.capacity.rawValue),
            "path": .string("/sign/\(token)"),
            "opens": .time(opens),
            "expires": .time(expires),
        ]
    }
}
