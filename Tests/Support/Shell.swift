import Foundation

/// Runs other programs: the judges of what we make, and the command itself.
public enum Shell {
    /// What a program left behind.
    public struct Outcome: Sendable {
        /// Its exit status.
        public var status: Int32
        /// Its standard output.
        public var output: String
        /// Its standard error.
        public var errors: String
    }

    /// The path of a program, where it is installed.
    public static func path(of program: String) -> String? {
        ["/usr/bin", "/usr/local/bin", "/bin"].map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a program to its end.
    public static func run(
        _ executable: String,
        _ arguments: [String],
        input: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws -> Outcome {
        let directory = try TemporaryDirectory()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { _, new in new }
        // Files rather than pipes: a program that prints much never waits for its reader.
        let handles = try ["in", "out", "err"].map { name in
            let url = directory.url.appendingPathComponent(name)
            try Data(name == "in" ? input : []).write(to: url)
            return try name == "in"
                ? FileHandle(forReadingFrom: url) : FileHandle(forWritingTo: url)
        }
        process.standardInput = handles[0]
        process.standardOutput = handles[1]
        process.standardError = handles[2]
        try process.run()
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            let data = try Data(contentsOf: directory.url.appendingPathComponent(name))
            return String(decoding: data, as: UTF8.self)
        }
        return Outcome(
            status: process.terminationStatus,
            output: try text("out"),
            errors: try text("err")
        )
    }
}
