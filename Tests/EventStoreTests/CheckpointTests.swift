import EventSourcing
import EventStore
import Foundation
import GRDB
import Testing
import TestSupport
import Transparency

@Suite("A checkpoint of the log")
struct CheckpointTests {
    @Test("is signed by the log's key, and covers what was committed")
    func signed() async throws {
        let file = try StoreFile()
        let store = try file.open()
        #expect(try await store.signCheckpoint() == nil)
        for number in 0..<300 { _ = try await store.append(.to(.ada, "\(number)")) }
        let note = try SignedNote(reading: try #require(try await store.signCheckpoint()))
        let standing = try await store.standing()
        let keys = try await store.verifierKeys()
        let checkpoint = try Checkpoint(opening: note, logs: keys)
        #expect(checkpoint.size == 300)
        #expect(checkpoint.root == standing.root)
        #expect(checkpoint.origin == standing.origin)
        #expect(standing.checkpointSize == 300)
        #expect(try await store.signCheckpoint() == note.bytes)
        #expect(try await store.lastCheckpoint() == note.bytes)
        await store.close()
        #expect(try LogVerification(of: file.directory.url).root == checkpoint.root)
    }

    @Test("proves every event of its log, and no other", arguments: [1, 2, 255, 256, 257])
    func proofs(count: Int) async throws {
        let file = try StoreFile()
        let store = try file.open()
        for number in 0..<count { _ = try await store.append(.to(.ada, "\(number)")) }
        let keys = try await store.verifierKeys()
        for position in [0, count / 2, count - 1] {
            let (proof, record) = try await store.proof(of: Int64(position))
            let checkpoint = try Checkpoint(opening: proof.checkpoint, logs: keys)
            try proof.inclusion.verify(
                leaf: .leaf(record),
                index: Int64(position),
                size: checkpoint.size,
                root: checkpoint.root
            )
            #expect(throws: TransparencyError.self) {
                try proof.inclusion.verify(
                    leaf: .leaf(record + [0]),
                    index: Int64(position),
                    size: checkpoint.size,
                    root: checkpoint.root
                )
            }
        }
        await expectError(.storage) { _ = try await store.proof(of: Int64(count)) }
        await store.close()
    }

    @Test("goes on where the log is opened again")
    func reopened() async throws {
        let file = try StoreFile()
        var notes: [SignedNote] = []
        for round in 0..<3 {
            let store = try file.open()
            for number in 0..<100 { _ = try await store.append(.to(.ada, "\(round) \(number)")) }
            notes.append(try SignedNote(reading: try #require(try await store.signCheckpoint())))
            await store.close()
        }
        let verified = try LogVerification(of: file.directory.url, continuing: notes)
        #expect(verified.checkpoints == 6)
        let store = try file.open()
        let keys = try await store.verifierKeys()
        let (first, last) = (
            try Checkpoint(opening: notes[0], logs: keys),
            try Checkpoint(opening: notes[2], logs: keys)
        )
        try await store.consistencyProof(from: first.size, to: last.size).verify(
            from: first.size,
            root: first.root,
            to: last.size,
            root: last.root
        )
        await store.close()
    }

    @Test("is not made of a log that was restored from an older copy, until it goes on anew")
    func restored() async throws {
        let file = try StoreFile()
        try await file.fill("a", "b")
        let older = try Data(contentsOf: URL(fileURLWithPath: file.path))
        let store = try file.open()
        _ = try await store.append(.to(.ada, "c"))
        let signed = try SignedNote(reading: try #require(try await store.signCheckpoint()))
        await store.close()
        try older.write(to: URL(fileURLWithPath: file.path))
        #expect(throws: LogDamage.self) { try LogVerification(of: file.directory.url) }
        let again = try file.open()
        await expectError(.forked) { try await again.signCheckpoint() }
        // Grown past what was signed, with other events, it is a fork all the same.
        for payload in ["x", "y", "z"] { _ = try await again.append(.to(.ada, payload)) }
        await expectError(.forked) { try await again.signCheckpoint() }
        let key = try await again.beginEpoch(actor: "administrator")
        let note = try SignedNote(reading: try #require(try await again.signCheckpoint()))
        let checkpoint = try Checkpoint(opening: note, logs: [key])
        #expect(checkpoint.origin.hasSuffix("/epoch/2"))
        #expect(checkpoint.size == 6)
        guard
            case .epochBegan(let began) =
                try LogEventCodec.decode(try await again.events(of: .log)[0].event)
        else {
            Issue.record("the log does not say that it was restored")
            return
        }
        #expect(began.signedBefore == 3)
        await again.close()
        #expect(try LogVerification(of: file.directory.url).size == 6)
        #expect(throws: LogDamage.self) {
            try LogVerification(of: file.directory.url, continuing: [signed])
        }
    }

    @Test("is signed with the old key as well after the key was changed")
    func rotated() async throws {
        let file = try StoreFile()
        let store = try file.open()
        let old = try await store.verifierKeys()
        _ = try await store.append(.to(.ada, "a"))
        let new = try await store.rotateSigningKey(actor: "administrator")
        let note = try SignedNote(reading: try #require(try await store.signCheckpoint()))
        #expect(try Checkpoint(opening: note, logs: old).size == 2)
        #expect(try Checkpoint(opening: note, logs: [new]).size == 2)
        #expect(try await store.verifierKeys() == old + [new])
        await store.close()
        #expect(try LogVerification(of: file.directory.url).checkpoints == 1)
    }
}

@Suite("The keys of a log")
struct MasterKeyTests {
    @Test("open with the master key they were made with, and a wrong one changes nothing")
    func wrong() async throws {
        let file = try StoreFile()
        try await file.fill("a")
        let before = try Self.contents(of: file)
        let error = #expect(throws: EventLogError.self) {
            try EventStore(opening: file.directory.url, master: .other, now: { .sample("09:00") })
        }
        #expect(error?.code == .wrongKey)
        let after = try Self.contents(of: file)
        #expect(after.keys.sorted() == before.keys.sorted())
        #expect(after == before)
        await file.reopens()
    }

    @Test("are never made anew for a log that had some")
    func missing() async throws {
        let file = try StoreFile()
        try await file.fill("a")
        try FileManager.default.removeItem(atPath: file.directory.path("keys.db"))
        let error = #expect(throws: EventLogError.self) { try file.open() }
        #expect(error?.code == .damaged)
        #expect(!FileManager.default.fileExists(atPath: file.directory.path("keys.db")))
    }

    @Test("are opened by a file that only its owner reads, made for a new log only")
    func file() async throws {
        let directory = try TemporaryDirectory()
        let key = directory.url.appendingPathComponent("master.key")
        func open() throws -> EventStore {
            try EventStore(
                opening: directory.url,
                master: .file(key),
                now: { .sample("09:00") }
            )
        }
        let store = try open()
        _ = try await store.append(.to(.ada, "a"))
        await store.close()
        #expect(try StoreFile.mode(of: key.path) == 0o600)
        let again = try open()
        #expect(try await again.payloads() == ["a"])
        await again.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key.path)
        #expect(throws: EventLogError.self) { try open() }
        try FileManager.default.removeItem(at: key)
        let error = #expect(throws: EventLogError.self) { try open() }
        #expect(error?.code == .wrongKey)
        #expect(!FileManager.default.fileExists(atPath: key.path))
    }

    @Test(
        "are given as hexadecimal digits or Base64",
        arguments: [
            (String(repeating: "ab", count: 32), true),
            (Data(repeating: 1, count: 32).base64EncodedString() + "\n", true),
            (String(repeating: "ab", count: 31), false), ("", false), ("secret", false),
        ]
    )
    func text(text: String, isKey: Bool) {
        #expect((MasterKey(text: text) != nil) == isKey)
    }

    private static func contents(of file: StoreFile) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: file.directory.url.path)
        // The index of the WAL is made anew by whoever reads.
        return try names.filter { $0 != "lock" && !$0.hasSuffix("-shm") }.reduce(into: [:]) {
            contents,
            name in
            contents[name] = try Data(
                contentsOf: URL(fileURLWithPath: file.directory.path(name))
            )
        }
    }
}

extension StoreFile {
    fileprivate func reopens() async {
        do {
            let store = try open()
            #expect(try await store.payloads() == ["a"])
            await store.close()
        } catch {
            Issue.record(error)
        }
    }
}

@Suite("A copy of the log")
struct BackupTests {
    private static let now: Instant = "2026-03-09T09:00:00Z"

    @Test("is made while the log is in use, verified, and put back with a copy of the keys")
    func restored() async throws {
        let file = try StoreFile()
        let copies = try TemporaryDirectory()
        let (logCopy, keyCopy, target) = (
            copies.url.appendingPathComponent("log"), copies.url.appendingPathComponent("keys"),
            copies.url.appendingPathComponent("data")
        )
        let store = try file.open()
        _ = try await store.append(.to(.ada, "a", "b"))
        _ = try await store.signCheckpoint()
        #expect(try LogBackup.copyLog(of: file.directory.url, to: logCopy).size == 2)
        let expires = Self.now.advanced(bySeconds: 60)
        try LogBackup.copyKeys(of: file.directory.url, to: keyCopy, expires: expires)
        _ = try await store.append(.to(.ada, "c"))
        await store.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: logCopy.path) == ["events.db"])
        #expect(throws: EventLogError.self) {
            try LogBackup.restore(log: logCopy, keys: keyCopy, to: target, now: expires)
        }
        let verified = try LogBackup.restore(
            log: logCopy,
            keys: keyCopy,
            to: target,
            now: Self.now
        )
        #expect(verified.size == 2)
        for name in ["events.db", "keys.db"] {
            // Of a WAL already (SQLite file format, 1.3.3): the first start switches nothing.
            let header = try Data(contentsOf: target.appendingPathComponent(name)).prefix(20)
            #expect(Array(header.suffix(2)) == [2, 2], "\(name)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: target.path)
        #expect(Set(names) == ["events.db", "keys.db"])
        let again = try EventStore(opening: target, master: .sample, now: { Self.now })
        #expect(try await again.payloads() == ["a", "b"])
        await again.close()
        #expect(throws: EventLogError.self) { try LogBackup.copyLog(of: target, to: logCopy) }
    }
}
