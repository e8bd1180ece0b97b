import Foundation

/// Files that were built with these tests, found above the tests' own executable.
enum BuiltFile {
    /// What records its I/O.
    static let recorder = path(of: "libPowerCutRecorder.so")

    /// Whether this system loads a library before others as the recorder needs it: Linux with glibc.
    static var canRecord: Bool {
        #if os(Linux) && canImport(Glibc)
        true
        #else
        false
        #endif
    }

    private static func path(of name: String) -> String? {
        var url = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        while url.path != "/" {
            url.deleteLastPathComponent()
            let candidate = url.appendingPathComponent(name).path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
        }
        return nil
    }
}

/// How much of the suite is run.
enum Extent {
    /// `MUSTER_POWERCUT=full` asks for all of it.
    static let isFull = ProcessInfo.processInfo.environment["MUSTER_POWERCUT"] == "full"
}
