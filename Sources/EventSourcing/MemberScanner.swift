/// Goes through the members of a JSON object without spaces, place by place, without decoding them.
///
/// A payload is scanned once for each replay of its event, so texts are crossed eight bytes at a time.
struct MemberScanner {
    /// Where a member's name and value are.
    struct Member: Sendable {
        /// Between the quotes.
        var name: Range<Int>
        /// The whole value; a text with its quotes.
        var value: Range<Int>
        /// Whether the value is a text without escapes.
        var isPlainText = false
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let end: Int
    private var offset: Int
    /// Whether the object was closed just where its bytes end.
    private(set) var isWhole = false

    /// Begins at an object's brace; `nil` when there is none.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        guard range.count >= 2, bytes[range.lowerBound] == .openBrace else { return nil }
        self.bytes = bytes
        self.end = range.upperBound
        self.offset = range.lowerBound + 1
        guard bytes[offset] == .closeBrace else { return }
        isWhole = offset + 1 == end
        offset = end
    }

    /// The next member; `nil` after the last one, and where the bytes are no object.
    mutating func next() -> Member? {
        guard offset < end, bytes[offset] == .quote else { return nil }
        let start = offset + 1
        guard let (close, _) = endOfText(from: start), close + 2 < end, bytes[close + 1] == .colon
        else { return fail() }
        return take(named: start..<close)
    }

    /// The next member, if it has a name, given as it is written with quotes and colon; `nil` when it
    /// has another, after the last one, and where the bytes are no object.
    mutating func next(named name: UnsafeBufferPointer<UInt8>) -> Member? {
        let start = offset + name.count
        guard start < end, bytes.hold(name, at: offset) else { return nil }
        return take(named: (offset + 1)..<(start - 2))
    }

    /// Takes the member whose name is found, and what follows it.
    private mutating func take(named name: Range<Int>) -> Member? {
        guard let member = member(named: name) else { return fail() }
        let after = member.value.upperBound
        guard after < end else { return fail() }
        if bytes[after] == .closeBrace {
            isWhole = after + 1 == end
            offset = end
        } else if bytes[after] == .comma {
            offset = after + 1
        } else {
            return fail()
        }
        return member
    }

    private mutating func fail() -> Member? {
        offset = end
        return nil
    }

    private func member(named name: Range<Int>) -> Member? {
        let start = name.upperBound + 2
        if bytes[start] == .quote {
            guard let (close, isPlain) = endOfText(from: start + 1) else { return nil }
            return Member(name: name, value: start..<(close + 1), isPlainText: isPlain)
        }
        return endOfValue(from: start).map { Member(name: name, value: start..<$0) }
    }

    /// The place of the quote that ends a text, and whether there are no escapes before it.
    private func endOfText(from start: Int) -> (Int, isPlain: Bool)? {
        var next = bytes.endOfPlainText(from: start, to: end)
        let isPlain = next < end && bytes[next] == .quote
        while next < end {
            if bytes[next] == .quote { return (next, isPlain) }
            guard bytes[next] == .backslash else { return nil }
            next = bytes.endOfPlainText(from: min(next + 2, end), to: end)
        }
        return nil
    }

    /// The place behind a value that is no text: a word or number without spaces, or something with
    /// brackets.
    private func endOfValue(from start: Int) -> Int? {
        var next = start
        var depth = 0
        // Most are numbers.
        while next < end, (.zero ... .nine).contains(bytes[next]) { next += 1 }
        while next < end {
            switch bytes[next] {
            case .quote:
                guard depth > 0, let (close, _) = endOfText(from: next + 1) else { return nil }
                next = close
            case .openBrace, .openBracket:
                depth += 1
            case .closeBrace, .closeBracket:
                if depth == 0 { return next > start ? next : nil }
                depth -= 1
                if depth == 0 { return next + 1 }
            case .comma:
                if depth == 0 { return next > start ? next : nil }
            case 0...0x20:
                return nil
            default:
                break
            }
            next += 1
        }
        return nil
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether other bytes lie at an offset, from which there are as many.
    fileprivate func hold(_ other: Self, at offset: Int) -> Bool {
        let bytes = UnsafeRawBufferPointer(self)
        let sought = UnsafeRawBufferPointer(other)
        guard other.count >= 8 else {
            return other.indices.allSatisfy { self[offset + $0] == other[$0] }
        }
        return stride(from: 0, to: other.count, by: 8).allSatisfy { place in
            // The last eight bytes overlap those before them.
            let place = Swift.min(place, other.count - 8)
            return bytes.loadUnaligned(fromByteOffset: offset + place, as: UInt64.self)
                == sought.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        }
    }

    /// The place of the first quote, backslash or control character.
    fileprivate func endOfPlainText(from start: Int, to end: Int) -> Int {
        var next = start
        let bytes = UnsafeRawBufferPointer(self)
        while next + 8 <= end {
            let loaded = bytes.loadUnaligned(fromByteOffset: next, as: UInt64.self)
            let word = UInt64(littleEndian: loaded)
            let ends =
                word.bytes(below: 0x20) | (word ^ .eight(.quote)).bytes(below: 1)
                | (word ^ .eight(.backslash)).bytes(below: 1)
            // Flags above the lowest one may be false, the lowest never is.
            if ends != 0 { return next + ends.trailingZeroBitCount / 8 }
            next += 8
        }
        while next < end, self[next] != .quote, self[next] != .backslash, self[next] >= 0x20 {
            next += 1
        }
        return next
    }
}

extension UInt64 {
    /// One byte eight times.
    fileprivate static func eight(_ byte: UInt8) -> UInt64 {
        0x0101_0101_0101_0101 &* UInt64(byte)
    }

    /// The top bit of each byte that is smaller than a limit of at most 128.
    fileprivate func bytes(below limit: UInt8) -> UInt64 {
        (self &- .eight(limit)) & ~self & .eight(0x80)
    }
}

extension UInt8 {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let colon = UInt8(ascii: ":")
    static let comma = UInt8(ascii: ",")
    static let minus = UInt8(ascii: "-")
    static let zero = UInt8(ascii: "0")
    static let nine = UInt8(ascii: "9")
}
