import HTTPTypes
import Hummingbird

/// The headers of every answer: nothing from elsewhere runs, nothing is kept, no address leaks.
struct SecurityHeaders: RouterMiddleware {
    private static let policy = [
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:",
        "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    private static let linkPaths = ["/sign/", "/room/"]

    func handle(
        _ request: Request,
        context: MusterContext,
        next: @concurrent (Request, MusterContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        // A signing link must not travel in a Referer. Other pages tell this site alone, for without it a
        // browser would not say that a form is of ours.
        let isLink = Self.linkPaths.contains { request.uri.path.hasPrefix($0) }
        response.headers[.referrerPolicy] = isLink ? "no-referrer" : "same-origin"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
