import EventSourcing
import Nettle

/// The bytes a leaf of the tree commits to: every column of an event's row, its metadata and its
/// payload by hash.
///
/// Fixed-size fields first, then each text with its length in front; all numbers big-endian.
/// `Handbook/Formats` describes them byte by byte.
struct LeafRecord {
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

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        append(to: &bytes)
        return bytes
    }

    /// Appends the bytes to a buffer, which many records may use one after the other.
    func append(to bytes: inout [UInt8]) {
        bytes.append(Self.layout)
        bytes.append(bigEndian: position)
        bytes.append(bigEndian: version)
        bytes.append(bigEndian: recordedAt.microseconds)
        bytes.append(bigEndian: occurredAt.microseconds)
        bytes.append(bigEndian: Int64(type.version))
        bytes.append(id)
        metadataHash.withUnsafeBytes { bytes.append(contentsOf: $0) }
        payloadHash.withUnsafeBytes { bytes.append(contentsOf: $0) }
        for id in [correlation, causation] {
            bytes.append(bigEndian: UInt32(id == nil ? 0 : 16))
            if let id { bytes.append(id) }
        }
        bytes.append(counted: stream.utf8)
        bytes.append(counted: type.name.utf8)
        bytes.append(counted: actor.utf8)
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
