import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Hummingbird
import LogSocket
import MeetingManagement
import Server
import ServiceLifecycle
import Typesetting
import ZoomAPI

/// The command `muster serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Receives Zoom's webhooks and answers people and programs.",
        discussion: """
            \(ZoomSecrets.help) MUSTER_TOKEN is the access token that reading needs; without it one is \
            made and printed.

            Example: MUSTER_ZOOM_SECRET=… muster serve --data /var/lib/muster --port 8080
            """
    )

    @OptionGroup var data: DataDirectory

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port: Int

    @Option(help: "The address to listen on. Put a reverse proxy with TLS in front of it.")
    var host = "127.0.0.1"

    @Option(
        name: .customLong("at"),
        help: ArgumentHelp(
            "Where it is reached from outside: what links and QR codes begin with.",
            valueName: "URL"
        )
    )
    var address: String?

    @Option(
        name: .customLong("trust-proxy"),
        help: ArgumentHelp(
            """
            The address of a reverse proxy that says who asks, in X-Forwarded-For; else signatures \
            have the proxy's address. May be given several times.
            """,
            valueName: "IP"
        )
    )
    var trustedProxies: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            A Zoom simulator whose time is the server's: windows, ages and reports are judged by it. \
            Run it with --signature simulated, and keep its data in a directory of its own.
            """,
            valueName: "URL"
        )
    )
    var simulator: String?

    @OptionGroup var logging: LogOptions

    /// How often it looks whether somebody is to be asked to sign.
    private static let askingPeriodSeconds = 15
    /// How often it looks whether something is wrong with an account.
    private static let watchingPeriodSeconds = 60
    /// How often it looks whether Zoom is to be asked for what did not come.
    private static let reconcilingPeriodSeconds = 20

    /// How often it looks what is to become of meetings that nobody linked.
    private static let sweepingPeriodSeconds = 60

    func validate() throws {
        if let address {
            guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
                throw ValidationError("--at takes an address such as https://muster.example")
            }
        }
        if let simulator {
            guard simulator.hasPrefix("https://") || simulator.hasPrefix("http://") else {
                throw ValidationError("--simulator takes an address such as http://127.0.0.1:8099")
            }
        }
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port must be 0 to 65535, not \(port)")
        }
    }

    func run() async throws {
        let clock = try await SimulatorClock(at: simulator)
        let open = try await data.openAlone(edges: clock?.edges ?? .live, onFailure: Output.stop)
        let fonts = try FontShelf.system()
        let environment = ProcessInfo.processInfo.environment
        let token = environment["MUSTER_TOKEN"] ?? Edges.live.random(16).hexadecimal
        guard let access = AccessToken(token) else {
            throw CommandFailure("MUSTER_TOKEN must have at least 16 characters")
        }
        try await open.accounts.load()
        let webhooks = open.accounts.webhooks
        if webhooks.valid(at: open.desk.edges.now()).authenticator.isEmpty {
            Output.note(
                "No Zoom secret is known: deliveries are answered 503, so that Zoom sends them again. "
                    + "Connect an account with muster account add."
            )
        }
        let receiving = Receiving(open.desk, webhooks)
        let settings = ServerSettings(
            host: host,
            port: port,
            webhooks: webhooks,
            accessToken: access,
            fonts: fonts,
            address: address.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 },
            trustedProxies: Set(trustedProxies),
            askingPeriodSeconds: Self.askingPeriodSeconds,
            watchingPeriodSeconds: Self.watchingPeriodSeconds,
            sweepingPeriodSeconds: Self.sweepingPeriodSeconds,
            zoom: ZoomSettings(
                try await open.zoomClients(),
                reconcilingPeriodSeconds: Self.reconcilingPeriodSeconds
            )
        )
        let isOwnToken = environment["MUSTER_TOKEN"] != nil
        let server = try buildApplication(
            desk: open.desk,
            settings: settings,
            logger: logging.logger("muster")
        ) { [host] port in
            await receiving.begin()
            let address = "http://\(host):\(port)"
            Output.line("listening on \(address)")
            Output.line("webhooks:  \(address)/zoom/webhooks")
            if let clock { Output.line("time:      the simulator's, \(clock.now)") }
            // After the #, the token stays in the browser.
            if !isOwnToken { Output.line("open:      \(address)/login#token=\(token)") }
        }
        let directory = data.url
        do {
            try await Self.run(server, beside: open, in: directory, receiving, by: clock)
        } catch {
            await receiving.end()
            throw error
        }
        await receiving.end()
        await open.close()
    }

    private static func run(
        _ server: some ApplicationProtocol,
        beside open: OpenDirectory,
        in directory: URL,
        _ receiving: Receiving,
        by clock: SimulatorClock?
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            if let clock { tasks.addTask { await clock.follow() } }
            tasks.addTask { try await server.runService() }
            tasks.addTask { try await Self.keepUp(open.desk.log) }
            tasks.addTask { await Self.follow(open.desk.projections) }
            tasks.addTask { try await Self.serveCommands(open, in: directory, receiving) }
            try await tasks.next()
            tasks.cancelAll()
        }
    }

    /// Signs the log each minute it grew, and lets old deliveries go.
    private static func keepUp(_ log: any EventLog) async throws {
        while !Task.isCancelled {
            do {
                try await log.signCheckpoint()
                if let store = log as? EventStore { try await store.expireDeliveries() }
            } catch {
                Output.note("the log is not signed: \(error.reason)")
            }
            try? await Task.sleep(for: .seconds(60))
        }
    }

    /// Keeps what things are found by up with the log, so that nobody waits for it.
    private static func follow(_ projections: ProjectionRunner) async {
        while !Task.isCancelled {
            do {
                try await projections.follow()
            } catch  where !Task.isCancelled {
                // Whoever asks is told the same; the log itself goes on.
                Output.note("the index does not follow the log: \(error.reason)")
                try? await Task.sleep(for: .seconds(60))
            } catch {}
        }
    }

    /// Lets commands reach the log beside this server; without a socket they have to wait for its end.
    private static func serveCommands(
        _ open: OpenDirectory,
        in directory: URL,
        _ receiving: Receiving
    ) async throws {
        guard case .own(let store) = open.keeper else { return }
        let secrets = LogKeeper.secretCommands(store) { () async throws(EventLogError) in
            try await open.accounts.load()
            await receiving.settle()
        }
        let clock = LogKeeper.clockCommands(open.desk.edges.now)
        do {
            try await LogKeeper.serve(
                store,
                with: open.desk.projections,
                in: directory,
                beside: secrets.merging(clock) { first, _ in first }
            ).run()
        } catch {
            Output.note("commands cannot reach the log beside this server: \(error.reason)")
        }
        // The server goes on without it.
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }
}
