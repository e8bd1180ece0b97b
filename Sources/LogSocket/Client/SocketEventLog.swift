public import EventSourcing
import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The log of a data directory that a server holds, reached through the directory's socket.
///
/// One connection carries any number of calls at once. A connection that ended stays ended: connect
/// again.
///
/// A task that is cancelled stops waiting, with the error of a lost connection; the connection goes on,
/// and the server may still carry out what was asked.
public final class SocketEventLog: EventLog {
    let limits: LogSocketLimits
    private let path: String
    private let channel: any Channel
    private let calls: NIOLoopBound<Calls>
    private let encoder: FrameEncoder
    private let lastID = Atomic<Int64>(0)

    /// Connects to the server that listens on a socket, and exchanges greetings with it.
    /// - Parameters:
    ///   - path: The socket's path.
    ///   - limits: The bounds of this side of the connection.
    /// - Throws: ``/EventSourcing/EventLogError`` with code `closed` when no server listens there,
    ///   `storage` when the file system refuses, or the server speaks another version.
    public init(
        connectingTo path: String,
        limits: LogSocketLimits = LogSocketLimits()
    ) async throws(EventLogError) {
        let connection = try await Self.connect(to: path, limits: limits)
        self.limits = limits
        self.path = path
        self.channel = connection.channel
        self.calls = connection.calls
        do {
            let greeting = try await withTaskCancellationHandler {
                let greeting = try FrameEncoder(limit: limits.frameBytesMax)
                    .frame(Greeting(frameBytesMax: limits.frameBytesMax).wire)
                try await connection.channel.writeAndFlush(greeting).get()
                return try await connection.greeting.get()
            } onCancel: {
                connection.channel.close(promise: nil)
            }
            self.encoder = FrameEncoder(limit: greeting.frameBytesMax)
        } catch {
            connection.channel.close(promise: nil)
            throw EventLogError(.storage, "cannot speak with the server at \(path): \(error)")
        }
    }

    deinit { channel.close(promise: nil) }

    /// Ends the connection; calls that wait end as with a lost connection.
    public func close() async {
        try? await channel.close().get()
    }

    /// Asks the server and waits for the whole answer.
    /// - Throws: ``CallFailure``.
    func ask(_ operation: String, _ arguments: JSON) async throws(CallFailure) -> Answer {
        // Not sent rather than lost: then the caller knows that nothing was done.
        guard !Task.isCancelled else { throw .notSent("the task that asks was cancelled") }
        let id = lastID.wrappingAdd(1, ordering: .relaxed).newValue
        let frame: ByteBuffer
        do {
            frame = try encoder.frame(Request(id, operation, arguments).wire)
        } catch {
            throw .refused(
                EventLogError(.storage, "nothing was sent: \(error); ask for less at once")
            )
        }
        let abandon: @Sendable () -> Void = { [channel, calls] in
            channel.eventLoop.execute { calls.value.abandon(id) }
        }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { (asking: CheckedContinuation<Calls.Outcome, Never>) in
                channel.eventLoop.execute { [calls] in calls.value.begin(id, frame, asking) }
                // Cancelled before there was anything to abandon.
                if Task.isCancelled { abandon() }
            }
        } onCancel: {
            abandon()
        }
        return try outcome.get()
    }

    /// What an answer to something that changes the log, or does not, tells its caller.
    func error(
        of failure: CallFailure,
        _ operation: String,
        whenLost code: EventLogError.Code,
        _ advice: String
    ) -> EventLogError {
        switch failure {
        case .refused(let error): error
        case .notSent(let reason):
            EventLogError(
                .closed,
                "cannot \(operation), nothing was sent to the server at \(path): \(reason)"
            )
        case .lost(let reason):
            EventLogError(
                code,
                "cannot \(operation), the server at \(path) did not answer: \(reason); \(advice)"
            )
        }
    }

    private struct Connection {
        var channel: any Channel
        var calls: NIOLoopBound<Calls>
        var greeting: EventLoopFuture<Greeting>
    }

    private static func connect(
        to path: String,
        limits: LogSocketLimits
    ) async throws(EventLogError) -> Connection {
        do {
            return try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let promise = channel.eventLoop.makePromise(of: Greeting.self)
                        let calls = Calls(greeting: promise)
                        let decoder = FrameDecoder(limit: limits.frameBytesMax)
                        try channel.pipeline.syncOperations
                            .addHandlers([ByteToMessageHandler(decoder), calls])
                        return Connection(
                            channel: channel,
                            calls: NIOLoopBound(calls, eventLoop: channel.eventLoop),
                            greeting: promise.futureResult
                        )
                    }
                }
        } catch {
            let isNobodyThere = [ENOENT, ECONNREFUSED].contains((error as? IOError)?.errnoCode)
            throw EventLogError(
                isNobodyThere ? .closed : .storage,
                isNobodyThere
                    ? "no server listens at \(path); start one, or open the directory itself"
                    : "cannot connect to \(path): \(error)"
            )
        }
    }
}

/// Why a call has no answer.
enum CallFailure: Error {
    /// The server, or the log behind it, refused.
    case refused(EventLogError)
    /// The connection had ended before anything was sent.
    case notSent(String)
    /// The request was sent, and no answer came.
    case lost(String)
}

/// A whole answer.
struct Answer: Sendable {
    /// The elements of its parts, in order.
    var elements: [JSON] = []
    /// The result that ended it.
    var result: JSON = .null
}
