import EventSourcing
import EventStore
import Foundation
import LogSocket
import Testing
import TestSupport

@Suite("The socket's file", .serialized, .timeLimit(.minutes(30)))
struct SocketFileTests {
    @Test("is its owner's alone, whatever the umask", arguments: [0, 0o022, 0o077])
    func mode(mask: mode_t) async throws {
        let directory = try TemporaryDirectory()
        let previous = umask(mask)
        defer { umask(previous) }
        let server = try Self.server(in: directory)
        let attributes = try FileManager.default
            .attributesOfItem(atPath: directory.path("socket"))
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(attributes[.type] as? FileAttributeType == .typeSocket)
        await server.close()
    }

    @Test("goes with the server, whether it ran or not")
    func removed() async throws {
        let directory = try TemporaryDirectory()
        let idle = try Self.server(in: directory)
        #expect(Self.names(in: directory) == ["socket"])
        await idle.close()
        #expect(Self.names(in: directory) == [])
        try await idle.run()
        do {
            let dropped = try Self.server(in: directory)
            #expect(Self.names(in: directory) == ["socket"])
            _ = consume dropped
        }
        #expect(Self.names(in: directory) == [])
        let server = try Self.server(in: directory)
        let running = Task { try await server.run() }
        let client = try await SocketEventLog(connectingTo: directory.path("socket"))
        #expect(try await client.size() == 0)
        await server.close()
        await server.close()
        try await running.value
        #expect(Self.names(in: directory) == [])
    }

    @Test("that nobody listens on is replaced by whoever holds the directory, by nobody else")
    func stale() async throws {
        let directory = try TemporaryDirectory()
        try await Self.leaveStaleSocket(in: directory)
        await expectError(.closed) {
            _ = try await SocketEventLog(connectingTo: directory.path("socket"))
        }
        await expectError(.held) { _ = try Self.server(in: directory, holdsDirectory: false) }
        #expect(Self.names(in: directory) == ["socket"])
        let server = try Self.server(in: directory)
        let running = Task { try await server.run() }
        let client = try await SocketEventLog(connectingTo: directory.path("socket"))
        #expect(try await client.size() == 0)
        await server.close()
        try await running.value
    }

    @Test("that another listens on is left alone")
    func held() async throws {
        try await ServedLog.with { served in
            await expectError(.held) { _ = try Self.server(in: served.directory) }
            let client = try await served.connect()
            #expect(try await client.size() == 0)
        }
    }

    @Test("of another server is not removed")
    func foreign() async throws {
        let directory = try TemporaryDirectory()
        let first = try Self.server(in: directory)
        try FileManager.default.removeItem(atPath: directory.path("socket"))
        let second = try Self.server(in: directory)
        await first.close()
        #expect(Self.names(in: directory) == ["socket"])
        await second.close()
        #expect(Self.names(in: directory) == [])
    }

    @Test("replaces nothing that is no socket")
    func inTheWay() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("socket")
        try Data([1]).write(to: URL(fileURLWithPath: path))
        await expectError(.storage) { _ = try Self.server(in: directory) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([1]))
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(
            atPath: path,
            withDestinationPath: directory.path("elsewhere")
        )
        await expectError(.storage) { _ = try Self.server(in: directory) }
    }

    @Test("needs a path that is short enough, and a directory")
    func paths() async throws {
        let directory = try TemporaryDirectory()
        let long = directory.path(String(repeating: "a", count: 100))
        await expectError(.storage) { _ = try Self.server(at: long) }
        await expectError(.storage) { _ = try Self.server(at: directory.path("none/socket")) }
        await expectError(.storage) { _ = try await SocketEventLog(connectingTo: long) }
        await expectError(.closed) {
            _ = try await SocketEventLog(connectingTo: directory.path("socket"))
        }
    }

    private static func server(
        in directory: TemporaryDirectory,
        holdsDirectory: Bool = true
    ) throws -> LogSocketServer {
        try server(at: directory.path("socket"), holdsDirectory: holdsDirectory)
    }

    private static func server(
        at path: String,
        holdsDirectory: Bool = true
    ) throws -> LogSocketServer {
        try LogSocketServer(
            listeningAt: path,
            holdsDirectory: holdsDirectory,
            serving: MemoryEventLog { Instant(seconds: 0) }
        )
    }

    /// What a server leaves that ends without a word.
    private static func leaveStaleSocket(in directory: TemporaryDirectory) async throws {
        let manager = FileManager.default
        let server = try server(in: directory)
        try manager.moveItem(atPath: directory.path("socket"), toPath: directory.path("aside"))
        await server.close()
        try manager.moveItem(atPath: directory.path("aside"), toPath: directory.path("socket"))
    }

    private static func names(in directory: TemporaryDirectory) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: directory.url.path)) ?? ["?"]
    }
}
