import EventSourcing
import Hummingbird
import ZoomSimulator

/// A simulated Zoom that runs beside the rest of the program, its time standing still until it is told to
/// go on.
struct SimulatedServer {
    /// Where it is reached.
    let base: String
    /// What it serves.
    let host: SimulationHost
    private let running: RunningServer

    /// Starts it, and waits until it listens.
    init(playing scenario: Scenario, realNow: @escaping @Sendable () -> Instant) async throws {
        var host: SimulationHost?
        running = try await RunningServer { logger, onRunning in
            let simulator = try buildSimulator(
                scenario,
                settings: SimulatorSettings(scale: 0, signature: .simulated),
                logger: logger,
                realNow: realNow,
                onRunning: onRunning
            )
            host = simulator.host
            return simulator.application
        }
        guard let host else { throw CommandFailure("the simulated Zoom was not built") }
        self.host = host
        self.base = "http://127.0.0.1:\(running.port)"
    }

    /// Stops it.
    func stop() async throws { try await running.stop() }
}
