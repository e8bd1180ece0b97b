import Foundation

/// `muster serve` as another process, on a port of 127.0.0.1 that is free.
struct ServerProcess {
    /// Where it is, such as `http://127.0.0.1:40123`.
    let address: String
    private let process: Process
    // A server that nobody listens to stops.
    private let output: Pipe

    /// Starts a server over a data directory, and waits until it listens.
    init(over data: URL) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["serve", "--data", data.path, "--port", "0"]
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["MUSTER_TOKEN": UUID().uuidString, "MUSTER_ZOOM_SECRET": UUID().uuidString]
        ) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var said = Data()
        while !said.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw CommandFailure("the server did not start") }
            said += more
        }
        let line = String(decoding: said.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        self.address = String(line.trimmingPrefix("listening on "))
        self.process = process
        self.output = output
    }

    /// Lets it answer what it is answering, and waits until it has stopped.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
