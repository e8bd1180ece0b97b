/// Texts that many events repeat, such as accounts and the names of runs: each is made once, and shared.
///
/// Whoever reads a log holds one of these and gives it to every read. It forgets as it goes: a text
/// takes the place of another whose hash ends alike, so that its size is fixed.
public final class SharedTexts {
    private static let placesBits = 10
    // Nothing else runs while it is touched: that need not be proved again with every text.
    @exclusivity(unchecked) private var texts: [String]

    /// Starts with no text known.
    public init() { texts = Array(repeating: "", count: 1 << Self.placesBits) }

    /// The text of UTF-8 bytes; invalid ones become U+FFFD.
    public func text(_ utf8: UnsafeRawBufferPointer) -> String {
        // Up to 15 bytes lie in the text itself: there is nothing to share.
        guard utf8.count > 15 else { return String(decoding: utf8, as: UTF8.self) }
        let place = Int(truncatingIfNeeded: Self.hash(utf8) >> (64 - Self.placesBits))
        if Self.holds(texts[place], utf8) { return texts[place] }
        let text = String(decoding: utf8, as: UTF8.self)
        texts[place] = text
        return text
    }

    private static func holds(_ text: String, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard text.utf8.count == bytes.count else { return false }
        return text.utf8.withContiguousStorageIfAvailable { utf8 in
            let known = UnsafeRawBufferPointer(utf8)
            return stride(from: 0, to: bytes.count, by: 8)
                .allSatisfy { known.word(at: $0) == bytes.word(at: $0) }
        } ?? false
    }

    /// Spreads texts over the places; nothing depends on its being hard to predict.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var hash = UInt64(bytes.count)
        for offset in stride(from: 0, to: bytes.count, by: 8) {
            hash = (hash ^ bytes.word(at: offset)) &* factor
            hash ^= hash >> 32
        }
        return hash &* factor
    }
}

extension UnsafeRawBufferPointer {
    /// The eight bytes at an offset; at the end, the last eight, of which there must be as many.
    fileprivate func word(at offset: Int) -> UInt64 {
        loadUnaligned(fromByteOffset: Swift.min(offset, count - 8), as: UInt64.self)
    }
}
