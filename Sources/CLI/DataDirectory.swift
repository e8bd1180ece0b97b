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
    func open(edges: Edges = .live) throws -> OpenDirectory {
        try OpenDirectory(appendingTo: url, edges: edges)
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

    init(appendingTo url: URL, edges: Edges) throws {
        let store = try EventStore(opening: url, now: edges.now)
        let key = try OrganisationKey.readingOrMaking(in: url, random: edges.random)
        self.store = store
        self.desk = Desk(log: store, key: key, edges: edges)
    }

    init(reading url: URL) throws {
        let store = try EventStore(reading: url)
        guard let key = try OrganisationKey.reading(url) else {
            throw CommandFailure(
                "\(url.path) has no organisation.key; restore it from a backup of the directory"
            )
        }
        self.store = store
        self.desk = Desk(log: store, key: key, edges: .live)
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
