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
