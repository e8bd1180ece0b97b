import EventSourcing
import Foundation

/// The payloads as they have been stored since their types exist: one file a type and version.
///
/// `UPDATE_GOLDEN=1` writes them anew. A stored payload must be readable for ever: a file is changed
/// only before its type was first released.
enum Golden {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("Golden")

    static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

    static func bytes(of type: EventType) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: file(of: type)))
    }

    static func write(_ event: EncodedEvent) throws {
        try Data(event.payload).write(to: file(of: event.type))
    }

    /// The names of the files, each the description of a type.
    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !$0.hasPrefix(".") }
            .sorted()
    }

    private static func file(of type: EventType) -> URL {
        folder.appendingPathComponent("\(type).json")
    }
}
