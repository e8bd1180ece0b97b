import Crypto
import EventSourcing
import Foundation

/// One sealed field as it is stored: layout, key number, mark, commitment, ciphertext and tag.
///
/// AES-256-GCM under the field's own key, which encrypts once only; so its nonce is twelve zero bytes.
/// The commitment, SHA-256 over a label and the field key, ties the ciphertext to one key alone.
struct FieldBox {
    /// The version of this layout.
    static let layout: UInt8 = 1
    private static let headCount = 1 + 8 + 8 + 32
    private static let tagCount = 16

    let keyID: Int64
    let mark: UInt64
    let commitment: ArraySlice<UInt8>
    let ciphertext: ArraySlice<UInt8>
    let tag: ArraySlice<UInt8>

    /// Where a field stands: what its ciphertext is bound to.
    struct Place {
        var subject: SubjectID
        var event: EventID
        var index: Int
    }

    /// Encrypts a text, and adds the box to stored ones with its length in front.
    static func seal(
        _ text: String,
        at place: Place,
        with key: SubjectKey,
        into bytes: inout [UInt8]
    ) throws(EventLogError) {
        let fieldKey = key.fieldKey(event: place.event, index: place.index)
        let context = context(of: place, key: key.id)
        var text = text
        // A function that throws what it pleases, as `withUTF8` knows no other.
        let seal: (UnsafeBufferPointer<UInt8>) throws -> (mark: UInt64, box: Data) = { text in
            let text = UnsafeRawBufferPointer(text)
            let box = try AES.GCM.seal(
                text,
                using: fieldKey,
                nonce: try zeroNonce.get(),
                authenticating: context
            )
            guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
            return (key.mark(text), combined)
        }
        let sealed = try attempt("encrypt a field") { try text.withUTF8(seal) }
        // What follows the nonce: ciphertext and tag.
        let encrypted = sealed.box.dropFirst(nonceCount)
        bytes.append(bigEndian: UInt32(headCount + encrypted.count))
        bytes.append(layout)
        bytes.append(bigEndian: key.id)
        bytes.append(bigEndian: sealed.mark)
        commitment(to: fieldKey).withUnsafeBytes { bytes.append(contentsOf: $0) }
        encrypted.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Reads a stored box; `nil` for bytes that are none.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count >= Self.headCount + Self.tagCount, bytes.first == Self.layout else {
            return nil
        }
        let start = bytes.startIndex
        keyID = Int64(
            bitPattern: bytes[(start + 1)...].prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        )
        mark = bytes[(start + 9)...].prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        commitment = bytes[(start + 17)...].prefix(32)
        ciphertext = bytes[(start + Self.headCount)..<(bytes.endIndex - Self.tagCount)]
        tag = bytes.suffix(Self.tagCount)
    }

    /// The text, opened with the subject's key.
    func text(at place: Place, with key: SubjectKey) throws(EventLogError) -> String {
        let fieldKey = key.fieldKey(event: place.event, index: place.index)
        return try text(at: place, withFieldKey: fieldKey)
    }

    /// The text, opened with the field's own key alone, as whoever it was disclosed to does.
    func text(at place: Place, withFieldKey key: SymmetricKey) throws(EventLogError) -> String {
        guard Self.commitment(to: key).elementsEqual(commitment),
            let box = try? AES.GCM.SealedBox(
                nonce: Self.zeroNonce.get(),
                ciphertext: ciphertext,
                tag: tag
            ),
            let text = try? AES.GCM.open(
                box,
                using: key,
                authenticating: Self.context(of: place, key: keyID)
            )
        else {
            throw EventLogError(
                .damaged,
                "field \(place.index) of event \(place.event) does not open under its key; "
                    + "muster verify names what was changed"
            )
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let nonceCount = 12
    private static let zeroNonce = Result {
        try AES.GCM.Nonce(data: [UInt8](repeating: 0, count: nonceCount))
    }

    private static func context(of place: Place, key: Int64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        bytes += "muster field v1".utf8
        bytes.append(place.event)
        bytes.append(bigEndian: UInt32(place.index))
        bytes.append(bigEndian: key)
        bytes += place.subject.text.utf8
        return bytes
    }

    private static let commitmentLabel = Array("muster commitment v1".utf8)

    static func commitment(to key: SymmetricKey) -> SHA256.Digest {
        var hash = SHA256()
        commitmentLabel.withUnsafeBytes { hash.update(bufferPointer: $0) }
        key.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize()
    }
}

/// The sealed fields of one event, in the order of their numbers; an erased one has no bytes.
struct FieldBoxes: Sequence {
    private let bytes: [UInt8]
    private let ranges: [Range<Int>]

    /// Copies the stored bytes; `nil` when the lengths in them do not add up.
    init?(_ stored: some Collection<UInt8>) {
        let bytes = Array(stored)
        var ranges: [Range<Int>] = []
        var next = 0
        while next < bytes.count {
            guard bytes.count - next >= 4 else { return nil }
            let count = bytes[next..<(next + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard bytes.count - next - 4 >= count else { return nil }
            ranges.append((next + 4)..<(next + 4 + count))
            next += 4 + count
        }
        self.bytes = bytes
        self.ranges = ranges
    }

    /// A field's box; `nil` for one that was erased before it was stored, or that is no box.
    subscript(index: Int) -> FieldBox? {
        ranges.indices.contains(index) ? FieldBox(bytes[ranges[index]]) : nil
    }

    /// The boxes, each as ``subscript(_:)`` gives it.
    func makeIterator() -> some IteratorProtocol<FieldBox?> {
        ranges.map { FieldBox(bytes[$0]) }.makeIterator()
    }
}
