import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import MeetingManagement

/// Where an organisation's data is, as an option of a command.
struct DataDirectory: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: ArgumentHelp("The organisation's data directory.", valueName: "DIR")
    )
    var path: String

    var url: URL { URL(fileURLWithPath: path, isDirectory: true) }

    /// Opens the directory to append to, creating it where it is missing.
    func open(
        edges: Edges = .live,
        onFailure: @escaping @Sendable (EventLogError) -> Void = { _ in }
    ) async throws -> OpenDirectory {
        try await OpenDirectory(appendingTo: url, edges: edges, onFailure: onFailure)
    }

    /// Opens a directory that has a log to append to; one that has none is not made.
    func openExisting() async throws -> OpenDirectory {
        _ = try openToRead()
        return try await open()
    }

    /// Opens the directory to read, also while a server holds it.
    func openToRead() throws -> OpenDirectory {
        try OpenDirectory(reading: url)
    }
}

/// An open data directory and the desk over it.
struct OpenDirectory {
    let desk: Desk
    let store: EventStore

    init(
        appendingTo url: URL,
        edges: Edges,
        onFailure: @escaping @Sendable (EventLogError) -> Void = { _ in }
    ) async throws {
        let store = try EventStore(
            opening: url,
            master: try MasterKeySource.configured(for: url),
            now: edges.now,
            onFailure: onFailure
        )
        try self.init(store, edges: edges)
        try await store.expireDeliveries()
    }

    init(reading url: URL) throws {
        let store = try EventStore(reading: url, master: try MasterKeySource.configured(for: url))
        try self.init(store, edges: .live)
    }

    private init(_ store: EventStore, edges: Edges) throws {
        guard let key = OrganisationKey(bytes: try store.identifierSecret()) else {
            throw CommandFailure("the identifiers' secret in keys.db is damaged; restore a backup")
        }
        self.store = store
        self.desk = Desk(log: store, key: key, edges: edges)
    }

    /// Signs what was added, commits what waits, and lets the directory go.
    func close() async {
        do {
            try await store.signCheckpoint()
        } catch  where error.code == .forked {
            Output.note("not signed: \(error.reason)")
        } catch {
            // The next start signs it.
        }
        await store.close()
    }
}

extension MasterKeySource {
    /// The environment's key, else the file `master.key` in the data directory.
    static func configured(
        for directory: URL,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> MasterKeySource {
        guard let text = environment["MUSTER_MASTER_KEY"] else {
            return .file(directory.appendingPathComponent("master.key"))
        }
        guard let key = MasterKey(text: text) else {
            throw CommandFailure(
                "MUSTER_MASTER_KEY must hold 32 bytes as 64 hexadecimal digits or in Base64"
            )
        }
        return .key(key)
    }
}

/// Who gives a command, as an option.
struct ActorOption: ParsableArguments {
    @Option(help: "Who gives this command, for the history. Default: the system's user.")
    var actor: String?

    var value: Actor { Actor("cli:" + (actor ?? NSUserName())) }
}
