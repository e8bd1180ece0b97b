import Foundation
import TestSupport
import Testing

/// A data directory, the servers that ran on it one after another, and what they were sent.
final class Recording {
    private let directory: TemporaryDirectory
    /// The watched directory.
    let root: URL
    private let traceFile: URL
    /// What was said, by server.
    private(set) var conversations: [[Conversation]] = []

    /// Makes the data directory, or leaves that to the first server.
    init(isDirectoryMade: Bool = true) throws {
        directory = try TemporaryDirectory(isInMemory: true)
        root = directory.url.appendingPathComponent("watched", isDirectory: true)
        traceFile = directory.url.appendingPathComponent("trace")
        try FileManager.default.createDirectory(
            at: isDirectoryMade ? data : root,
            withIntermediateDirectories: true
        )
    }

    /// The data directory.
    var data: URL { root.appendingPathComponent("d", isDirectory: true) }

    /// Everything that was sent, and the part that was acknowledged.
    var sent: [Delivery] { conversations.joined().flatMap(\.sent) }
    var acknowledged: [Delivery] { conversations.joined().flatMap(\.acknowledged) }
    var statuses: [Int] { conversations.joined().flatMap(\.statuses) }

    func trace() throws -> Trace { try Trace(contentsOf: traceFile) }

    /// What became of one server.
    struct Run {
        var wasListening: Bool
        var end: RecordedServer.End
        var errors: String
        var conversations: [Conversation]
    }

    /// Runs a server, sends it deliveries over several connections, and ends it.
    func run(
        sending lists: [[Delivery]],
        fate: RecordedServer.Fate = .none,
        isRecorded: Bool = true,
        isKilled: Bool = false
    ) async throws -> Run {
        let (root, trace) = (root, isRecorded ? traceFile : nil)
        let run = try await blocking {
            let server = try RecordedServer(in: root, trace: trace, fate: fate)
            var said: [Conversation] = []
            var isHung = false
            if let port = server.port {
                var sender = DeliverySender(port: port)
                said = try sender.send(lists)
                isHung = sender.isHung
            }
            let end = isKilled ? server.kill() : server.stop()
            return Run(
                wasListening: server.port != nil,
                end: isHung ? .hang : end,
                errors: server.errors,
                conversations: said
            )
        }
        conversations.append(run.conversations)
        return run
    }

    /// Runs a server that nothing happens to; everything it is sent must be acknowledged.
    func runWell(sending lists: [[Delivery]], isKilled: Bool = false) async throws {
        let run = try await run(sending: lists, isKilled: isKilled)
        let end: RecordedServer.End = isKilled ? .signal(9) : .exit(0)
        try #require(run.end == end, "\(run.errors)")
        let statuses = run.conversations.flatMap(\.statuses)
        try #require(statuses == Array(repeating: 204, count: lists.joined().count))
    }

    /// Copies the data directory as it is, without SQLite's shared memory and without the socket, as a
    /// crash leaves it.
    func copy(to url: URL) throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: data.path)
        where !name.hasSuffix("-shm") && name != "socket" {
            try FileManager.default.copyItem(
                at: data.appendingPathComponent(name),
                to: url.appendingPathComponent(name)
            )
        }
    }

    /// What is wrong with the data directory as it is.
    func faults() async throws -> [String] {
        guard FileManager.default.fileExists(atPath: data.path) else { return ["no directory"] }
        let copy = try TemporaryDirectory(isInMemory: true)
        try self.copy(to: copy.url.appendingPathComponent("d"))
        return await LogJudge(sent: sent)
            .faults(in: copy.url.appendingPathComponent("d"), acknowledged: acknowledged)
    }
}

/// Does something that blocks on a thread of its own: those that tests share are as few as the cores.
func blocking<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { waiting in
        Thread.detachNewThread { waiting.resume(with: Result(catching: work)) }
    }
}
