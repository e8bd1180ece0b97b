import EventSourcing
import EventStore
import Foundation
import LogSocket
import MeetingManagement
import Synchronization
import Transparency

/// What keeps the log: this process, or the server beside which a command runs.
enum LogKeeper: Sendable {
    case own(EventStore)
    case server(SocketEventLog)

    /// The log.
    var log: any EventLog {
        switch self {
        case .own(let store): store
        case .server(let socket): socket
        }
    }

    /// The secret identifiers are made from.
    func identifierSecret() async throws -> [UInt8] {
        switch self {
        case .own(let store): try store.identifierSecret()
        case .server(let socket):
            try bytes(of: await socket.command(Command.identifiers, [:]), "secret")
        }
    }

    /// The proof of one event, and the leaf record it is about.
    func proof(of position: Int64) async throws -> (proof: [UInt8], record: [UInt8]) {
        switch self {
        case .own(let store):
            let (proof, record) = try await store.proof(of: position)
            return (proof.bytes, record)
        case .server(let socket):
            let answer = try await socket.command(Command.proof, ["position": .integer(position)])
            return (try bytes(of: answer, "proof"), try bytes(of: answer, "record"))
        }
    }

    /// Gives the log a new signing key, and tells its public half.
    func rotateSigningKey(actor: Actor) async throws -> String {
        try await newKey(Command.rotate, actor) { store in
            try await store.rotateSigningKey(actor: actor)
        }
    }

    /// Goes on under a new origin, and tells the public key.
    func beginEpoch(actor: Actor) async throws -> String {
        try await newKey(Command.epoch, actor) { store in
            try await store.beginEpoch(actor: actor)
        }
    }

    private func newKey(
        _ command: String,
        _ actor: Actor,
        _ own: (EventStore) async throws -> NoteVerifier
    ) async throws -> String {
        switch self {
        case .own(let store): return try await own(store).vkey
        case .server(let socket):
            let answer = try await socket.command(command, ["actor": .string(actor.text)])
            return answer["key"]?.string ?? ""
        }
    }

    /// Makes what is found by anew.
    func rebuild(
        _ projections: ProjectionRunner,
        progress: @escaping @Sendable (Int64, Int64) -> Void
    ) async throws -> [DeadLetter] {
        guard case .server(let socket) = self else {
            return try await projections.rebuild(progress: progress)
        }
        let watching = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(250))
                let answer = try await socket.command(Command.progress, [:])
                guard let done = answer["done"]?.integer, let all = answer["all"]?.integer else {
                    continue
                }
                progress(done, all)
            }
        }
        defer { watching.cancel() }
        let answer = try await socket.command(Command.rebuild, [:])
        return (answer["dead_letters"]?.array ?? []).compactMap { DeadLetter($0) }
    }

    /// Lets the log go.
    func close() async {
        switch self {
        case .own(let store): await store.close()
        case .server(let socket): await socket.close()
        }
    }

    private func bytes(of answer: JSON, _ name: String) throws -> [UInt8] {
        guard let bytes = (answer[name]?.string).flatMap({ [UInt8](hexadecimal: $0) }) else {
            throw CommandFailure("the server's answer has no \(name); is it of this version?")
        }
        return bytes
    }

    private enum Command {
        static let identifiers = "identifiers"
        static let proof = "proof"
        static let rotate = "rotate-key"
        static let epoch = "new-epoch"
        static let rebuild = "rebuild"
        static let progress = "rebuild-progress"
    }

    /// The socket of a data directory.
    static func socketPath(in directory: URL) -> String {
        directory.appendingPathComponent("socket").path
    }

    /// Serves a log to commands beside this process.
    static func serve(
        _ store: EventStore,
        with projections: ProjectionRunner,
        in directory: URL,
        beside others: [String: LogSocketServer.Command] = [:]
    ) throws(EventLogError) -> LogSocketServer {
        let progress = Mutex<(done: Int64, all: Int64)>((0, 0))
        return try LogSocketServer(
            listeningAt: socketPath(in: directory),
            holdsDirectory: true,
            serving: store,
            commands: others.merging([
                Command.identifiers: { (_) throws(EventLogError) in
                    ["secret": .string(try store.identifierSecret().hexadecimal)]
                },
                Command.proof: { (arguments) throws(EventLogError) in
                    let (proof, record) = try await store.proof(
                        of: arguments["position"]?.integer ?? -1
                    )
                    return [
                        "proof": .string(proof.bytes.hexadecimal),
                        "record": .string(record.hexadecimal),
                    ]
                },
                Command.rebuild: { (_) throws(EventLogError) in
                    let letters = try await projections.rebuild { done, all in
                        progress.withLock { $0 = (done, all) }
                    }
                    return ["dead_letters": .array(letters.map(\.json))]
                },
                Command.progress: { (_) throws(EventLogError) in
                    let (done, all) = progress.withLock { $0 }
                    return ["all": .integer(all), "done": .integer(done)]
                },
                Command.rotate: { (arguments) throws(EventLogError) in
                    let key = try await store.rotateSigningKey(actor: actor(in: arguments))
                    return ["key": .string(key.vkey)]
                },
                Command.epoch: { (arguments) throws(EventLogError) in
                    let key = try await store.beginEpoch(actor: actor(in: arguments))
                    return ["key": .string(key.vkey)]
                },
            ]) { _, own in own }
        )
    }

    private static func actor(in arguments: JSON) -> Actor {
        Actor(arguments["actor"]?.string ?? "cli:unknown")
    }
}

extension DeadLetter {
    /// `{"position": …, "reason": …}`.
    var json: JSON { ["position": .integer(position), "reason": .string(reason)] }

    fileprivate init?(_ json: JSON) {
        guard let position = json["position"]?.integer, let reason = json["reason"]?.string else {
            return nil
        }
        self.init(position: position, reason: reason)
    }
}
