import EventSourcing
import EventStore
import Foundation
import GRDB
import Testing
import TestSupport

@Suite("Sealed secrets")
struct SealedSecretTests {
    private static let secret = Array("correct horse battery staple".utf8)
    private static let other = Array("tr0ub4dor&3 tr0ub4dor&3 tr0ub4dor&3".utf8)

    @Test("are there again after the log was closed, until they are replaced or destroyed")
    func kept() async throws {
        let file = try StoreFile()
        let store = try file.open()
        #expect(try store.sealedSecrets().isEmpty)
        try store.seal(Self.secret, as: "account 1")
        try store.seal(Self.other, as: "account 2")
        await store.close()
        let again = try file.open()
        #expect(
            try again.sealedSecrets() == ["account 1": Self.secret, "account 2": Self.other]
        )
        try again.seal(Self.other, as: "account 1")
        try again.destroySealed("account 2")
        try again.destroySealed("account 3")
        await again.close()
        let last = try file.open()
        #expect(try last.sealedSecrets() == ["account 1": Self.other])
        await last.close()
    }

    @Test("are never in clear in any file, and nothing of them is left once they are gone")
    func bytes() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try store.seal(Self.secret, as: "account 1")
        let sealed = try #require(try Self.wrapped(in: file)["account 1"])
        #expect(try Self.files(of: file, contain: sealed))
        #expect(try !Self.files(of: file, contain: Self.secret))
        try store.seal(Self.other, as: "account 1")
        #expect(try !Self.files(of: file, contain: sealed))
        let replaced = try #require(try Self.wrapped(in: file)["account 1"])
        try store.destroySealed("account 1")
        #expect(try !Self.files(of: file, contain: replaced))
        #expect(try !Self.files(of: file, contain: Self.other))
        await store.close()
    }

    @Test("open under no other name, and under no other master key")
    func bound() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try store.seal(Self.secret, as: "account 1")
        await store.close()
        let queue = try DatabaseQueue(path: file.directory.path("keys.db"))
        try await queue.write { db in
            try db.execute(sql: "UPDATE sealed SET name = 'account 2'")
        }
        try queue.close()
        let again = try file.open()
        await expectError(.damaged) { _ = try again.sealedSecrets() }
        await again.close()
        await expectError(.wrongKey) {
            _ = try EventStore(
                opening: file.directory.url,
                master: .other,
                now: { "2026-03-09T12:00:00Z" }
            )
        }
    }

    @Test("are read, and not written, by whoever only reads")
    func reading() async throws {
        let file = try StoreFile()
        let store = try file.open()
        try store.seal(Self.secret, as: "account 1")
        let reader = try EventStore(reading: file.directory.url, master: .sample)
        #expect(try reader.sealedSecrets() == ["account 1": Self.secret])
        await expectError(.closed) { try reader.seal(Self.other, as: "account 1") }
        await expectError(.closed) { try reader.destroySealed("account 1") }
        await reader.close()
        await store.close()
    }

    @Test("have their place in keys of the format before, which reading alone does not change")
    func migrated() async throws {
        let file = try StoreFile()
        try await file.fill("{}")
        let queue = try DatabaseQueue(path: file.directory.path("keys.db"))
        try await queue.write { db in
            try db.execute(sql: "DROP TABLE sealed; DROP TABLE expired; PRAGMA user_version = 1")
        }
        try queue.close()
        let reader = try EventStore(reading: file.directory.url, master: .sample)
        #expect(try reader.sealedSecrets().isEmpty)
        await reader.close()
        let store = try file.open()
        try store.seal(Self.secret, as: "account 1")
        #expect(try store.sealedSecrets() == ["account 1": Self.secret])
        await store.close()
    }

    @Test("come along with a copy of the keys")
    func backup() async throws {
        let file = try StoreFile()
        let store = try file.open()
        _ = try await store.append(AppendBatch([.to(.ada, ["{}"])], actor: "tester"))
        try store.seal(Self.secret, as: "account 1")
        let copies = try TemporaryDirectory()
        let url = { (name: String) in URL(fileURLWithPath: copies.path(name)) }
        _ = try LogBackup.copyLog(of: file.directory.url, to: url("log"))
        try LogBackup.copyKeys(
            of: file.directory.url,
            to: url("keys"),
            expires: "2036-01-01T00:00:00Z"
        )
        await store.close()
        _ = try LogBackup.restore(
            log: url("log"),
            keys: url("keys"),
            to: url("restored"),
            now: "2026-03-10T00:00:00Z"
        )
        let restored = try EventStore(
            opening: url("restored"),
            master: .sample,
            now: { "2026-03-10T00:00:00Z" }
        )
        #expect(try restored.sealedSecrets() == ["account 1": Self.secret])
        await restored.close()
    }

    private static func wrapped(in file: StoreFile) throws -> [String: [UInt8]] {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(
            path: file.directory.path("keys.db"),
            configuration: configuration
        )
        let rows = try queue.read { try Row.fetchAll($0, sql: "SELECT name, wrapped FROM sealed") }
        try queue.close()
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0["name"], [UInt8]($0["wrapped"] as Data)) }
        )
    }

    private static func files(of file: StoreFile, contain bytes: [UInt8]) throws -> Bool {
        let path = file.directory.url.path
        return try FileManager.default.contentsOfDirectory(atPath: path).contains { name in
            let data = FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data()
            return data.firstRange(of: Data(bytes)) != nil
        }
    }
}
