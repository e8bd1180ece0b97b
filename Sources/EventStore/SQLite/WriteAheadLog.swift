import EventSourcing
import Foundation
import GRDB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The WAL beside a database, between one process and the next.
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
        let file = file(beside: database)
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        try attempt("store \(file.path) again") {
            let handle = try FileHandle(forUpdating: file)
            defer { try? handle.close() }
            // Without a header no frame counts: it is only room.
            guard let header = try handle.read(upToCount: headerBytes),
                header.contains(where: { $0 != 0 })
            else { return }
            try handle.seek(toOffset: 0)
            guard let bytes = try handle.readToEnd() else { return }
            for part in [bytes.prefix(headerBytes), bytes] {
                try handle.seek(toOffset: 0)
                try handle.write(contentsOf: part)
                try handle.synchronize()
            }
        }
    }

    /// Copies a WAL back into its database and closes that; what the WAL took on the disk it leaves to the
    /// next process, as zeros: a commit that overwrites is faster than one that makes a file grow.
    ///
    /// SQLite takes a WAL without a header for an empty one. Its frames are gone for good before zeros
    /// are written: some of them, come back after a power cut, would undo what followed them.
    static func settle(_ pool: DatabasePool) throws {
        let database = URL(fileURLWithPath: pool.path)
        let wal = file(beside: database)
        let room = try byteCount(of: wal)
        try pool.writeWithoutTransaction { db in
            _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        if try byteCount(of: wal) == 0 { try DurableFile.sync(wal) }
        try pool.close()
        // Another process may have it open still, and needs what is in it.
        guard room > 0, try byteCount(of: wal) == 0 else { return }
        try leave(min(room, StoreLimits.walBytesMax), in: wal, beside: database)
    }

    /// Writes zeros into the file itself, which others may have open, as its database's owner.
    private static func leave(_ room: Int, in wal: URL, beside database: URL) throws {
        let descriptor = open(wal.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var owner = stat()
        // Only an administrator may give a file away, and only theirs is another's.
        if stat(database.path, &owner) == 0 { _ = fchown(descriptor, owner.st_uid, owner.st_gid) }
        let zeros = Data(count: 1 << 20)
        for start in stride(from: 0, to: room, by: zeros.count) {
            try handle.write(contentsOf: zeros.prefix(room - start))
        }
    }

    /// The number of bytes of a file; 0 when there is none.
    private static func byteCount(of file: URL) throws -> Int {
        guard FileManager.default.fileExists(atPath: file.path) else { return 0 }
        let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size]
        return (size as? NSNumber)?.intValue ?? 0
    }

    private static func file(beside database: URL) -> URL {
        URL(fileURLWithPath: database.path + "-wal")
    }
}
