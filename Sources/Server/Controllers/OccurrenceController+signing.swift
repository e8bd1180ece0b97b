import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import MeetingManagement
import Projections

// Asking for signatures, and taking back what was asked or given.

extension OccurrenceController {
    /// Body: `{"slot": "morning", "from": TIME, "to": TIME, "reason": TEXT or null}`, and `"attendee"`
    /// to ask one alone, `"join_link"` where one signs to enter.
    @Sendable func openSlot(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let json = try await json(request)
        guard let slot = json.slot,
            // Taken for nobody in particular, it would ask everyone and void their links.
            json["attendee"].map({ $0.string != nil || $0 == .null }) ?? true
        else { throw Problem.notSlot }
        let (reason, joinLink) = (try json.text("reason"), try json.text("join_link"))
        let links = try await answering { () async throws(DeskFailure) in
            try await desk.openSlot(
                slot,
                of: id,
                reason: reason,
                joinLink: joinLink,
                for: json["attendee"]?.string.map { SubjectID($0) },
                actor: Self.actor
            )
        }
        return .json(["links": .array(links.map(\.json))], status: .created)
    }

    /// Body: `{"slot": "morning", "from": TIME, "to": TIME, "mode": "own_devices" or "shared_device"}`.
    @Sendable func openRoom(_ request: Request, context: MusterContext) async throws -> Response {
        let id = try occurrence(context)
        let json = try await json(request)
        guard let slot = json.slot,
            let mode = json["mode"]?.string.flatMap(RoomMode.init(rawValue:))
        else {
            throw Problem.notSlot
        }
        let reason = try json.text("reason")
        let link = try await answering { () async throws(DeskFailure) in
            try await desk.openRoom(
                mode,
                for: slot,
                of: id,
                reason: reason,
                actor: Self.actor
            )
        }
        let answer: JSON = [
            "mode": .string(link.mode.rawValue),
            "path": .string(devices.path(of: link)),
            "expires": .time(link.expires),
        ]
        return .json(answer, status: .created)
    }

    /// Body: `{"claim": SHA-256, "confirmed": true or false}`.
    @Sendable func decideClaim(
        _ request: Request,
        context: MusterContext
    ) async throws -> Response {
        let id = try occurrence(context)
        let json = try await json(request)
        guard let claim = json["claim"]?.string.map({ SHA256Digest($0) }),
            case .bool(let isConfirmed) = json["confirmed"]
        else {
            throw Problem(
                .badRequest,
                "Not a claim",
                #"Send {"claim": SHA-256, "confirmed": true}, as GET …/signing lists them."#
            )
        }
        try await answering { () async throws(DeskFailure) in
            if isConfirmed {
                try await desk.confirmClaim(claim, of: id, actor: Self.actor)
            } else {
                try await desk.refuseClaim(claim, of: id, actor: Self.actor)
            }
        }
        return Response(status: .noContent)
    }

    private func json(_ request: Request) async throws -> JSON {
        let buffer = try await request.body.collect(upTo: ServerLimits.requestBodyBytesMax)
        return (try? JSON(parsing: [UInt8](buffer: buffer))) ?? .null
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

extension JSON {
    /// The slot of a request's body.
    fileprivate var slot: Slot? {
        guard let id = self["slot"]?.string.flatMap(SlotID.init(validating:)),
            let start = self["from"]?.string.flatMap(Instant.init),
            let end = self["to"]?.string.flatMap(Instant.init)
        else { return nil }
        return Slot(id: id, window: TimeWindow(start: start, end: end))
    }
}

extension Problem {
    fileprivate static let notSlot = Problem(
        .badRequest,
        "Not a slot",
        #"Send {"slot": "morning", "from": TIME, "to": TIME, "reason": TEXT or null}; for a room, its mode."#
    )
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
