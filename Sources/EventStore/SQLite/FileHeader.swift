import EventSourcing
import Foundation
import GRDB
import GRDBSQLite

/// What the first bytes of a file say it is (SQLite file format, 1.3).
///
/// They are read through SQLite's own handle, but not as a database: nothing is settled, locked or
/// made beside the file. A handle of our own would, once closed, cancel the locks that other
/// connections of this process hold on the file (SQLite, "How To Corrupt An SQLite Database File",
/// 2.2).
struct FileHeader: Equatable {
    /// Whether the file begins as SQLite's files do.
    let isSQLite: Bool
    /// Whose file it is; 0 when nobody said.
    let applicationID: Int32

    private static let magic = Array("SQLite format 3\0".utf8)
    private static let count = 100
    private static let applicationIDPlace = 68..<72

    /// Reads the header of a file, which may be too short to have one.
    init(of file: URL) throws(EventLogError) {
        let bytes = try attempt("read \(file.path)") { try Self.bytes(of: file) }
        isSQLite = bytes.starts(with: Self.magic)
        applicationID = bytes[Self.applicationIDPlace].reduce(0) { $0 << 8 | Int32($1) }
    }

    private static func bytes(of file: URL) throws -> [UInt8] {
        var connection: OpaquePointer?
        defer { sqlite3_close(connection) }
        var handle: UnsafeMutablePointer<sqlite3_file>?
        guard
            sqlite3_open_v2(file.path, &connection, SQLITE_OPEN_READONLY, nil) == SQLITE_OK,
            sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &handle)
                == SQLITE_OK,
            let read = handle?.pointee.pMethods?.pointee.xRead
        else { throw SQLiteFailure(of: connection) }
        var bytes = [UInt8](repeating: 0, count: count)
        let code = read(handle, &bytes, Int32(count), 0)
        // What is missing of a short file reads as zeros.
        guard code == SQLITE_OK || code == ResultCode.SQLITE_IOERR_SHORT_READ.rawValue
        else {
            throw CocoaError(.fileReadUnknown)
        }
        return bytes
    }
}
