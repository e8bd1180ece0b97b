import EventSourcing
import Nettle

/// The bytes a leaf of the tree commits to: every column of an event's row, its metadata and its
/// payload by hash.
///
/// Fixed-size fields first, then each text with its length in front; all numbers big-endian.
/// `Handbook/Formats` describes them byte by byte.
struct LeafRecord: Sendable {
    /// The version of this record's layout.
    static let layout: UInt8 = 1

    var position: Int64
    var version: Int64
    var recordedAt: Instant
    var occurredAt: Instant
    var id: EventID
    var type: EventType
    var correlation: EventID?
    var causation: EventID?
    var stream: String
    var actor: String
    var metadataHash: Digest256
    var payloadHash: Digest256

    /// Where the event's id is in the bytes.
    static let idPlace = 41..<57
    /// Where the hash of its payload is.
    static let payloadHashPlace = 89..<121

    private static let fixedByteCount = 121

    private var byteCount: Int {
        let ids = [correlation, causation].count { $0 != nil }
        let texts = stream.utf8.count + type.name.utf8.count + actor.utf8.count
        return Self.fixedByteCount + 5 * 4 + ids * 16 + texts
    }

    /// The bytes.
    var bytes: [UInt8] { withBytes { Array($0) } }

    /// Calls `body` with the bytes, which are valid during the call only.
    func withBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 8) { buffer in
            var writer = ByteWriter(buffer)
            writer.write(Self.layout)
            writer.write(position)
            writer.write(version)
            writer.write(recordedAt.microseconds)
            writer.write(occurredAt.microseconds)
            writer.write(Int64(type.version))
            id.withUnsafeBytes { writer.write($0) }
            metadataHash.withUnsafeBytes { writer.write($0) }
            payloadHash.withUnsafeBytes { writer.write($0) }
            writer.write(counted: correlation)
            writer.write(counted: causation)
            writer.write(counted: stream)
            writer.write(counted: type.name)
            writer.write(counted: actor)
            return try body(writer.written)
        }
    }
}

/// Writes numbers and bytes one after the other into memory that has room for them.
private struct ByteWriter {
    private let buffer: UnsafeMutableRawBufferPointer
    private var count = 0

    init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

    /// What was written.
    var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[..<count]) }

    mutating func write<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        buffer.storeBytes(of: number.bigEndian, toByteOffset: count, as: Number.self)
        count += MemoryLayout<Number>.size
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: bytes)
        count += bytes.count
    }

    mutating func write(counted id: EventID?) {
        write(UInt32(id == nil ? 0 : 16))
        id?.withUnsafeBytes { write($0) }
    }

    mutating func write(counted text: String) {
        var text = text
        text.withUTF8 { utf8 in
            write(UInt32(utf8.count))
            write(UnsafeRawBufferPointer(utf8))
        }
    }
}

/// The stored parts of an event's payload, and the hash that its row keeps of them.
struct StoredPayload: Sendable {
    /// Canonical JSON, without personal data.
    var body: [UInt8]
    /// The sealed fields, each with its length in front.
    var personal: [UInt8]

    /// SHA-256 of the length of the body, the body, and the sealed fields.
    var hash: Digest256 {
        body.withUnsafeBytes { body in
            personal.withUnsafeBytes { Self.hash(body: body, personal: $0) }
        }
    }

    /// The same of bytes that lie elsewhere.
    static func hash(
        body: UnsafeRawBufferPointer,
        personal: UnsafeRawBufferPointer
    ) -> Digest256 {
        var state = SHA256State()
        state.update(Int64(body.count).bigEndian)
        state.update(body)
        state.update(personal)
        return state.finish()
    }
}

extension [UInt8] {
    mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// An id's 16 bytes.
    mutating func append(_ id: EventID) {
        id.withUnsafeBytes { append(contentsOf: $0) }
    }

    /// Bytes with their number in front, as four bytes.
    mutating func append(counted bytes: some Collection<UInt8>) {
        append(bigEndian: UInt32(bytes.count))
        append(contentsOf: bytes)
    }
}
