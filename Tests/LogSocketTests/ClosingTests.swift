import EventSourcing
import EventStore
import Foundation
import LogSocket
import Testing
import TestSupport

@Suite("A server of a log that closes", .timeLimit(.minutes(30)))
struct ClosingTests {
    /// What makes it close.
    enum Way: CaseIterable {
        case close
        case cancellation
    }

    @Test("answers what it has begun, and takes in nothing more", arguments: Way.allCases)
    func drains(way: Way) async throws {
        let log = GatedLog()
        let directory = try TemporaryDirectory()
        let path = directory.path("socket")
        let server = try LogSocketServer(listeningAt: path, holdsDirectory: true, serving: log)
        let running = Task { try await server.run() }
        let client = try await SocketEventLog(connectingTo: path)
        async let appending: AppendReceipt = client.append(.sample("1"))
        try await until { log.gate.waiting == 1 }
        async let closing: Void = Self.close(server, running, way)
        try await until { !FileManager.default.fileExists(atPath: path) }
        await expectError(.closed) { _ = try await SocketEventLog(connectingTo: path) }
        log.gate.open()
        let receipt = try await appending
        #expect(receipt == AppendReceipt(firstPosition: 0, count: 1, wasRepeated: false))
        await closing
        try await running.value
        try await server.run()
    }

    @Test("cuts off what does not end in time, and those who wait hear of it")
    func cuts() async throws {
        let log = GatedLog()
        var limits = LogSocketLimits()
        limits.drain = .zero
        try await ServedLog.with(log, limits: limits) { served in
            let client = try await served.connect()
            let appending = Task { try await client.append(.sample("1", key: 1)) }
            let reading = Task { try await client.events(from: 0, limit: 1) }
            try await until { log.gate.waiting == 2 }
            async let closing: Void = served.server.close()
            await expectError(.unknownOutcome) { _ = try await appending.value }
            await expectError(.storage) { _ = try await reading.value }
            await expectError(.closed) { _ = try await client.size() }
            log.gate.open()
            await closing
        }
        #expect(try await log.size() == 1)
    }

    @Test("closes though clients stay connected and say nothing")
    func idle() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("socket")
        let log = MemoryEventLog { Instant(seconds: 0) }
        let server = try LogSocketServer(listeningAt: path, holdsDirectory: true, serving: log)
        let running = Task { try await server.run() }
        let clients = [
            try await SocketEventLog(connectingTo: path),
            try await SocketEventLog(connectingTo: path),
        ]
        running.cancel()
        try await running.value
        for client in clients {
            // The client may hear of it before it asks, or because it asks; then it knows.
            await #expect(throws: EventLogError.self) { try await client.size() }
            await expectError(.closed) { _ = try await client.size() }
        }
    }

    private static func close(
        _ server: LogSocketServer,
        _ running: Task<Void, any Error>,
        _ way: Way
    ) async {
        switch way {
        case .close: await server.close()
        case .cancellation: running.cancel()
        }
    }
}
