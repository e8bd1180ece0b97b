import Foundation
import TestSupport
import Testing

/// A command in a process of its own, whose output goes to a file.
final class LoggedProcess {
    private let process = Process()
    private let directory: TemporaryDirectory

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        directory = try TemporaryDirectory()
        let url = directory.url.appendingPathComponent("out")
        try Data().write(to: url)
        let file = try FileHandle(forWritingTo: url)
        process.executableURL = URL(fileURLWithPath: Muster.path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { _, new in new }
        process.standardOutput = file
        process.standardError = file
        try process.run()
    }

    /// Everything it printed.
    var printed: String {
        let data = try? Data(contentsOf: directory.url.appendingPathComponent("out"))
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    /// The address it says it listens on, once it does.
    func address() async throws -> String {
        for _ in 0..<6000 {
            if let match = printed.firstMatch(of: /listening on (http:\/\/127\.0\.0\.1:\d+)/) {
                return String(match.1)
            }
            try #require(process.isRunning, "it ended: \(printed)")
            try await Task.sleep(for: .milliseconds(50))
        }
        throw CancellationError()
    }

    /// Kills it, as a power cut would.
    func killNow() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks it to end, and waits.
    func end() {
        process.terminate()
        process.waitUntilExit()
    }

    deinit { if process.isRunning { end() } }
}
