import EventSourcing
import Foundation

/// The WAL that an earlier process left.
enum WriteAheadLog {
    /// The header that says which of the frames behind it count (SQLite file format, 4.1).
    private static let headerBytes = 32

    /// Stores it once more, byte for byte, and syncs it.
    ///
    /// When a sync fails, Linux keeps showing what it did not store as if it were stored, and syncs it
    /// no more: what is appended behind it would be lost with it when the power goes. Only what is
    /// written again is synced again. The header comes first, as SQLite itself syncs it before what
    /// follows: otherwise frames of an older WAL could count again.
    static func storeAgain(_ database: URL) throws(EventLogError) {
        let file = URL(fileURLWithPath: database.path + "-wal")
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        try attempt("store \(file.path) again") {
            let handle = try FileHandle(forUpdating: file)
            defer { try? handle.close() }
            guard let bytes = try handle.readToEnd(), !bytes.isEmpty else { return }
            for part in [bytes.prefix(headerBytes), bytes] {
                try handle.seek(toOffset: 0)
                try handle.write(contentsOf: part)
                try handle.synchronize()
            }
        }
    }
}
