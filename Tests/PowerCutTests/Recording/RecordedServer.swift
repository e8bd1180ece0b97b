import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// `muster serve` in a process of its own, under the recorder.
final class RecordedServer {
    static let secret = "a secret of the tests"
    static let token = "0123456789abcdef"
    /// Longer than anything takes here: whoever waits so long hangs.
    static let hangSeconds = 60.0

    /// What happens to its I/O.
    enum Fate {
        case none
        /// SIGKILL just before the nth.
        case killed(at: Int)
        /// The text of `MUSTER_FAIL`.
        case fault(String)
    }

    /// How it ended.
    enum End: Equatable {
        case exit(Int32)
        case signal(Int32)
        case hang
    }

    /// `swift build --build-tests` makes it.
    struct RecorderMissing: Error {}

    private let process = Process()
    private let output = Pipe()
    private let errorFile: URL
    /// Where it listens; `nil` when it ended instead.
    private(set) var port: UInt16?

    /// Starts one and waits until it listens or ends.
    ///
    /// It watches a directory, of which `d` is the data directory, and appends to a trace.
    init(in root: URL, trace: URL?, fate: Fate = .none) throws {
        errorFile = root.deletingLastPathComponent()
            .appendingPathComponent("errors-\(UUID().uuidString)")
        try Data().write(to: errorFile)
        process.executableURL = URL(fileURLWithPath: Muster.path)
        let data = root.appendingPathComponent("d").path
        process.arguments = ["serve", "--data", data, "--port", "0"]
        var environment = ProcessInfo.processInfo.environment
        environment["MUSTER_ZOOM_SECRET"] = Self.secret
        environment["MUSTER_TOKEN"] = Self.token
        guard let recorder = BuiltFile.recorder else { throw RecorderMissing() }
        environment["LD_PRELOAD"] = recorder
        environment["MUSTER_RECORD_DIR"] = root.path
        environment["MUSTER_RECORD_TRACE"] = trace?.path
        switch fate {
        case .none: break
        case .killed(let number): environment["MUSTER_KILL_AT"] = String(number)
        case .fault(let fault): environment["MUSTER_FAIL"] = fault
        }
        process.environment = environment
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        port = readPort()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: errorFile)
    }

    /// What it said on standard error.
    var errors: String {
        let data = (try? Data(contentsOf: errorFile)) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    /// Asks it to stop, as a service manager does, and waits.
    func stop() -> End {
        if process.isRunning { kill(process.processIdentifier, SIGTERM) }
        return waitForEnd()
    }

    /// Kills it, and waits.
    func kill() -> End {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        return waitForEnd()
    }

    /// Waits until it has ended by itself.
    func waitForEnd() -> End {
        let deadline = Date(timeIntervalSinceNow: Self.hangSeconds)
        while process.isRunning {
            if Date() > deadline { return .hang }
            usleep(2000)
        }
        return process.terminationReason == .exit
            ? .exit(process.terminationStatus) : .signal(process.terminationStatus)
    }

    private func kill(_ process: Int32, _ signal: Int32) {
        #if canImport(Glibc)
        _ = Glibc.kill(process, signal)
        #elseif canImport(Musl)
        _ = Musl.kill(process, signal)
        #endif
    }

    private func readPort() -> UInt16? {
        var line: [UInt8] = []
        let descriptor = output.fileHandleForReading.fileDescriptor
        while line.last != UInt8(ascii: "\n") {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Int32(Self.hangSeconds * 1000)) > 0 else { return nil }
            var byte: UInt8 = 0
            guard read(descriptor, &byte, 1) == 1 else { return nil }
            line.append(byte)
        }
        let text = String(decoding: line.dropLast(), as: UTF8.self)
        return text.split(separator: ":").last.flatMap { UInt16($0) }
    }
}
