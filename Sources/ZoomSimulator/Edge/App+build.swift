public import EventSourcing
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import ServiceLifecycle

/// A simulator, ready to run.
public struct Simulator<App: ApplicationProtocol>: Sendable {
    /// The server with everything that runs beside it.
    public let application: App
    /// What it serves: to look at its truth, or let its time go on.
    public let host: SimulationHost
}

/// Builds a simulator: the API of Zoom, its webhooks, and the control endpoints under `/simulator`.
/// - Parameters:
///   - scenario: What it plays.
///   - settings: Where it listens and how fast time passes.
///   - logger: Where it writes what it notices; never what anybody is called.
///   - realNow: The real time.
///   - onRunning: Called with the port once it listens.
/// - Returns: the server and the host of the simulated Zoom.
/// - Throws: ``ScenarioError`` for a time zone that the system does not know.
public func buildSimulator(
    _ scenario: Scenario,
    settings: SimulatorSettings,
    logger: Logger,
    realNow: @escaping @Sendable () -> Instant,
    onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
) throws(ScenarioError) -> Simulator<some ApplicationProtocol> {
    try scenario.checkZones()
    let zoom = SimulatedZoom(
        scenario,
        startingAt: realNow(),
        address: settings.address ?? "http://\(settings.host):\(settings.port)",
        zones: { ZoneRules.system(named: $0, around: $1) }
    )
    let host = SimulationHost(zoom, settings: settings, logger: logger, realNow: realNow)
    let router = Router(context: BasicRequestContext.self)
    APIController(host: host).add(to: router)
    router.addRoutes(ControlController(host: host).endpoints, atPath: "/simulator")
    let application = Application(
        router: router,
        configuration: ApplicationConfiguration(
            address: .hostname(settings.host, port: settings.port),
            serverName: "muster-zoom-simulator"
        ),
        services: [host],
        onServerRunning: { channel in
            let port = channel.localAddress?.port ?? settings.port
            await host.setAddress(settings.address ?? "http://\(settings.host):\(port)")
            await onRunning(port)
        },
        logger: logger
    )
    return Simulator(application: application, host: host)
}

extension Scenario {
    /// Whether the system knows the zones it names: a misspelt one would shift a course by hours.
    fileprivate func checkZones() throws(ScenarioError) {
        var named = meetings.enumerated().map { ("meetings[\($0.offset)]", $0.element.timezone) }
        for (index, account) in accounts.enumerated() {
            named += account.users.enumerated().map {
                ("accounts[\(index)].users[\($0.offset)]", $0.element.timezone)
            }
        }
        for (place, zone) in named
        where ZoneRules.system(named: zone, around: Instant(seconds: 0)) == nil {
            throw .unusable(
                place: "\(place).timezone",
                expected: "the name of a time zone such as Europe/Paris"
            )
        }
    }

    /// The scenario that comes with Muster: a course of one week with 30 people, of whose deliveries 5 %
    /// are lost, 10 % doubled and 20 % late, and an hour in which Zoom is down.
    /// - Throws: ``ScenarioError`` if it was spoilt.
    public static func weekCourse() throws(ScenarioError) -> Scenario {
        try Scenario(parsing: PackageResources.week_course_json)
    }

    /// The text of ``weekCourse()``, to begin one's own with.
    public static var weekCourseText: [UInt8] { PackageResources.week_course_json }
}
