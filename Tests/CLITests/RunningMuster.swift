import EventSourcing
import Foundation
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A command that runs in a process of its own until it is let go.
final class RunningMuster: @unchecked Sendable {
    // Foundation's Process is not Sendable; each test uses its own from one task at a time.
    private let process = Process()
    private let output = Pipe()

    init(_ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: Muster.path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging([
            "MUSTER_TOKEN": "0123456789abcdef", "MUSTER_ZOOM_SECRET": "simulated-secret-token",
        ]) { _, new in new }
        process.standardOutput = output
        try process.run()
    }

    /// The next line it prints.
    func line() -> String {
        var bytes: [UInt8] = []
        while let byte = output.fileHandleForReading.readData(ofLength: 1).first,
            byte != UInt8(ascii: "\n")
        {
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The address in the next line it prints.
    func address() throws -> String {
        let line = line()
        let match = try #require(line.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/), "\(line)")
        return String(match.0)
    }

    /// Kills it, as a power cut would.
    func killNow() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    /// Asks a simulator, or tells it something, and takes its answer.
    @discardableResult
    static func post(_ url: String, _ body: JSON? = nil) async throws -> JSON {
        var request = URLRequest(url: try #require(URL(string: url)))
        request.httpMethod = body == nil ? "GET" : "POST"
        request.httpBody = body.map { Data($0.canonicalBytes()) }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        #expect((200..<300).contains(status))
        return data.isEmpty ? .null : try JSON(parsing: [UInt8](data))
    }
}
