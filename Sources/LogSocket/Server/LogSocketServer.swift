public import EventSourcing
import NIOCore
import NIOPosix
import Synchronization

/// Serves a log, and commands beside it, to whoever may open the socket of the data directory.
///
/// It listens from the moment it is made, and answers while ``run()`` runs. ``run()`` is what a service
/// group calls; it ends when its task is cancelled or ``close()`` is called, after what was begun has
/// been answered.
public final class LogSocketServer: Sendable {
    /// Something the server does that is no part of ``/EventSourcing/EventLog``.
    public typealias Command = @Sendable (JSON) async throws(EventLogError) -> JSON

    private let file: SocketFile
    private let responder: Responder
    private let limits: LogSocketLimits
    private let state = Mutex(State())

    private struct State {
        var phase = Phase.listening
        var isClosing = false
        var server: (any Channel)?
        var connections: [ObjectIdentifier: any Channel] = [:]
    }

    private enum Phase {
        case listening
        case serving(Task<Result<Void, EventLogError>, Never>)
        case closed
    }

    /// Listens at a path; the file gets mode 0600, before anybody can connect.
    /// - Parameters:
    ///   - path: The socket's path, at most 107 bytes on Linux.
    ///   - holdsDirectory: Whether this process holds the lock of the directory: then a socket file on
    ///     which nobody listens is replaced.
    ///   - log: The log that is served.
    ///   - commands: What clients may ask for beside, by name.
    ///   - limits: The bounds of this side of each connection.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `held` when another process has the socket, `storage`
    ///   when the file system refuses.
    public init(
        listeningAt path: String,
        holdsDirectory: Bool,
        serving log: any EventLog,
        commands: [String: Command] = [:],
        limits: LogSocketLimits = LogSocketLimits()
    ) throws(EventLogError) {
        self.file = try SocketFile(listeningAt: path, holdsDirectory: holdsDirectory)
        self.responder = Responder(log: log, commands: commands, limits: limits)
        self.limits = limits
    }

    deinit {
        if case .listening = state.withLock({ $0.phase }) {
            file.remove()
            file.stopListening()
        }
    }

    /// Serves until its task is cancelled or the server is closed.
    ///
    /// What was begun by then is answered first, for as long as ``LogSocketLimits/drain``. Called again,
    /// it waits for the same end.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `storage` when the socket fails.
    public func run() async throws(EventLogError) {
        let serving = state.withLock { state -> Task<Result<Void, EventLogError>, Never>? in
            switch state.phase {
            case .closed: return nil
            case .serving(let serving): return serving
            case .listening:
                // A task of its own: cancelling the caller must not cancel what was begun.
                let serving = Task { await self.serve() }
                state.phase = .serving(serving)
                return serving
            }
        }
        guard let serving else { return }
        let outcome = await withTaskCancellationHandler {
            await serving.value
        } onCancel: {
            beginClosing()
        }
        try outcome.get()
    }

    /// Takes in nothing more, answers what was begun, removes the socket and returns.
    ///
    /// It may be called at any time and any number of times.
    public func close() async {
        beginClosing()
        let serving = state.withLock { state -> Task<Result<Void, EventLogError>, Never>? in
            switch state.phase {
            case .closed: return nil
            case .serving(let serving): return serving
            case .listening:
                state.phase = .closed
                file.remove()
                file.stopListening()
                return nil
            }
        }
        _ = await serving?.value
    }

    private func serve() async -> Result<Void, EventLogError> {
        defer { state.withLock { $0.phase = .closed } }
        do {
            // Half closed, so that who reads no more can still answer.
            let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .bind(file.descriptor) { [limits] channel in
                    channel.eventLoop.makeCompletedFuture {
                        try Connection.peer(on: channel, limits: limits)
                    }
                }
            let isClosing = state.withLock { state in
                state.server = server.channel
                return state.isClosing
            }
            if isClosing { server.channel.close(promise: nil) }
            try await server.executeThenClose { peers in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    var open = 0
                    for try await peer in peers {
                        if open == limits.connectionsMax {
                            try await group.next()
                            open -= 1
                        }
                        open += 1
                        group.addTask { await self.serve(peer) }
                    }
                    file.remove()
                }
            }
            return .success(())
        } catch {
            file.remove()
            // What was cut off while closing is no failure.
            guard !state.withLock({ $0.isClosing }) else { return .success(()) }
            return .failure(EventLogError(.storage, "the socket of the log failed: \(error)"))
        }
    }

    private func serve(_ peer: Connection.Peer) async {
        let key = ObjectIdentifier(peer.channel)
        let isClosing = state.withLock { state in
            state.connections[key] = peer.channel
            return state.isClosing
        }
        defer { state.withLock { _ = $0.connections.removeValue(forKey: key) } }
        if isClosing { peer.channel.close(mode: .input, promise: nil) }
        await Connection(peer: peer, responder: responder, limits: limits).serve()
    }

    /// Stops accepting and reading; what does not end in time is cut off.
    private func beginClosing() {
        let channels = state.withLock { state -> (server: (any Channel)?, peers: [any Channel])? in
            guard !state.isClosing else { return nil }
            state.isClosing = true
            return (state.server, Array(state.connections.values))
        }
        guard let channels else { return }
        channels.server?.close(promise: nil)
        for peer in channels.peers { peer.close(mode: .input, promise: nil) }
        Task { [weak self, limits] in
            try? await Task.sleep(for: limits.drain)
            self?.cut()
        }
    }

    private func cut() {
        let (phase, peers) = state.withLock { ($0.phase, Array($0.connections.values)) }
        if case .serving(let serving) = phase { serving.cancel() }
        for peer in peers { peer.close(promise: nil) }
    }
}
