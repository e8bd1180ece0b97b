import Foundation

/// What processes did to the files of one directory and said to their peers, in order.
///
/// The format is that of `PowerCutRecorder.h`.
struct Trace {
    /// One thing that was done.
    struct Entry {
        enum Kind: UInt16 {
            case start, create, makeDirectory, write, truncate, allocate, sync, rename, link
            case unlink, output
        }

        let kind: Kind
        let isDeleted: Bool
        let isDirectory: Bool
        /// The errno it failed with; 0 when it did not.
        let error: Int32
        /// Where it was written, how large the file became, or the peer's port.
        let offset: Int
        /// Relative to the watched directory; that itself is the empty path.
        let path: String
        let destination: String
        /// Where its data is in the bytes of the trace.
        let data: Range<Int>

        /// Whether it counts as an I/O on a watched file.
        var isInputOutput: Bool { kind != .start && kind != .output }
    }

    struct Damaged: Error {
        let offset: Int
    }

    let bytes: [UInt8]
    let entries: [Entry]

    init(contentsOf url: URL) throws {
        try self.init(bytes: [UInt8](Data(contentsOf: url)))
    }

    init(bytes: [UInt8]) throws {
        var reader = Reader(bytes: bytes)
        var entries: [Entry] = []
        while reader.offset < bytes.count { entries.append(try reader.entry()) }
        self.bytes = bytes
        self.entries = entries
    }

    init(bytes: [UInt8], entries: [Entry]) {
        self.bytes = bytes
        self.entries = entries
    }

    /// How many I/Os the recorder counted.
    var inputOutputs: Int { entries.count(where: \.isInputOutput) }

    /// The same trace of a program that never syncs.
    var withoutSyncs: Trace { Trace(bytes: bytes, entries: entries.filter { $0.kind != .sync }) }

    func withData<Value>(
        of range: Range<Int>,
        _ body: (UnsafeRawBufferPointer) throws -> Value
    ) rethrows -> Value {
        try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}

extension Trace {
    private struct Reader {
        let bytes: [UInt8]
        var offset = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func entry() throws -> Entry {
            let start = offset
            let kind = Entry.Kind(rawValue: try integer(UInt16.self))
            let flags = try integer(UInt16.self)
            let error = try integer(Int32.self)
            let value = try integer(Int64.self)
            let lengths = (try integer(UInt32.self), try integer(UInt32.self))
            let count = try integer(UInt64.self)
            let path = try text(Int(lengths.0))
            let destination = try text(Int(lengths.1))
            let data = try take(Int(count))
            guard let kind else { throw Damaged(offset: start) }
            return Entry(
                kind: kind,
                isDeleted: flags & 1 != 0,
                isDirectory: flags & 2 != 0,
                error: error,
                offset: Int(value),
                path: path,
                destination: destination,
                data: data
            )
        }

        private mutating func take(_ count: Int) throws -> Range<Int> {
            guard count <= bytes.count - offset else { throw Damaged(offset: offset) }
            defer { offset += count }
            return offset..<offset + count
        }

        private mutating func integer<Value: FixedWidthInteger>(_: Value.Type) throws -> Value {
            let range = try take(MemoryLayout<Value>.size)
            return bytes.withUnsafeBytes {
                $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Value.self)
            }
        }

        private mutating func text(_ count: Int) throws -> String {
            String(decoding: bytes[try take(count)], as: UTF8.self)
        }
    }
}
