import EventSourcing
import Foundation
import TestSupport
import Testing

@Suite("muster serve")
struct ServeTests {
    private static func server(_ data: String) throws -> MusterProcess {
        try MusterProcess(
            ["serve", "--data", data, "--port", "0"],
            environment: ["MUSTER_TOKEN": "0123456789abcdef", "MUSTER_ZOOM_SECRET": "s3cret"]
        )
    }

    @Test("a second one on the same directory is refused with the holder's process id")
    func second() async throws {
        let directory = try TemporaryDirectory()
        let data = directory.path("d")
        let server = try Self.server(data)
        #expect(try await server.address().hasPrefix("http://127.0.0.1:"))
        let second = try Muster.run("serve", "--data", data, "--port", "0")
        #expect(second.status != 0)
        #expect(second.errors.contains("held by process \(server.identifier)"))
        // Reading goes on beside it.
        #expect(try Muster.run("meetings", "--data", data).status == 0)
        server.end()
    }

    @Test("every command works beside it, through a socket for its owner alone")
    func beside() async throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let data = directory.path("d")
        let server = try Self.server(data)
        #expect(try await server.address().hasPrefix("http://127.0.0.1:"))
        // The socket comes a moment after the port.
        let socket = "\(data)/socket"
        for _ in 0..<500 where !FileManager.default.fileExists(atPath: socket) {
            try await Task.sleep(for: .milliseconds(10))
        }
        let mode = try FileManager.default.attributesOfItem(atPath: socket)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let file = Checkout.root.appendingPathComponent(Checkout.courseDay).path
        let roster = Checkout.root.appendingPathComponent("Sources/CLI/Demo/Course/roster.csv")
            .path
        let commands: [[String]] = [
            ["ingest", "--data", data, file],
            ["organisation", "--data", data, "--name", "Formation Lumière"],
            ["people", "import", "--data", data, roster, "--meeting", "86412309757"],
            ["meetings", "--data", data],
            ["sheet", "--data", data, "--meeting", "86412309757", "--format", "json"],
            ["sheet", "--data", data, "--meeting", "86412309757", "--format", "pdf"],
            ["history", "--data", data, "--meeting", "86412309757"],
            ["rebuild", "--data", data],
            ["log", "checkpoint", "--data", data],
            ["log", "head", "--data", data],
            ["log", "rotate-key", "--data", data],
            ["log", "prove", "--data", data, "--position", "3", "--out", directory.path("proof")],
            ["log", "consistency", "--data", data, "--from", "10", "--to", "100"],
            ["backup", "--data", data, "--to", directory.path("copy")],
            ["backup", "keys", "--data", data, "--to", directory.path("keys")],
            ["log", "new-epoch", "--data", data],
            ["verify", "--data", data],
        ]
        for command in commands {
            let outcome = try Shell.run(Muster.path, command)
            #expect(outcome.status == 0, "\(command): \(outcome.errors)")
        }
        server.end()
        #expect(!FileManager.default.fileExists(atPath: socket))
        #expect(try Muster.run("verify", "--data", data).status == 0)
    }

    @Test("a terminated server ends with status 0 and lets the directory go")
    func terminated() async throws {
        let directory = try TemporaryDirectory()
        let data = directory.path("d")
        let server = try Self.server(data)
        _ = try await server.address()
        #expect(server.end() == 0)
        let next = try Muster.run("organisation", "--data", data, "--name", "Formation Lumière")
        #expect(next.status == 0, "\(next.errors)")
    }

    @Test("a token too short to be one is refused")
    func shortToken() throws {
        let directory = try TemporaryDirectory()
        let outcome = try Shell.run(
            Muster.path,
            ["serve", "--data", directory.path("d"), "--port", "0"],
            environment: ["MUSTER_TOKEN": "short"]
        )
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("at least 16"))
    }
}
