import EventSourcing
import EventStore
import Foundation
import Testing
import TestSupport

@Suite("A data directory")
struct HoldingTests {
    @Test("is held by one writer, who is named to the next")
    func held() async throws {
        let file = try StoreFile()
        let store = try file.open()
        let error = #expect(throws: EventLogError.self) { try file.open() }
        #expect(error?.code == .held)
        let process = "\(ProcessInfo.processInfo.processIdentifier)"
        #expect(error?.reason.contains("process \(process);") == true)
        #expect(error?.reason.contains(file.directory.url.path) == true)
        _ = try await store.append(.to(.ada, "a0"))
        await store.close()
    }

    @Test("is free again after closing")
    func released() async throws {
        let file = try StoreFile()
        for number in 0..<3 {
            let store = try file.open()
            _ = try await store.append(.to(.ada, "\(number)"))
            await store.close()
        }
        let store = try file.open()
        #expect(try await store.payloads() == ["0", "1", "2"])
        await store.close()
    }

    @Test("is made where it is missing, for its owner alone")
    func made() async throws {
        let directory = try TemporaryDirectory()
        let url = directory.url.appendingPathComponent("a/b", isDirectory: true)
        let store = try EventStore(opening: url, master: .sample, now: { Instant(seconds: 0) })
        _ = try await store.append(.to(.ada, "a0"))
        #expect(try StoreFile.mode(of: url.path) == 0o700)
        #expect(try StoreFile.mode(of: url.appendingPathComponent("lock").path) == 0o600)
        await store.close()
    }

    @Test("that cannot be made is an error of the storage")
    func impossible() throws {
        let directory = try TemporaryDirectory()
        try Data([1]).write(to: directory.url.appendingPathComponent("file"))
        let url = directory.url.appendingPathComponent("file/data")
        let error = #expect(throws: EventLogError.self) {
            try EventStore(opening: url, master: .sample, now: { Instant(seconds: 0) })
        }
        #expect(error?.code == .storage)
    }
}

@Suite("A reader beside the writer")
struct ReaderTests {
    @Test("sees what was acknowledged")
    func sees() async throws {
        let file = try StoreFile()
        let store = try file.open()
        _ = try await store.append(.to(.ada, "a0"))
        let reader = try EventStore(reading: file.directory.url, master: .sample)
        #expect(try await reader.payloads() == ["a0"])
        let document = Document(DocumentName(.export, "d1"), bytes: [1], about: .several([]))
        _ = try await store.append(.to(.ada, "a1", documents: [document]))
        #expect(try await reader.payloads() == ["a0", "a1"])
        #expect(try await reader.size() == 2)
        #expect(try await reader.events(of: .ada).count == 2)
        #expect(try await reader.document(document.name) == document)
        await store.close()
    }

    @Test("refuses to append")
    func refuses() async throws {
        let file = try StoreFile()
        let store = try file.open()
        _ = try await store.append(.to(.ada, "a0"))
        let reader = try EventStore(reading: file.directory.url, master: .sample)
        await expectError(.closed) { _ = try await reader.append(.to(.ada, "a1")) }
        #expect(try await store.payloads() == ["a0"])
        await store.close()
    }

    @Test("needs no writer")
    func alone() async throws {
        let file = try StoreFile()
        try await file.fill("a0")
        let reader = try EventStore(reading: file.directory.url, master: .sample)
        #expect(try await reader.payloads() == ["a0"])
        await reader.close()
    }

    @Test("needs a log, and makes none")
    func missing() throws {
        let file = try StoreFile()
        let error = #expect(throws: EventLogError.self) {
            try EventStore(reading: file.directory.url, master: .sample)
        }
        #expect(error?.code == .storage)
        #expect(try FileManager.default.contentsOfDirectory(atPath: file.directory.url.path) == [])
    }
}
