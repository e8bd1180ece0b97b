import Foundation
import TestSupport

/// The command `muster`, as it was built with these tests.
enum Muster {
    static let path: String = {
        // The tests' own executable lies beside it.
        var url = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        while url.path != "/" {
            url.deleteLastPathComponent()
            let candidate = url.appendingPathComponent("muster").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        return "muster"
    }()

    static func run(_ arguments: String..., input: [UInt8] = []) throws -> Shell.Outcome {
        try Shell.run(path, arguments, input: input)
    }
}
