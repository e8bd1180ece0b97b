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
    private let store: EventStore

    init(
        appendingTo url: URL,
        edges: Edges,
        onFailure: @escaping @Sendable (EventLogError) -> Void = { _ in }
    ) async throws {
        let store = try EventStore(opening: url, now: edges.now, onFailure: onFailure)
        let isNew = try await store.size() == 0
        guard
            let key = try isNew
                ? OrganisationKey.readingOrMaking(in: url, random: edges.random)
                : OrganisationKey.reading(url)
        else { throw Self.keyIsMissing(url) }
        self.store = store
        self.desk = Desk(log: store, key: key, edges: edges)
    }

    init(reading url: URL) throws {
        let store = try EventStore(reading: url)
        guard let key = try OrganisationKey.reading(url) else {
            throw Self.keyIsMissing(url)
        }
        self.store = store
        self.desk = Desk(log: store, key: key, edges: .live)
    }

    /// With another key the same meetings would get other ids: a new one is never made for an old log.
    private static func keyIsMissing(_ url: URL) -> CommandFailure {
        CommandFailure(
            "\(url.path) has no organisation.key; restore it from a backup of the directory"
        )
    }

    /// Commits what waits, and lets the directory go.
    func close() async { await store.close() }
}

/// Who gives a command, as an option.
struct ActorOption: ParsableArguments {
    @Option(help: "Who gives this command, for the history. Default: the system's user.")
    var actor: String?

    var value: Actor { Actor("cli:" + (actor ?? NSUserName())) }
}
