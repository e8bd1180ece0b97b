import EventSourcing
import Hummingbird
import ServiceLifecycle
import Testing
import ZoomSimulator

/// A simulator that can be killed, and comes back at its port with nothing in mind but its scenario.
actor MortalSimulator {
    private let scenario: Scenario
    private(set) var port = 0
    private(set) var host: SimulationHost?
    private var running: Task<Void, any Error>?

    init(_ scenario: Scenario) {
        // Nobody hears of anything, so that nothing waits for endpoints to prove themselves.
        var silent = scenario
        for index in silent.accounts.indices { silent.accounts[index].webhooks = [] }
        self.scenario = silent
    }

    /// Starts it at the port it had, and lets it plan what the scenario says.
    func start() async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let simulator = try buildSimulator(
            scenario,
            settings: SimulatorSettings(port: port, scale: 0),
            logger: Stand.quiet,
            realNow: { Stand.now },
            onRunning: { found.yield($0) }
        )
        let services = ServiceGroup(
            configuration: .init(services: [simulator.application], logger: Stand.quiet)
        )
        running = Task {
            defer { found.finish() }
            try await services.run()
        }
        port = try #require(await ports.first { _ in true })
        host = simulator.host
        await simulator.host.step(to: Sample.start.advanced(bySeconds: 120))
    }

    /// Kills it: whatever it was answering ends.
    func kill() async {
        running?.cancel()
        _ = await running?.result
        running = nil
        host = nil
    }
}
