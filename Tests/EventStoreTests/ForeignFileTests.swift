import EventSourcing
import EventStore
import Foundation
import GRDB
import Testing
import TestSupport

@Suite("A file that is no log of ours")
struct ForeignFileTests {
    /// The first bytes of a JPEG, then noise: longer than a page of SQLite.
    private static let picture: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46, 0x49, 0x46]
        + (0..<9000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    private static func bytes(of file: StoreFile) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: file.path)))
    }

    private static func refusal(of file: StoreFile) -> EventLogError? {
        #expect(throws: EventLogError.self) { try file.open() }
    }

    @Test("is refused and left as it is, when it is a picture")
    func jpeg() throws {
        let file = try StoreFile()
        try Data(Self.picture).write(to: URL(fileURLWithPath: file.path))
        let error = Self.refusal(of: file)
        #expect(error?.code == .damaged || error?.code == .storage)
        #expect(try Self.bytes(of: file) == Self.picture)
        #expect(throws: EventLogError.self) {
            try EventStore(reading: file.directory.url, master: .sample)
        }
        #expect(try Self.bytes(of: file) == Self.picture)
    }

    @Test("is refused and left as it is, when it is another database")
    func otherDatabase() throws {
        let file = try StoreFile()
        let other = try DatabaseQueue(path: file.path)
        try other.write { db in
            try db.execute(sql: "CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('mine')")
        }
        try other.close()
        let before = try Self.bytes(of: file)
        #expect(throws: EventLogError.self) {
            try EventStore(reading: file.directory.url, master: .sample)
        }
        #expect(try Self.bytes(of: file) == before)
        #expect(Self.refusal(of: file)?.code == .damaged)
        #expect(try Self.bytes(of: file) == before)
    }

    @Test("is refused when it carries another application's id")
    func otherApplication() throws {
        let file = try StoreFile()
        let other = try DatabaseQueue(path: file.path)
        try other.write { db in try db.execute(sql: "PRAGMA application_id = 42") }
        try other.close()
        #expect(Self.refusal(of: file)?.code == .damaged)
    }

    @Test("is taken when it is empty")
    func empty() async throws {
        let file = try StoreFile()
        try Data().write(to: URL(fileURLWithPath: file.path))
        let store = try file.open()
        _ = try await store.append(.to(.ada, "a0"))
        #expect(try await store.size() == 1)
        await store.close()
    }

    @Test("lets the directory go after it was refused")
    func released() async throws {
        let file = try StoreFile()
        try Data(Self.picture).write(to: URL(fileURLWithPath: file.path))
        _ = Self.refusal(of: file)
        try FileManager.default.removeItem(atPath: file.path)
        let store = try file.open()
        _ = try await store.append(.to(.ada, "a0"))
        await store.close()
    }
}
