import EventSourcing
import Foundation
import TestSupport
import Testing

@Suite("muster serve")
struct ServeTests {
    /// A server in a process of its own, stopped with the test.
    final class Server: @unchecked Sendable {
        // Foundation's Process is not Sendable; each test uses its own from one task.
        let process = Process()
        let output = Pipe()

        init(data: String, token: String) throws {
            process.executableURL = URL(fileURLWithPath: Muster.path)
            process.arguments = ["serve", "--data", data, "--port", "0"]
            process.environment = ProcessInfo.processInfo.environment
                .merging(["MUSTER_TOKEN": token, "MUSTER_ZOOM_SECRET": "s3cret"]) { _, new in new }
            process.standardOutput = output
            try process.run()
        }

        /// The first line it prints, once it listens.
        func firstLine() -> String {
            var bytes: [UInt8] = []
            while let byte = output.fileHandleForReading.readData(ofLength: 1).first,
                byte != UInt8(ascii: "\n")
            {
                bytes.append(byte)
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        deinit {
            process.terminate()
            process.waitUntilExit()
        }
    }

    @Test("a second one on the same directory is refused with the holder's process id")
    func second() throws {
        let directory = try TemporaryDirectory()
        let data = directory.path("d")
        let server = try Server(data: data, token: "0123456789abcdef")
        #expect(server.firstLine().hasPrefix("listening on http://127.0.0.1:"))
        let second = try Muster.run("serve", "--data", data, "--port", "0")
        #expect(second.status != 0)
        #expect(second.errors.contains("held by process \(server.process.processIdentifier)"))
        // Reading goes on beside it.
        #expect(try Muster.run("meetings", "--data", data).status == 0)
    }

    @Test("every command works beside it, through a socket for its owner alone")
    func beside() throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let data = directory.path("d")
        let server = try Server(data: data, token: "0123456789abcdef")
        #expect(server.firstLine().hasPrefix("listening on http://127.0.0.1:"))
        // The socket comes a moment after the port.
        let socket = "\(data)/socket"
        for _ in 0..<200 where !FileManager.default.fileExists(atPath: socket) { usleep(10_000) }
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
        server.process.terminate()
        server.process.waitUntilExit()
        #expect(!FileManager.default.fileExists(atPath: socket))
        #expect(try Muster.run("verify", "--data", data).status == 0)
    }

    @Test("a terminated server ends with status 0 and lets the directory go")
    func terminated() throws {
        let directory = try TemporaryDirectory()
        let data = directory.path("d")
        let server = try Server(data: data, token: "0123456789abcdef")
        _ = server.firstLine()
        server.process.terminate()
        server.process.waitUntilExit()
        #expect(server.process.terminationStatus == 0)
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
