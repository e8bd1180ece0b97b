import EventSourcing
import HTTPTypes
import Hummingbird

/// Where a person's browser gets its session.
struct SessionController {
    static let cookie = "muster"

    let token: AccessToken
    let forwarding: Forwarding
    let pages: Pages
    let now: @Sendable () -> Instant
    let random: @Sendable (_ count: Int) -> [UInt8]

    var endpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .get("login", use: show)  // GET /login → text/html
            .post("session", use: open)  // POST /session ← token=…
    }

    /// What needs a session, and a form of its pages.
    var guardedEndpoints: RouteCollection<MusterContext> {
        RouteCollection(context: MusterContext.self)
            .post("session/end", use: end)  // POST /session/end
    }

    @Sendable func show(_ request: Request, context: MusterContext) async throws -> Response {
        pages.login(hasFailed: false)
    }

    @Sendable func open(_ request: Request, context: MusterContext) async throws -> Response {
        struct Form: Decodable { var token: String }
        // Else another site could sign somebody in as somebody else.
        let isNamed = request.headers[.secFetchSite] != nil || request.headers[.origin] != nil
        guard !isNamed || request.isFromOwnPage(at: forwarding.origin(of: request, context)) else {
            throw Problem.forged
        }
        let buffer = try await request.body.collect(upTo: ServerLimits.requestBodyBytesMax)
        let form = try? URLEncodedFormDecoder().decode(Form.self, from: String(buffer: buffer))
        guard let form, token.allows(bearer: form.token) else {
            return pages.login(hasFailed: true)
        }
        let session = Session(id: random(16).hexadecimal, began: Instant(seconds: now().seconds))
        var response = Response.redirect(to: "/", type: .normal)
        response.setCookie(
            cookie(token.cookie(of: session), isSecure: forwarding.isSecure(request, context))
        )
        return response
    }

    @Sendable func end(_ request: Request, context: MusterContext) async throws -> Response {
        Response.redirect(to: "/login", type: .normal).endingSession()
    }

    private func cookie(_ value: String, isSecure: Bool) -> Cookie {
        Cookie(
            name: Self.cookie,
            value: value,
            path: "/",
            secure: isSecure,
            httpOnly: true,
            sameSite: .strict
        )
    }
}

extension Response {
    /// The same answer; the browser forgets its session with it.
    func endingSession() -> Response {
        var response = self
        response.setCookie(
            Cookie(
                name: SessionController.cookie,
                value: "",
                maxAge: 0,
                path: "/",
                httpOnly: true,
                sameSite: .strict
            )
        )
        return response
    }
}
