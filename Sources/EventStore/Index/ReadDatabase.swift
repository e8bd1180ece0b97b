import EventSourcing
import Foundation
import GRDB

/// `read.db`: what is made from the log to find things in it.
///
/// It may be deleted at any time, and is made again. So nothing waits for the disk, and a file that is
/// not sound is replaced rather than mended.
struct ReadDatabase: Sendable {
    let pool: DatabasePool

    /// Opens the file to write to, making it where it is missing or cannot be used.
    ///
    /// Only the process that holds the data directory may.
    init(in directory: URL) throws(EventLogError) {
        let file = directory.appendingPathComponent(Schema.reading.fileName)
        do {
            pool = try Self.open(file)
        } catch {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                try? FileManager.default.removeItem(atPath: file.path + suffix)
            }
            pool = try Self.open(file)
        }
    }

    /// Opens the file to read, beside whoever writes to it; `nil` where there is none to be read.
    init?(reading directory: URL) {
        let file = directory.appendingPathComponent(Schema.reading.fileName)
        var configuration = OwnFile.configuration(label: "muster.read")
        configuration.readonly = true
        guard FileManager.default.fileExists(atPath: file.path),
            (try? OwnFile.refuseForeign(file, schema: .reading)) != nil,
            let pool = try? DatabasePool(path: file.path, configuration: configuration)
        else { return nil }
        self.pool = pool
    }

    private static func open(_ file: URL) throws(EventLogError) -> DatabasePool {
        try OwnFile.make(file, schema: .reading)
        try OwnFile.refuseForeign(file, schema: .reading)
        return try attempt("open \(Schema.reading.fileName)") {
            let pool = try DatabasePool(
                path: file.path,
                configuration: OwnFile.configuration(label: "muster.read")
            )
            try pool.writeWithoutTransaction { try Schema.reading.migrate($0) }
            return pool
        }
    }
}
