import Attendance
import EventSourcing
import HTTPTypes
import Hummingbird
import Logging
import MeetingManagement
import ZoomAPI

/// Where Zoom delivers.
///
/// Zoom waits 3 s, repeats after a 5xx, and never repeats after a 3xx or 4xx: so only a wrong
/// signature is refused for good, and what cannot be stored now is asked for again.
struct WebhookController {
    let desk: Desk
    let webhooks: WebhookSecrets

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .post("webhooks", use: receive)  // POST /zoom/webhooks
    }

    @Sendable func receive(_ request: Request, context: MusterContext) async throws -> Response {
        let valid = webhooks.valid(at: desk.edges.now())
        guard !valid.authenticator.isEmpty else {
            throw Problem(
                .serviceUnavailable,
                "No secret",
                "This server knows no secret token of Zoom's; give one with muster account add, or set "
                    + "MUSTER_ZOOM_SECRET."
            )
        }
        let buffer = try await request.body.collect(upTo: ServerLimits.webhookBodyBytesMax)
        let body = [UInt8](buffer: buffer)
        let now = desk.edges.now()
        let headers = WebhookHeaders { name in
            HTTPField.Name(name).flatMap { request.headers[$0] }
        }
        switch valid.authenticator.verdict(on: body, headers: headers, now: now) {
        case .refused(let refusal):
            context.logger.notice("delivery refused", metadata: ["reason": "\(refusal)"])
            throw Problem(.unauthorized, "Not from Zoom", refusal.description)
        case .authentic(let proof, let isStale):
            let account = valid.account(of: proof)
            if let token = Self.validationToken(body) {
                // An old request vouches for nothing now.
                if let account, !isStale {
                    await note(account, validatedBy: body, at: now, context)
                }
                let answer = EndpointValidation.answer(to: token, with: proof.secret)
                return .bytes(answer, type: "application/json; charset=utf-8")
            }
            return try await store(body, at: now, isStale: isStale, signedBy: account, context)
        }
    }

    /// Notes that Zoom validated the endpoint; whatever becomes of that, Zoom is answered: it ends the
    /// subscription of whoever does not answer.
    private func note(
        _ account: String,
        validatedBy body: [UInt8],
        at now: Instant,
        _ context: MusterContext
    ) async {
        do {
            try await desk.endpointValidated(of: account, by: body, at: now)
        } catch {
            context.logger.error("validation not stored", metadata: ["reason": "\(error)"])
        }
    }

    private static func validationToken(_ body: [UInt8]) -> String? {
        guard case .urlValidation(let token) = try? WebhookNotification(parsing: body).payload
        else { return nil }
        return token
    }

    private func store(
        _ body: [UInt8],
        at now: Instant,
        isStale: Bool,
        signedBy signer: String?,
        _ context: MusterContext
    ) async throws -> Response {
        do {
            let outcome = try await desk.take(
                body,
                source: .live,
                receivedAt: now,
                isStale: isStale,
                signedBy: signer
            )
            context.logger.debug("delivery taken", metadata: ["outcome": "\(outcome)"])
            return Response(status: .noContent)
        } catch {
            context.logger.error("delivery not stored", metadata: ["reason": "\(error)"])
            // Whatever it was, Zoom must send it again.
            throw Problem(
                .serviceUnavailable,
                "Not stored",
                "The delivery could not be stored. Send it again.",
                retryAfter: ServerLimits.retryAfterSeconds
            )
        }
    }
}
