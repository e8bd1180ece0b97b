import Crypto
import EventSourcing
import Nettle

/// One sealed field as it is stored: layout, key number, mark, commitment, ciphertext and tag.
///
/// AES-256-GCM under the field's own key, which encrypts once only; so its nonce is twelve zero bytes.
/// Sealed by Nettle, as every append does it, and opened by swift-crypto.
/// The commitment, SHA-256 over a label and the field key, ties the ciphertext to one key alone.
struct FieldBox {
    /// The version of this layout.
    static let layout: UInt8 = 1
    private static let headCount = 1 + 8 + 8 + Digest256.byteCount

    let keyID: Int64
    let mark: UInt64
    let commitment: ArraySlice<UInt8>
    let ciphertext: ArraySlice<UInt8>
    let tag: ArraySlice<UInt8>

    /// Where a field stands.
    struct Place {
        var subject: SubjectID
        var event: EventID
        var index: Int

        private static let label = Array("muster field v1".utf8)
        /// The first bytes of ``context(key:)``, from which the field's key is derived: label, event
        /// id, number of the field, and number of the subject's key.
        static let infoByteCount = label.count + 16 + 4 + 8

        /// What the ciphertext is bound to: from which its key is derived, and the subject.
        func context(key: Int64) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(128)
            bytes += Self.label
            bytes.append(event)
            bytes.append(bigEndian: UInt32(index))
            bytes.append(bigEndian: key)
            bytes += subject.text.utf8
            return bytes
        }

        /// The key of the field.
        func key(from key: SubjectKey) -> SymmetricKey {
            context(key: key.id).withUnsafeBytes { SymmetricKey(key.fieldKey($0.info)) }
        }
    }

    /// Encrypts a text, and adds the box to stored ones with its length in front.
    static func seal(
        _ text: String,
        at place: Place,
        with key: SubjectKey,
        into bytes: inout [UInt8]
    ) {
        var text = text
        text.withUTF8 { utf8 in
            let text = UnsafeRawBufferPointer(utf8)
            let encryptedCount = text.count + AES256GCM.tagByteCount
            bytes.append(bigEndian: UInt32(headCount + encryptedCount))
            bytes.append(layout)
            bytes.append(bigEndian: key.id)
            bytes.append(bigEndian: key.mark(text))
            place.context(key: key.id).withUnsafeBytes { context in
                let fieldKey = key.fieldKey(context.info)
                commitment(to: fieldKey).withUnsafeBytes { bytes.append(contentsOf: $0) }
                let start = bytes.count
                bytes.append(contentsOf: repeatElement(0, count: encryptedCount))
                bytes.withUnsafeMutableBytes { bytes in
                    AES256GCM.seal(
                        text,
                        once: fieldKey,
                        authenticating: context,
                        into: UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
                    )
                }
            }
        }
    }

    /// Reads a stored box; `nil` for bytes that are none.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count >= Self.headCount + AES256GCM.tagByteCount, bytes.first == Self.layout
        else {
            return nil
        }
        let start = bytes.startIndex
        keyID = Int64(
            bitPattern: bytes[(start + 1)...].prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        )
        mark = bytes[(start + 9)...].prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        commitment = bytes[(start + 17)...].prefix(32)
        ciphertext = bytes[(start + Self.headCount)..<(bytes.endIndex - AES256GCM.tagByteCount)]
        tag = bytes.suffix(AES256GCM.tagByteCount)
    }

    /// The text, opened with the subject's key.
    func text(at place: Place, with key: SubjectKey) throws(EventLogError) -> String {
        try text(at: place, withFieldKey: place.key(from: key))
    }

    /// The text, opened with the field's own key alone, as whoever it was disclosed to does.
    func text(at place: Place, withFieldKey key: SymmetricKey) throws(EventLogError) -> String {
        guard isCommitted(to: key),
            let box = try? AES.GCM.SealedBox(
                nonce: Self.zeroNonce.get(),
                ciphertext: ciphertext,
                tag: tag
            ),
            let text = try? AES.GCM.open(
                box,
                using: key,
                authenticating: place.context(key: keyID)
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

    /// Whether the box was sealed under a key.
    func isCommitted(to key: SymmetricKey) -> Bool {
        let digest = key.withUnsafeBytes { Digest256(copying: $0) }
        return digest.map { Self.commitment(to: $0).bytes.elementsEqual(commitment) } ?? false
    }

    private static let zeroNonce = Result {
        try AES.GCM.Nonce(data: [UInt8](repeating: 0, count: 12))
    }

    private static let commitmentLabel = Array("muster commitment v1".utf8)

    private static func commitment(to key: Digest256) -> Digest256 {
        var state = SHA256State()
        commitmentLabel.withUnsafeBytes { state.update($0) }
        key.withUnsafeBytes { state.update($0) }
        return state.finish()
    }
}

extension UnsafeRawBufferPointer {
    /// The part of a field's context that its key is derived from.
    fileprivate var info: Self { Self(rebasing: prefix(FieldBox.Place.infoByteCount)) }
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
