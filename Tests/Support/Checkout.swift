public import Foundation

/// The files of this checkout, found from the place of a source file.
public enum Checkout {
    /// The folder with `Package.swift`.
    public static let root: URL = {
        var url = URL(fileURLWithPath: #filePath)
        while !FileManager.default.fileExists(
            atPath: url.appendingPathComponent("Package.swift").path
        ), url.path != "/" {
            url.deleteLastPathComponent()
        }
        return url
    }()

    /// The bytes of a file below the root.
    public static func bytes(of path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: root.appendingPathComponent(path)))
    }

    /// The lines of a recording, without empty ones.
    public static func lines(of path: String) throws -> [[UInt8]] {
        try bytes(of: path).split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }

    /// The course day that the demo plays.
    public static let courseDay = "Tests/Recording/course-day.ndjson"
    /// The roster of that day.
    public static let roster = "Sources/CLI/Demo/Course/roster.csv"
}
