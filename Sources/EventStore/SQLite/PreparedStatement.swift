import EventSourcing
import Foundation
import GRDB
import GRDBSQLite

/// A statement of SQLite's C API, compiled once: the way of every event in and out.
///
/// GRDB binds and reads text as C strings and compiles its savepoints anew each time; here bytes stay
/// bytes, and every append is a bind, a step and a reset (SQLite C API, `sqlite3_prepare_v3`).
struct PreparedStatement: ~Copyable {
    private let handle: OpaquePointer

    /// Compiles a statement.
    init(_ sql: String, on connection: OpaquePointer) throws(SQLiteFailure) {
        var handle: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        guard sqlite3_prepare_v3(connection, sql, -1, flags, &handle, nil) == SQLITE_OK,
            let handle
        else { throw SQLiteFailure(of: connection) }
        self.handle = handle
    }

    /// Compiles a statement on GRDB's connection.
    init(_ sql: String, in db: Database) throws {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        try self.init(sql, on: connection)
    }

    deinit { sqlite3_finalize(handle) }

    /// Gives parameter `index`, from 1, an integer.
    func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(handle, index, value) }

    /// Gives parameter `index` a text.
    func bind(_ text: String, at index: Int32) {
        var text = text
        text.withUTF8 { utf8 in
            _ = sqlite3_bind_text(handle, index, utf8.baseAddress, Int32(utf8.count), Self.copied)
        }
    }

    /// Gives parameter `index` bytes; `nil` is NULL.
    func bind(_ bytes: [UInt8]?, at index: Int32) {
        guard let bytes else { return bindNull(at: index) }
        bytes.withUnsafeBytes { bind($0, at: index) }
    }

    /// Gives parameter `index` the 16 bytes of an id; `nil` is NULL.
    func bind(_ id: EventID?, at index: Int32) {
        guard let id else { return bindNull(at: index) }
        id.withUnsafeBytes { bind($0, at: index) }
    }

    /// Gives parameter `index` bytes.
    func bind(_ bytes: UnsafeRawBufferPointer, at index: Int32) {
        // Nothing may have no address, which SQLite would take for NULL.
        _ =
            bytes.isEmpty
            ? sqlite3_bind_zeroblob(handle, index, 0)
            : sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), Self.copied)
    }

    /// Gives parameter `index` bytes that stay where they are until it has run: they are not copied.
    func bind(lasting bytes: Slice<UnsafeRawBufferPointer>, at index: Int32) {
        let bytes = UnsafeRawBufferPointer(rebasing: bytes)
        _ =
            bytes.isEmpty
            ? sqlite3_bind_zeroblob(handle, index, 0)
            : sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), nil)
    }

    private func bindNull(at index: Int32) { sqlite3_bind_null(handle, index) }

    /// Runs it to its end, and makes it ready to run again.
    func run() throws(SQLiteFailure) {
        defer { reset() }
        while try step() {}
    }

    /// Goes to the next row.
    /// - Returns: whether there is one.
    func step() throws(SQLiteFailure) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLiteFailure(of: sqlite3_db_handle(handle))
        }
    }

    /// Makes it ready to run again.
    ///
    /// The result repeats what `step` already told.
    func reset() { sqlite3_reset(handle) }

    /// Column `index`, from 0, as an integer.
    func integer(_ index: Int32) -> Int64 { sqlite3_column_int64(handle, index) }

    /// Column `index` as text.
    func text(_ index: Int32) -> String {
        guard let start = sqlite3_column_text(handle, index) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, index))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Column `index` as bytes.
    func bytes(_ index: Int32) -> [UInt8] {
        withBytes(index) { Array($0) }
    }

    /// Column `index` as bytes that live until the next step.
    ///
    /// SQLite is asked for the value once, which takes most of the time; that is safe because nobody
    /// else uses the connection meanwhile (SQLite C API, `sqlite3_column_value`).
    func withBytes<Value>(_ index: Int32, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        let value = sqlite3_column_value(handle, index)
        let start = sqlite3_value_blob(value)
        let count = Int(sqlite3_value_bytes(value))
        return body(UnsafeRawBufferPointer(start: count == 0 ? nil : start, count: count))
    }

    /// Whether column `index` is some bytes, of which there is at least one.
    func holds(_ bytes: [UInt8], at index: Int32) -> Bool {
        withBytes(index) { held in
            guard held.count == bytes.count, let start = held.baseAddress else { return false }
            return memcmp(bytes, start, bytes.count) == 0
        }
    }

    /// Whether column `index` is NULL.
    func isNull(_ index: Int32) -> Bool { sqlite3_column_type(handle, index) == SQLITE_NULL }

    /// `SQLITE_TRANSIENT`: SQLite makes a copy.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

/// What SQLite says went wrong.
struct SQLiteFailure: Error, CustomStringConvertible {
    /// The extended result code.
    let code: Int32
    let description: String

    init(of connection: OpaquePointer?) {
        code = sqlite3_extended_errcode(connection)
        description = "SQLite error \(code): \(String(cString: sqlite3_errmsg(connection)))"
    }
}
