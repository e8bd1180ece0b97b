public import Foundation

/// A directory of a test's own, removed with it.
public final class TemporaryDirectory: Sendable {
    /// Where it is.
    public let url: URL

    /// Makes it.
    /// - Parameter isInMemory: Whether it is to be where syncing costs nothing, if there is such a
    ///   place with room.
    /// - Throws: What Foundation throws when it cannot be made.
    public init(isInMemory: Bool = false) throws {
        let place = isInMemory ? Self.memory : nil
        url = (place ?? FileManager.default.temporaryDirectory)
            .appendingPathComponent("muster-test-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of something inside.
    public func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// The file system that Linux keeps in memory.
    private static let memory: URL? = {
        let path = "/dev/shm"
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
        let isUsable = free > 512 << 20 && FileManager.default.isWritableFile(atPath: path)
        return isUsable ? URL(fileURLWithPath: path, isDirectory: true) : nil
    }()
}
