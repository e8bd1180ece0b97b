import Attendance
import EventSourcing
import Foundation
import HTTPTypes
import Hummingbird
import MeetingManagement

/// Where people sign, by personal link.
struct SigningController {
    let desk: Desk
    let pages: Pages

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(":token", use: show)  // GET /sign/TOKEN → text/html
            .post(":token", use: sign)  // POST /sign/TOKEN ← image/png, or application/json
            .post(":token/refusal", use: decline)  // POST /sign/TOKEN/refusal ← application/json
    }

    @Sendable func show(_ request: Request, context: MusterContext) async throws -> Response {
        let token = try context.parameters.require("token")
        let invitation = try await answering { () async throws(DeskFailure) in
            try await desk.invitation(withToken: token)
        }
        return pages.signing(invitation, postPath: "/sign/\(token)", now: desk.edges.now())
    }

    @Sendable func sign(_ request: Request, context: MusterContext) async throws -> Response {
        let token = try context.parameters.require("token")
        let type = try SignatureBody.MediaType(request.headers[.contentType])
        let replaced = request.headers[.musterReplaces].map { SHA256Digest($0) }
        let buffer = try await request.body.collect(upTo: type.bytesMax)
        let body = try SignatureBody([UInt8](buffer: buffer), as: type)
        let signature = try await answering { () async throws(DeskFailure) in
            try await desk.sign(
                withToken: token,
                png: body.png,
                strokes: body.strokes,
                replacing: replaced
            ) { place in evidence(request, place, context) }
        }
        let receipt: JSON = [
            "signed_at": .time(signature.at),
            "slot": .string(signature.place.slot.text),
            "sha256": .string(signature.image.sha256.text),
            "strokes_sha256": signature.evidence.strokes.map { .string($0.text) } ?? .null,
        ]
        return .json(receipt, status: .created)
    }

    /// Body: `{"reason": TEXT}`.
    @Sendable func decline(_ request: Request, context: MusterContext) async throws -> Response {
        let token = try context.parameters.require("token")
        // No form of another site can send this type without the browser asking first.
        guard request.headers[.contentType] == "application/json" else {
            throw Problem(
                .unsupportedMediaType,
                "Not JSON",
                #"Send {"reason": TEXT} with Content-Type: application/json."#
            )
        }
        let buffer = try await request.body.collect(upTo: ServerLimits.requestBodyBytesMax)
        let body = (try? JSON(parsing: [UInt8](buffer: buffer))) ?? .null
        let reason = try body.reason()
        try await answering { () async throws(DeskFailure) in
            try await desk.decline(withToken: token, reason: reason)
        }
        return Response(status: .noContent)
    }

    private func evidence(
        _ request: Request,
        _ place: SignaturePlace,
        _ context: MusterContext
    ) -> SignatureEvidence {
        func personal(_ text: String?) -> Personal<String>? {
            text.map { Personal($0, about: place.signer) }
        }
        let route = request.headers[.musterRoute].flatMap(SignatureEvidence.Route.init(rawValue:))
        let typedName = request.headers[.musterTypedName]?.removingPercentEncoding
            .map { String($0.prefix(ServerLimits.typedNameCharactersMax)) }
        return SignatureEvidence(
            route: route ?? .drawn,
            statement: place.capacity.statement,
            typedName: personal(typedName),
            address: personal(context.remoteAddress),
            userAgent: personal(request.headers[.userAgent])
        )
    }
}
