import HTTPTypes
import Hummingbird

/// Where a person's browser gets its session.
struct SessionController {
    static let cookie = "muster"

    let token: AccessToken
    let pages: Pages

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get("login", use: show)  // GET /login → text/html
            .post("session", use: open)  // POST /session ← token=…
    }

    @Sendable func show(_ request: Request, context: MusterContext) async throws -> Response {
        pages.login(hasFailed: false)
    }

    @Sendable func open(_ request: Request, context: MusterContext) async throws -> Response {
        struct Form: Decodable { var token: String }
        let buffer = try await request.body.collect(upTo: ServerLimits.requestBodyBytesMax)
        let form = try? URLEncodedFormDecoder().decode(Form.self, from: String(buffer: buffer))
        guard let form, token.allows(bearer: form.token) else {
            return pages.login(hasFailed: true)
        }
        var response = Response.redirect(to: "/", type: .normal)
        response.setCookie(
            Cookie(
                name: Self.cookie,
                value: AccessToken.session(for: form.token),
                path: "/",
                httpOnly: true,
                sameSite: .strict
            )
        )
        return response
    }
}
