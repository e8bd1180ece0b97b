import EventSourcing
import EventStore
import LogSocket
import Synchronization
import Testing
import TestSupport

/// A log in memory, served in a directory of a test's own.
struct ServedLog {
    let directory: TemporaryDirectory
    let log: any EventLog
    let server: LogSocketServer

    /// Where the server listens.
    var path: String { directory.path("socket") }

    /// Connects another client.
    func connect(limits: LogSocketLimits = LogSocketLimits()) async throws -> SocketEventLog {
        try await SocketEventLog(connectingTo: path, limits: limits)
    }

    /// Serves a log while a test runs, and closes the server after it.
    static func with(
        _ log: any EventLog = MemoryEventLog { Instant(seconds: 1_773_000_000) },
        commands: [String: LogSocketServer.Command] = [:],
        limits: LogSocketLimits = LogSocketLimits(),
        _ body: (ServedLog) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        let server = try LogSocketServer(
            listeningAt: directory.path("socket"),
            holdsDirectory: true,
            serving: log,
            commands: commands,
            limits: limits
        )
        async let serving: Void = server.run()
        do {
            try await body(ServedLog(directory: directory, log: log, server: server))
        } catch {
            await server.close()
            throw error
        }
        await server.close()
        try await serving
    }
}

/// A gate that many may wait at until it is opened.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>(
        (false, [])
    )

    /// Waits until the gate is open.
    func pass() async {
        await withCheckedContinuation { (waiting: CheckedContinuation<Void, Never>) in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(waiting) }
                return state.isOpen
            }
            if isOpen { waiting.resume() }
        }
    }

    /// How many wait.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Lets everybody through, from now on.
    func open() {
        let waiting = state.withLock { state in
            defer { state = (true, []) }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }
}

/// Lets others run until something is so.
///
/// What never becomes so hangs the test, which its time limit ends.
func until(_ condition: () async throws -> Bool) async throws {
    while try await !condition() { try await Task.sleep(for: .milliseconds(1)) }
}

extension AppendBatch {
    /// A batch of one event whose payload is a text.
    static func sample(_ payload: String, key: UInt8? = nil) -> AppendBatch {
        let event = EncodedEvent(type: EventType("sample.happened"), payload: Array(payload.utf8))
        return AppendBatch(
            [StreamAppend(to: .ada, expecting: .any, events: [(event, Instant(seconds: 1))])],
            idempotencyKey: key.map { IdempotencyKey(key: [$0], body: [1]) },
            actor: "tester"
        )
    }
}

extension StreamName {
    static let ada = StreamName(category: "person", SubjectID("ada"))
}

/// Asks for an error of one code, and gives it back.
@discardableResult
func expectError(
    _ code: EventLogError.Code,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async -> EventLogError? {
    do {
        try await body()
        Issue.record("nothing was thrown, \(code) was expected", sourceLocation: sourceLocation)
    } catch let error as EventLogError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        return error
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
    }
    return nil
}
