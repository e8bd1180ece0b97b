import Foundation

/// The command `muster`, as it was built with these tests.
public enum Muster {
    /// Where it is; `MUSTER_BINARY` names another.
    public static let path: String = {
        if let named = ProcessInfo.processInfo.environment["MUSTER_BINARY"] { return named }
        // The tests' own executable lies beside it.
        var url = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        while url.path != "/" {
            url.deleteLastPathComponent()
            let candidate = url.appendingPathComponent("muster").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        return "muster"
    }()

    /// Runs it to its end.
    public static func run(
        _ arguments: String...,
        input: [UInt8] = []
    ) throws -> Shell.Outcome {
        try Shell.run(path, arguments, input: input)
    }
}
