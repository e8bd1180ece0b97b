import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import LogSocket
import MeetingManagement
import Projections

/// Where an organisation's data is, as an option of a command.
struct DataDirectory: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: ArgumentHelp("The organisation's data directory.", valueName: "DIR")
    )
    var path: String

    var url: URL { URL(fileURLWithPath: path, isDirectory: true) }

    /// Opens the directory to append to, creating it where it is missing; while a server holds it, its
    /// log is reached through the server.
    func open() async throws -> OpenDirectory {
        do {
            return try await openAlone()
        } catch let held as EventLogError where held.code == .held {
            do {
                return try await OpenDirectory(beside: url)
            } catch let error as EventLogError where error.code == .closed {
                // Whoever holds it does not serve it: another command, for a moment.
                throw held
            }
        }
    }

    /// Opens the directory to append to, for this process alone.
    func openAlone(
        edges: Edges = .live,
        onFailure: @escaping @Sendable (EventLogError) -> Void = { _ in }
    ) async throws -> OpenDirectory {
        try await OpenDirectory(appendingTo: url, edges: edges, onFailure: onFailure)
    }

    /// Opens a directory that has a log to append to; one that has none is not made.
    func openExisting() async throws -> OpenDirectory {
        _ = try EventStore.requireLog(in: url)
        return try await open()
    }

    /// Opens the directory to read, also while a server holds it; where only that server has the
    /// master key, through the server.
    func openToRead() async throws -> OpenDirectory {
        do {
            return try await OpenDirectory(reading: url)
        } catch let locked as EventLogError where locked.code == .wrongKey {
            do {
                return try await OpenDirectory(beside: url)
            } catch let error as EventLogError where error.code == .closed {
                throw locked
            }
        }
    }

    /// The log's file, read by this process itself.
    func storeToRead() throws -> EventStore {
        try EventStore(reading: url, master: try MasterKeySource.configured(for: url))
    }
}

/// An open data directory and the desk over it.
struct OpenDirectory {
    let desk: Desk
    let keeper: LogKeeper
    /// The accounts at Zoom and their secrets.
    let accounts: AccountBook

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
        try await self.init(.own(store), index: try .stored(in: url), edges: edges)
        try await store.expireDeliveries()
    }

    init(reading url: URL) async throws {
        let store = try EventStore(reading: url, master: try MasterKeySource.configured(for: url))
        let edges = await LogKeeper.edges(beside: url)
        try await self.init(.own(store), index: .stored(reading: url), edges: edges)
    }

    init(beside url: URL) async throws {
        let socket = try await SocketEventLog(connectingTo: LogKeeper.socketPath(in: url))
        let keeper = LogKeeper.server(socket)
        try await self.init(keeper, index: .stored(reading: url), edges: await keeper.edges())
    }

    private init(_ keeper: LogKeeper, index: StoredEventIndex, edges: Edges) async throws {
        guard let key = OrganisationKey(bytes: try await keeper.identifierSecret()) else {
            throw CommandFailure("the identifiers' secret in keys.db is damaged; restore a backup")
        }
        self.keeper = keeper
        self.desk = Desk(log: keeper.log, index: index, key: key, edges: edges)
        self.accounts = AccountBook(
            keeper,
            webhooks: WebhookSecrets(ZoomSecrets.authenticator()),
            now: edges.now
        )
    }

    /// Signs what was added, commits what waits, and lets the directory go.
    func close() async {
        do {
            try await keeper.log.signCheckpoint()
        } catch  where error.code == .forked {
            Output.note("not signed: \(error.reason)")
        } catch {
            // The next start signs it.
        }
        // Whoever only reads beside cannot write what it finds by.
        if case .own = keeper { _ = try? await desk.projections.current() }
        await desk.projections.close()
        await keeper.close()
    }
}

extension StoredEventIndex {
    /// The index of a directory this process holds.
    fileprivate static func stored(in directory: URL) throws -> StoredEventIndex {
        try StoredEventIndex(
            in: directory,
            projection: MeetingIndex.name,
            version: MeetingIndex.version
        )
    }

    /// The index of a directory that another process may hold.
    fileprivate static func stored(reading directory: URL) -> StoredEventIndex {
        StoredEventIndex(
            reading: directory,
            projection: MeetingIndex.name,
            version: MeetingIndex.version
        )
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
