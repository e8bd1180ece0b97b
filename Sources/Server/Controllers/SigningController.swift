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
    let links: LinkGuard
    let forwarding: Forwarding
    let devices: HandedDevices

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get(":token", use: show)  // GET /sign/TOKEN → text/html
            .post(":token", use: sign)  // POST /sign/TOKEN ← image/png, or application/json
            .post(":token/refusal", use: decline)  // POST /sign/TOKEN/refusal ← application/json
    }

    @Sendable func show(_ request: Request, context: MusterContext) async throws -> Response {
        try await show(request, context, goingBackTo: nil)
    }

    /// The page of a link; on a device that was handed over, with the way back to its names.
    func show(
        _ request: Request,
        _ context: MusterContext,
        goingBackTo back: String?
    ) async throws -> Response {
        let token = try context.parameters.require("token")
        let client = forwarding.client(of: request, context)
        let choice = LanguageChoice(request)
        func signing() async throws(Problem) -> Response {
            let invitation = try await answering { () async throws(DeskFailure) in
                try await desk.invitation(
                    withToken: token,
                    onDeviceOf: devices.room(of: request)
                )
            }
            return pages.signing(
                invitation,
                at: "/sign/\(token)",
                goingBackTo: back,
                in: choice,
                now: desk.edges.now()
            )
        }
        return try await links.open(token, from: client) { () async throws(Problem) -> Response in
            do throws(Problem) {
                return try await signing()
            } catch  where error == .linkUnknown {
                do throws(Problem) {
                    let waiting = try await answering { () async throws(DeskFailure) in
                        try await desk.waiting(withToken: token)
                    }
                    return pages.waiting(waiting, in: choice)
                } catch  where error == .linkUnknown {
                    // Whoever waited may have been confirmed between the two questions.
                    return try await signing()
                }
            }
        }
    }

    @Sendable func sign(_ request: Request, context: MusterContext) async throws -> Response {
        let token = try context.parameters.require("token")
        let type = try SignatureBody.MediaType(request.headers[.contentType])
        let replaced = request.headers[.musterReplaces].map { SHA256Digest($0) }
        let client = forwarding.client(of: request, context)
        try await admitAnswer(by: token, from: client)
        let body = try SignatureBody(try await request.bytes(upTo: type.bytesMax), as: type)
        let (signature, joinLink) = try await links.open(token, from: client) {
            () async throws(Problem) in
            try await answering { () async throws(DeskFailure) -> (SignatureGiven, String?) in
                var isToEnter = false
                let signature = try await desk.sign(
                    withToken: token,
                    png: body.png,
                    strokes: body.strokes,
                    replacing: replaced,
                    onDeviceOf: devices.room(of: request)
                ) { terms throws(DeskFailure) in
                    isToEnter = terms.isToEnter
                    return try evidence(request, terms, context)
                }
                let joinLink = isToEnter ? try await desk.joinLink(after: signature) : nil
                return (signature, joinLink)
            }
        }
        var receipt: [String: JSON] = [
            "signed_at": .time(signature.at),
            "slot": .string(signature.place.slot.text),
            "sha256": .string(signature.image.sha256.text),
            "strokes_sha256": signature.evidence.strokes.map { .string($0.text) } ?? .null,
        ]
        if let joinLink { receipt["join_link"] = .string(joinLink) }
        return .json(.object(receipt), status: .created)
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
        let client = forwarding.client(of: request, context)
        try await admitAnswer(by: token, from: client)
        let bytes = try await request.bytes(upTo: ServerLimits.requestBodyBytesMax)
        let reason = try ((try? JSON(parsing: bytes)) ?? .null).reason()
        try await links.open(token, from: client) { () async throws(Problem) in
            try await answering { () async throws(DeskFailure) in
                try await desk.decline(
                    withToken: token,
                    reason: reason,
                    onDeviceOf: devices.room(of: request)
                )
            }
        }
        return Response(status: .noContent)
    }

    /// Looks a link up before anything that comes with it is read.
    private func admitAnswer(by token: String, from client: String?) async throws(Problem) {
        try links.admitAnswer(by: token)
        try await links.open(token, from: client) { () async throws(Problem) in
            try await answering { () async throws(DeskFailure) in
                try await desk.lookUp(token)
            }
        }
    }

    private func evidence(
        _ request: Request,
        _ terms: SigningTerms,
        _ context: MusterContext
    ) throws(DeskFailure) -> SignatureEvidence {
        let language = LanguageChoice(request).language
        if let shown = request.headers[.musterStatement] {
            guard SHA256Digest(shown) == terms.statementHash(in: language) else {
                throw .statementChanged
            }
        }
        func personal(_ text: String?) -> Personal<String>? {
            text.map { Personal($0, about: terms.place.signer) }
        }
        let route = request.headers[.musterRoute].flatMap(SignatureEvidence.Route.init(rawValue:))
        let typedName = request.headers[.musterTypedName]?.removingPercentEncoding
            .map(TextBound.typedName.beginning)
        return SignatureEvidence(
            route: route ?? .drawn,
            statement: terms.statement(in: language),
            typedName: personal(typedName),
            address: personal(forwarding.client(of: request, context)),
            userAgent: personal(request.headers[.userAgent].map(TextBound.userAgent.beginning))
        )
    }
}
