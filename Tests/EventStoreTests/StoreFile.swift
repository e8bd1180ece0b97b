import EventSourcing
import EventStore
import Foundation
import GRDB
import Testing
import TestSupport

/// A data directory of a test's own, and what its file looks like from outside.
struct StoreFile {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    var path: String { directory.path("events.db") }

    func open(clock: SampleClock = SampleClock()) throws -> EventStore {
        try EventStore(opening: directory.url, master: .sample, now: { clock.next() })
    }

    /// Opens the directory once whoever held it has let it go: a store that was dropped does so when
    /// its writer has stopped.
    func openWhenReleased() async throws -> EventStore {
        for _ in 0..<1000 {
            do {
                return try open()
            } catch let error as EventLogError where error.code == .held {
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        return try open()
    }

    /// A connection that knows nothing of the store.
    func connection(recursiveTriggers: Bool = true) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA recursive_triggers = \(recursiveTriggers ? "ON" : "OFF")")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// The first row of `event`, as SQLite returns it.
    func firstRow() throws -> Row? {
        try connection().read { try Row.fetchOne($0, sql: "SELECT * FROM event") }
    }

    /// Appends some events and closes the store.
    func fill(_ payloads: String...) async throws {
        let store = try open()
        _ = try await store.append(AppendBatch([.to(.ada, payloads)], actor: "tester"))
        await store.close()
    }

    static func mode(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }
}

extension MasterKeySource {
    /// A key that no log but those of tests is made with.
    static let sample = of(7)
    /// Another one.
    static let other = of(8)

    private static func of(_ byte: UInt8) -> MasterKeySource {
        guard let key = MasterKey(bytes: [UInt8](repeating: byte, count: 32)) else {
            preconditionFailure("32 bytes are a key")
        }
        return .key(key)
    }
}
