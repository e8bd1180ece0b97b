import EventSourcing
import HTTPTypes
import Hummingbird

/// Lets in who has the token: as a bearer token (RFC 6750), or, for reading only, as a session.
///
/// A cookie goes along with any request a browser makes, so by itself it never allows a change: see
/// ``FormGuard``.
struct AccessControl: RouterMiddleware {
    let token: AccessToken
    let now: @Sendable () -> Instant

    func handle(
        _ request: Request,
        context: MusterContext,
        next: @concurrent (Request, MusterContext) async throws -> Response
    ) async throws -> Response {
        if let bearer = request.bearerToken {
            guard token.allows(bearer: bearer) else { throw Problem.accessTokenNeeded }
            return try await next(request, context)
        }
        let isReading = request.method == .get || request.method == .head
        if isReading, let session = token.session(of: request, at: now()) {
            var context = context
            context.session = session
            return try await next(request, context)
        }
        guard !request.wantsPage else { return .redirect(to: "/login", type: .normal) }
        throw Problem.accessTokenNeeded
    }
}

extension Problem {
    static let accessTokenNeeded = Problem(
        .unauthorized,
        "Access token needed",
        "Send the token that muster serve printed: Authorization: Bearer TOKEN."
    )
}

extension AccessToken {
    /// The session that a request's cookie is of.
    func session(of request: Request, at now: Instant) -> Session? {
        request.cookies[SessionController.cookie].flatMap { session(ofCookie: $0.value, at: now) }
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
    var wantsPage: Bool { headers[.accept]?.contains("text/html") == true }
}
