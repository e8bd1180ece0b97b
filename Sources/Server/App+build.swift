import HTTPTypes
public import Hummingbird
import HummingbirdCore
public import Logging
public import MeetingManagement
import NIOCore
import ServiceLifecycle

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
    let tray = LinkTray()
    let watch = AccountWatch(desk)
    let router = try buildRouter(desk: desk, settings: settings, tray: tray, watch: watch)
    let asking = settings.askingPeriodSeconds.map {
        SigningClock(desk: desk, tray: tray, periodSeconds: $0, logger: logger)
    }
    let watching = settings.watchingPeriodSeconds.map {
        AccountClock(watch: watch, periodSeconds: $0, logger: logger)
    }
    let clients = settings.zoom?.clients ?? ZoomClients()
    let reconcilingPeriod = settings.zoom?.reconcilingPeriodSeconds
    let emptying = reconcilingPeriod.map { _ in
        OutboxRounds(outbox: Outbox(desk: desk, clients: clients), desk: desk, logger: logger)
    }
    let reconciling = reconcilingPeriod.map {
        ReconcilingClock(
            reconciler: Reconciler(desk: desk, clients: clients),
            periodSeconds: $0,
            logger: logger
        )
    }
    let sweeping = settings.sweepingPeriodSeconds.map {
        UnlinkedClock(
            sweep: UnlinkedSweep(desk: desk, clients: clients),
            periodSeconds: $0,
            logger: logger
        )
    }
    let services: [(any Service)?] = [asking, watching, emptying, reconciling, sweeping]
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
        services: services.compactMap(\.self),
        onServerRunning: { channel in
            await onRunning(channel.localAddress?.port ?? settings.port)
        },
        logger: logger
    )
}

func buildRouter(
    desk: Desk,
    settings: ServerSettings,
    tray: LinkTray,
    watch: AccountWatch
) throws -> Router<MusterContext> {
    let pages = try Pages()
    let token = settings.accessToken
    let forwarding = Forwarding(trusted: settings.trustedProxies, address: settings.address)
    let router = Router(context: MusterContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: RequestLog())
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ProblemPages(pages: pages))

    // Open to all: Zoom proves itself by signature, a signer by link.
    router.addRoutes(
        WebhookController(desk: desk, webhooks: settings.webhooks).endpoints,
        atPath: "/zoom"
    )
    let links = LinkGuard(now: desk.edges.now)
    let devices = HandedDevices(token: token, forwarding: forwarding)
    let signing = SigningController(
        desk: desk,
        pages: pages,
        links: links,
        forwarding: forwarding,
        devices: devices
    )
    let room = RoomController(
        desk: desk,
        pages: pages,
        links: links,
        forwarding: forwarding,
        devices: devices,
        signing: signing
    )
    let session = SessionController(
        token: token,
        forwarding: forwarding,
        pages: pages,
        now: desk.edges.now,
        random: desk.edges.random
    )
    router.addRoutes(signing.endpoints, atPath: "/sign")
    router.addRoutes(room.endpoints, atPath: "/room")
    router.addRoutes(session.endpoints)
    router.addRoutes(AssetController().endpoints, atPath: "/assets")

    // Everything else needs the token; with a session alone it only reads.
    let trainer = TrainerController(
        desk: desk,
        pages: pages,
        tray: tray,
        token: token,
        forwarding: forwarding,
        devices: devices
    )
    let guarded = router.group()
        .add(middleware: AccessControl(token: token, now: desk.edges.now))
    guarded.addRoutes(PageController(desk: desk, pages: pages).endpoints)
    guarded.addRoutes(trainer.endpoints, atPath: "/occurrences")
    guarded.addRoutes(MeetingController(desk: desk).endpoints, atPath: "/api/v1/meetings")
    let clients = settings.zoom?.clients ?? ZoomClients()
    let arranging = ArrangementController(desk: desk, clients: clients)
    guarded.addRoutes(arranging.endpoints, atPath: "/api/v1/arrangements")
    guarded.addRoutes(arranging.outboxEndpoints, atPath: "/api/v1/outbox")
    guarded.addRoutes(
        AccountController(desk: desk, watch: watch, clients: clients).endpoints,
        atPath: "/api/v1/accounts"
    )
    guarded.addRoutes(
        OccurrenceController(desk: desk, fonts: settings.fonts, devices: devices).endpoints,
        atPath: "/api/v1/occurrences"
    )

    // What a session may decide, by a form of its own pages.
    let forms = router.group().add(
        middleware: FormGuard(token: token, forwarding: forwarding, now: desk.edges.now)
    )
    forms.addRoutes(trainer.guardedEndpoints, atPath: "/occurrences")
    forms.addRoutes(session.guardedEndpoints)
    return router
}
