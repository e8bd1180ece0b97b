import Foundation

/// Programs that know the standards of documents and none of our code.
///
/// `.ci/setup test` installs them; their scripts are beside the tests, in `Judges`.
public enum DocumentJudge: String, Sendable, CaseIterable {
    /// veraPDF, the reference implementation of PDF/A and PDF/UA checking.
    case veraPDF
    /// page-validation, which shares no code with it.
    case pageValidation

    /// Whether it is there to be asked.
    public var isInstalled: Bool {
        let place =
            switch self {
            case .veraPDF: "/usr/local/share/verapdf"
            case .pageValidation: "/usr/local/share/page-validation"
            }
        return Shell.path(of: program) != nil && FileManager.default.fileExists(atPath: place)
    }

    /// What keeps files from being PDF/A-3 of level A and PDF/UA-1: nothing where each is both.
    public func findings(in files: [String]) throws -> String {
        guard let program = Shell.path(of: program) else { return "\(rawValue) is not installed" }
        let outcome = try Shell.run(program, arguments + ["3a,ua1"] + files)
        let verdicts = outcome.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
        guard outcome.status != 0 || verdicts.count != 2 * files.count || !outcome.errors.isEmpty
        else { return "" }
        let faults = outcome.output.split(separator: "\n").filter { !$0.hasPrefix("PASS") }
        return "\(outcome.status) \(faults.joined(separator: "\n"))\(outcome.errors)"
    }

    private var program: String {
        switch self {
        case .veraPDF: "java"
        case .pageValidation: "python3"
        }
    }

    private var arguments: [String] {
        switch self {
        case .veraPDF:
            [
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                "/usr/local/share/verapdf/*:/usr/share/java/jaxb-runtime.jar",
                Self.script("VeraPDF.java"),
            ]
        case .pageValidation: [Self.script("page_validation.py")]
        }
    }

    private static func script(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Judges/\(name)").path
    }
}
