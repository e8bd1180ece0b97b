import HTTPTypes
public import Hummingbird
import HummingbirdCore
public import Logging
public import MeetingManagement
import NIOCore

/// Builds the server: its routes, and who may take which.
/// - Parameters:
///   - desk: The organisation's desk.
///   - settings: What the server is started with.
///   - logger: Where it writes what it notices.
///   - onRunning: Called with the port once it listens.
/// - Returns: the server, ready to run.
/// - Throws: when a page's template cannot be read.
public func buildApplication(
    desk: Desk,
    settings: ServerSettings,
    logger: Logger,
    onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
) throws -> some ApplicationProtocol {
    let router = try buildRouter(desk: desk, settings: settings)
    return Application(
        router: router,
        server: .http1(
            configuration: HTTP1Channel.Configuration(
                idleTimeout: .seconds(ServerLimits.idleSecondsMax)
            )
        ),
        configuration: ApplicationConfiguration(
            address: .hostname(settings.host, port: settings.port),
            serverName: "muster"
        ),
        onServerRunning: { channel in
            await onRunning(channel.localAddress?.port ?? settings.port)
        },
        logger: logger
    )
}

func buildRouter(desk: Desk, settings: ServerSettings) throws -> Router<MusterContext> {
    let pages = try Pages()
    let router = Router(context: MusterContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ProblemPages(pages: pages))

    // Open to all: Zoom proves itself by signature, a signer by link.
    router.addRoutes(
        WebhookController(desk: desk, authenticator: settings.authenticator).endpoints,
        atPath: "/zoom"
    )
    router.addRoutes(SigningController(desk: desk, pages: pages).endpoints, atPath: "/sign")
    router.addRoutes(SessionController(token: settings.accessToken, pages: pages).endpoints)
    router.addRoutes(AssetController().endpoints, atPath: "/assets")

    // Everything else needs the token.
    let guarded = router.group().add(middleware: AccessControl(token: settings.accessToken))
    guarded.addRoutes(PageController(desk: desk, pages: pages).endpoints)
    guarded.addRoutes(MeetingController(desk: desk).endpoints, atPath: "/api/v1/meetings")
    guarded.addRoutes(
        OccurrenceController(desk: desk, fonts: settings.fonts).endpoints,
        atPath: "/api/v1/occurrences"
    )
    return router
}
