import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals

/// A server that runs beside the rest of the program.
struct RunningServer {
    /// The port it listens on.
    let port: Int
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    /// Starts a server, and waits until it listens.
    /// - Parameter build: Builds it, to call the function it is given with the port once it listens.
    /// - Throws: what building or starting it throws.
    init<App: ApplicationProtocol>(
        _ build: (Logger, _ onRunning: @escaping @Sendable (_ port: Int) async -> Void) throws ->
            App
    ) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "muster") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        let server = try build(logger) { found.yield($0) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [server],
                gracefulShutdownSignals: [.sigint, .sigterm],
                logger: logger
            )
        )
        let task = Task {
            defer { found.finish() }
            try await group.run()
        }
        self.group = group
        self.task = task
        guard let port = await ports.first(where: { _ in true }) else {
            try await task.value
            throw CommandFailure("the server stopped before it listened")
        }
        self.port = port
    }

    /// Waits until the server is interrupted.
    func wait() async throws { try await task.value }

    /// Lets it answer what it is answering, and stops it.
    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await task.value
    }
}
