import Foundation
import Synchronization

/// The command `muster` in a process of its own, beside the test, ended with the last reference to it.
public final class MusterProcess: Sendable {
    /// It said nothing of the kind that was waited for.
    public struct Silence: Error, CustomStringConvertible {
        /// What was waited for, and what was written instead.
        public var description: String
    }

    private let process: Mutex<Process>
    private let directory: TemporaryDirectory
    /// The number the system knows it by.
    public let identifier: Int32

    /// Starts it.
    /// - Parameters:
    ///   - arguments: The command and its options.
    ///   - environment: What is added to the environment of the tests.
    /// - Throws: What Foundation throws when it cannot be started.
    public init(_ arguments: [String], environment: [String: String] = [:]) throws {
        directory = try TemporaryDirectory()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Muster.path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { _, new in new }
        // Files rather than pipes: a program that prints much never waits for its reader.
        process.standardOutput = try directory.newFile("out")
        process.standardError = try directory.newFile("err")
        try process.run()
        identifier = process.processIdentifier
        self.process = Mutex(process)
    }

    deinit { end() }

    /// What it has printed.
    public var output: String { directory.text("out") }

    /// What it has written to standard error.
    public var errors: String { directory.text("err") }

    /// The first whole line it prints that begins so, once it does.
    /// - Throws: ``Silence`` when it ended, or five minutes passed, without such a line.
    public func line(beginning: String) async throws -> String {
        for _ in 0..<15_000 {
            let isRunning = process.withLock(\.isRunning)
            let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if let line = lines.first(where: { $0.hasPrefix(beginning) }) { return String(line) }
            guard isRunning else { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Silence(description: "no line begins with “\(beginning)”: \(output)\(errors)")
    }

    /// Where it says that it listens, once it does.
    /// - Throws: ``Silence`` when it does not come to that.
    public func address() async throws -> String {
        let said = "listening on "
        let line = try await line(beginning: said)
        return String(line.dropFirst(said.count).prefix { $0 != "," })
    }

    /// Kills it, as a power cut would.
    public func killNow() {
        process.withLock { process in
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            process.waitUntilExit()
        }
    }

    /// Asks it to end, as a service manager does, and waits.
    /// - Returns: its exit status.
    @discardableResult
    public func end() -> Int32 {
        process.withLock { process in
            if process.isRunning { process.terminate() }
            process.waitUntilExit()
            return process.terminationStatus
        }
    }
}

extension TemporaryDirectory {
    /// Makes a file to be written to.
    fileprivate func newFile(_ name: String) throws -> FileHandle {
        let file = url.appendingPathComponent(name)
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    /// What a file holds.
    fileprivate func text(_ name: String) -> String {
        let data = try? Data(contentsOf: url.appendingPathComponent(name))
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
