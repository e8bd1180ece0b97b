/// The members of a JSON object as places in its bytes: nothing is decoded, or even checked, before
/// it is asked for.
///
/// Only the canonical form (RFC 8785) is taken: no spaces, and each name once. Names are compared as
/// they are written, which for those of payloads, plain words, is what they are. Replaying a log is mostly this; a dictionary of values would cost several times as much.
struct PayloadMembers: Sendable {
    private struct Member: Sendable {
        var name: Range<Int>
        var value: Range<Int>
    }

    private let bytes: [UInt8]
    private var members: [Member] = []

    /// Finds the members; `nil` for bytes that are not an object without spaces as a whole, its names
    /// in the order of their bytes.
    init?(canonical bytes: [UInt8]) {
        self.init(bytes, in: 0..<bytes.count)
        let names = members.map { bytes[$0.name] }
        guard zip(names, names.dropFirst()).allSatisfy({ $0.lexicographicallyPrecedes($1) }) else {
            return nil
        }
    }

    /// Finds the members of an object; `nil` for any other value.
    init?(_ json: JSON) {
        let bytes = json.canonicalBytes()
        self.init(bytes, in: 0..<bytes.count)
    }

    private init?(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        members.reserveCapacity(24)
        let found = bytes.withUnsafeBufferPointer { Self.scan($0, in: range, into: &members) }
        guard found else { return nil }
    }

    /// The bytes of a member's value; `nil` when there is none.
    func value(_ name: String) -> ArraySlice<UInt8>? {
        range(name).map { bytes[$0] }
    }

    /// Whether there is a member.
    func has(_ name: String) -> Bool { range(name) != nil }

    /// A member that is a text.
    func text(_ name: String) -> String? {
        guard let range = range(name), range.count >= 2, bytes[range.lowerBound] == .quote else {
            return nil
        }
        let inside = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
        guard inside.contains(.backslash) else { return String(decoding: inside, as: UTF8.self) }
        return try? JSON(parsing: Array(bytes[range])).string
    }

    /// A member that is an integer.
    func integer(_ name: String) -> Int64? {
        guard let range = range(name) else { return nil }
        var digits = bytes[range]
        let isNegative = digits.first == .minus
        if isNegative { digits.removeFirst() }
        guard !digits.isEmpty, digits.first != .zero || digits.count == 1 else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard (.zero ... .nine).contains(byte) else { return nil }
            let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let digit = Int64(byte - .zero)
            // Counted downwards, since there is one more negative number than there are positive ones.
            let (next, isTooSmall) = tens.subtractingReportingOverflow(digit)
            guard !isTooLarge, !isTooSmall else { return nil }
            value = next
        }
        guard !isNegative else { return value }
        let (positive, isTooLarge) = Int64(0).subtractingReportingOverflow(value)
        return isTooLarge ? nil : positive
    }

    /// A member that is `true`.
    func isTrue(_ name: String) -> Bool {
        range(name).map { bytes[$0].elementsEqual("true".utf8) } ?? false
    }

    /// A member that is an object.
    func object(_ name: String) -> PayloadMembers? {
        range(name).flatMap { PayloadMembers(bytes, in: $0) }
    }

    private func range(_ name: String) -> Range<Int>? {
        var name = name
        return name.withUTF8 { name in
            bytes.withUnsafeBufferPointer { bytes in
                members.first { member in
                    member.name.count == name.count
                        && name.elementsEqual(UnsafeBufferPointer(rebasing: bytes[member.name]))
                }?.value
            }
        }
    }

    private static func scan(
        _ bytes: UnsafeBufferPointer<UInt8>,
        in range: Range<Int>,
        into members: inout [Member]
    ) -> Bool {
        let end = range.upperBound
        var next = range.lowerBound
        guard range.count >= 2, bytes[next] == .openBrace else { return false }
        next += 1
        if bytes[next] == .closeBrace { return next + 1 == end }
        while next < end, bytes[next] == .quote {
            let start = next + 1
            guard let close = endOfText(bytes, from: start, to: end) else { return false }
            let name = start..<close
            guard close + 2 < end, bytes[close + 1] == .colon,
                let after = endOfValue(bytes, from: close + 2, to: end)
            else { return false }
            members.append(Member(name: name, value: (close + 2)..<after))
            guard after < end else { return false }
            if bytes[after] == .closeBrace { return after + 1 == end }
            guard bytes[after] == .comma else { return false }
            next = after + 1
        }
        return false
    }

    /// The place of the quote that ends a text.
    private static func endOfText(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        to end: Int
    ) -> Int? {
        var next = start
        while next < end {
            switch bytes[next] {
            case .quote: return next
            case .backslash: next += 2
            case 0..<0x20: return nil
            default: next += 1
            }
        }
        return nil
    }

    /// The place behind a value: a text, a word or number without spaces, or something with brackets.
    private static func endOfValue(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        to end: Int
    ) -> Int? {
        var next = start
        var depth = 0
        while next < end {
            switch bytes[next] {
            case .quote:
                guard depth > 0 || next == start,
                    let close = endOfText(bytes, from: next + 1, to: end)
                else { return nil }
                next = close
                if depth == 0 { return next + 1 }
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

extension UInt8 {
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let backslash = UInt8(ascii: "\\")
    fileprivate static let openBrace = UInt8(ascii: "{")
    fileprivate static let closeBrace = UInt8(ascii: "}")
    fileprivate static let openBracket = UInt8(ascii: "[")
    fileprivate static let closeBracket = UInt8(ascii: "]")
    fileprivate static let colon = UInt8(ascii: ":")
    fileprivate static let comma = UInt8(ascii: ",")
    fileprivate static let minus = UInt8(ascii: "-")
    fileprivate static let zero = UInt8(ascii: "0")
    fileprivate static let nine = UInt8(ascii: "9")
}
