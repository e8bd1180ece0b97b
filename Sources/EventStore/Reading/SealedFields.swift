import EventSourcing

/// The sealed fields of an event as a fold needs them, by places and marks: read from the stored
/// bytes without copying what is sealed (see ``FieldBox``).
enum SealedFields {
    /// Layout, key number, mark, commitment and tag: what a box of no text is made of.
    private static let boxBytesMin = 1 + 8 + 8 + 32 + 16
    private static let markOffset = 1 + 8
    private static let nobody = SubjectID("")

    /// Reads the fields of the event at a position; `nil` when the lengths in the bytes do not add up.
    ///
    /// A field without a whole box was erased. Whom it is about stands in the payload, which refers
    /// to the field by its number.
    static func read(_ bytes: UnsafeRawBufferPointer, at position: Int64) -> [Personal<String>]? {
        guard !bytes.isEmpty else { return [] }
        var fields: [Personal<String>] = []
        fields.reserveCapacity(4)
        var next = 0
        while next < bytes.count {
            guard bytes.count - next >= 4 else { return nil }
            let length = bytes.loadUnaligned(fromByteOffset: next, as: UInt32.self)
            let count = Int(UInt32(bigEndian: length))
            next += 4
            guard bytes.count - next >= count else { return nil }
            let mark = mark(of: UnsafeRawBufferPointer(rebasing: bytes[next..<(next + count)]))
            let place = FieldPlace(position: position, index: fields.count)
            fields.append(
                Personal(
                    subject: nobody,
                    content: mark.map { .sealed(SealedField(place: place, mark: $0)) } ?? .erased
                )
            )
            next += count
        }
        return fields
    }

    private static func mark(of box: UnsafeRawBufferPointer) -> UInt64? {
        guard box.count >= boxBytesMin, box[0] == FieldBox.layout else { return nil }
        return UInt64(
            bigEndian: box.loadUnaligned(fromByteOffset: markOffset, as: UInt64.self)
        )
    }
}
