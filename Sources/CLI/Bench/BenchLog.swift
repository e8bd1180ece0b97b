import EventStore
import Foundation
import MeetingManagement

/// New logs to be measured, with the disk as one finds it who has used theirs for a while.
enum BenchLog {
    /// What the WAL takes of the disk once it was full for the first time (Handbook, Formats).
    private static let walByteCount = 10_000 * 4120

    /// Makes an empty log whose WAL has its room already, as every clean stop leaves it: zeros.
    static func make(in directory: URL) async throws {
        await (try store(in: directory)).close()
        let wal = directory.appendingPathComponent("events.db-wal")
        let handle = try FileHandle(forWritingTo: wal)
        try handle.write(contentsOf: Data(count: walByteCount))
        try handle.synchronize()
        try handle.close()
        // Nobody waits for what others before them wrote.
        sync()
    }

    /// Makes a log and opens it.
    static func open(_ directory: URL) async throws -> EventStore {
        try await make(in: directory)
        return try store(in: directory)
    }

    private static func store(in directory: URL) throws -> EventStore {
        try EventStore(
            opening: directory,
            master: .file(directory.appendingPathComponent("master.key")),
            now: Edges.live.now
        )
    }
}
