import EventSourcing
import HTTPTypes
import Hummingbird

/// Lets a session decide something: only by a form of one of its own pages.
///
/// Three locks, each of which keeps out forged requests (CSRF) by itself: the cookie is `SameSite=Strict`,
/// so that no other site's request has it; the browser says that the request comes from this very site;
/// and the form holds a code made for the session, which no other site can read or make.
struct FormGuard: RouterMiddleware {
    let token: AccessToken
    let forwarding: Forwarding
    let now: @Sendable () -> Instant

    func handle(
        _ request: Request,
        context: MusterContext,
        next: @concurrent (Request, MusterContext) async throws -> Response
    ) async throws -> Response {
        guard let session = token.session(of: request, at: now()) else {
            if request.wantsPage { return .redirect(to: "/login", type: .normal) }
            throw Problem.accessTokenNeeded
        }
        var request = request
        let body = try await request.collectBody(upTo: ServerLimits.requestBodyBytesMax)
        let form = (try? URLEncodedFormDecoder().decode(Form.self, from: String(buffer: body)))
        let code = request.headers[.musterForm] ?? form?.form_token
        guard request.isFromOwnPage(at: forwarding.origin(of: request, context)),
            let code, token.allows(form: code, of: session)
        else { throw Problem.forged }
        var context = context
        context.session = session
        return try await next(request, context)
    }

    private struct Form: Decodable { var form_token: String? }
}

extension Request {
    /// Whether the browser says that a page of this site sent it; a browser that says nothing is not
    /// believed.
    func isFromOwnPage(at origin: String) -> Bool {
        if let site = headers[.secFetchSite] { return site == "same-origin" }
        return headers[.origin] == origin
    }
}

extension Problem {
    static let forged = Problem(
        .forbidden,
        "Not from this page",
        "The request did not come from a page of this server in this session. Reload the page.",
        words: Words("problem.forged", titled: "problem.forged_title")
    )
}
