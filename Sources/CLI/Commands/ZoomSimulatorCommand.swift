import ArgumentParser
import EventSourcing
import Foundation
import Hummingbird
import MeetingManagement
import ZoomSimulator

/// The command `muster zoom-simulator`.
struct ZoomSimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zoom-simulator",
        abstract: "Runs a Zoom on this machine: its API and webhooks, with its measured disorder.",
        discussion: """
            It plays a scenario: who plans, registers, joins and leaves, and what is lost, doubled, late \
            or down. The one that comes with Muster is a course of one week with 30 people; \
            --print-scenario shows it, to begin your own with. The same scenario and seed make the same \
            run. Clients take http://HOST:PORT for https://api.zoom.us and https://zoom.us; what really \
            happened, every call and every delivery is under /simulator.

            Example: muster zoom-simulator --port 8099 --scale 60 \
            --webhook http://127.0.0.1:8080/zoom/webhooks
            """
    )

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port: Int = 8099

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(
        name: .customLong("at"),
        help: ArgumentHelp(
            "Where it is reached from outside, where that is not the address it listens on.",
            valueName: "URL"
        )
    )
    var address: String?

    @Option(
        help: ArgumentHelp(
            "The scenario to play; without it, the course of one week.",
            valueName: "FILE"
        )
    )
    var scenario: String?

    @Option(help: "The seed of all that is decided by chance, in place of the scenario's.")
    var seed: UInt64?

    @Option(
        help: """
            How many simulated seconds pass in a real one; 0 lets time stand until POST \
            /simulator/clock lets it go on.
            """
    )
    var scale: Double = 1

    @Option(
        help: ArgumentHelp(
            "Where the first account's events go. May be given several times.",
            valueName: "URL"
        )
    )
    var webhook: [String] = []

    @Option(help: "By which clock deliveries are signed: real or simulated.")
    var signature: SimulatorSettings.SignatureClock = .real

    @OptionGroup var logging: LogOptions

    @Flag(help: "Prints the scenario that comes with Muster, and ends.")
    var printScenario = false

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port must be 0 to 65535, not \(port)")
        }
        guard scale.isFinite, scale >= 0, scale <= 100_000 else {
            throw ValidationError("--scale must be 0 to 100000, not \(scale)")
        }
        for url in webhook where !url.hasPrefix("http://") && !url.hasPrefix("https://") {
            throw ValidationError("--webhook takes an address such as http://127.0.0.1:8080/zoom")
        }
    }

    func run() async throws {
        guard !printScenario else {
            Output.bytes(Scenario.weekCourseText)
            return
        }
        let scenario = try read()
        let settings = SimulatorSettings(
            host: host,
            port: port,
            address: address,
            scale: scale,
            signature: signature
        )
        let simulator = try buildSimulator(
            scenario,
            settings: settings,
            logger: logging.logger("zoom-simulator"),
            realNow: { Edges.live.now() },
            onRunning: { [host] port in
                let address = "http://\(host):\(port)"
                Output.line("listening on \(address), playing: \(scenario.name)")
                Output.line("api:       \(address)/v2, tokens at \(address)/oauth/token")
                Output.line("behind:    \(address)/simulator")
                for account in scenario.accounts {
                    Output.line("account:   \(account.id), client \(account.clientID)")
                }
            }
        )
        try await simulator.application.runService()
    }

    /// The scenario that is asked for, with what the options say of it.
    private func read() throws -> Scenario {
        var scenario: Scenario
        do {
            scenario = try Scenario(parsing: try file() ?? Scenario.weekCourseText)
        } catch let error as ScenarioError {
            throw CommandFailure("\(self.scenario ?? "the scenario"): \(error)")
        }
        if let seed { scenario.seed = seed }
        scenario.accounts[0].webhooks += webhook.map { ScenarioWebhook(url: $0) }
        return scenario
    }

    private func file() throws -> [UInt8]? {
        guard let scenario else { return nil }
        do {
            return try [UInt8](Data(contentsOf: URL(fileURLWithPath: scenario)))
        } catch {
            throw CommandFailure("cannot read \(scenario): \(error.localizedDescription)")
        }
    }
}
