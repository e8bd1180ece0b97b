import HTTPTypes
import Hummingbird

/// Lets in who has the token: as a bearer token (RFC 6750), or, for reading only, as a session.
///
/// A cookie goes along with any request a browser makes, so it never allows a change.
struct AccessControl: RouterMiddleware {
    let token: AccessToken

    func handle(
        _ request: Request,
        context: MusterContext,
        next: @concurrent (Request, MusterContext) async throws -> Response
    ) async throws -> Response {
        if let bearer = request.bearerToken {
            guard token.allows(bearer: bearer) else { throw refusal }
            return try await next(request, context)
        }
        let isReading = request.method == .get || request.method == .head
        if isReading, let session = request.cookies[SessionController.cookie]?.value,
            token.allows(session: session)
        {
            return try await next(request, context)
        }
        guard !request.wantsPage else { return .redirect(to: "/login", type: .normal) }
        throw refusal
    }

    private var refusal: Problem {
        Problem(
            .unauthorized,
            "Access token needed",
            "Send the token that muster serve printed: Authorization: Bearer TOKEN."
        )
    }
}

extension Request {
    fileprivate var bearerToken: String? {
        guard let value = headers[.authorization], value.lowercased().hasPrefix("bearer ") else {
            return nil
        }
        return String(value.dropFirst("bearer ".count))
    }

    /// Whether a person's browser asks, rather than a program.
    var wantsPage: Bool {
        method == .get && headers[.accept]?.contains("text/html") == true
    }
}
