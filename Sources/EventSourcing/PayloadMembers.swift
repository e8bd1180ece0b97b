/// The members of a JSON object as places in its bytes: nothing is decoded, or even checked, before
/// it is asked for.
///
/// Only the canonical form (RFC 8785) is taken: no spaces, and each name once. Names are compared as
/// they are written, which for those of payloads, plain words, is what they are. Replaying a log is
/// mostly this; a dictionary of values would cost several times as much.
struct PayloadMembers {
    typealias Member = MemberScanner.Member

    private let bytes: [UInt8]
    private var members: [(key: UInt64, member: Member)] = []
    private let texts: SharedTexts?

    /// Finds the members; `nil` for bytes that are not an object without spaces as a whole, its names
    /// in the order of their bytes.
    init?(canonical bytes: [UInt8], sharing texts: SharedTexts? = nil) {
        self.init(bytes, sharing: texts)
        let isOrdered = bytes.withUnsafeBufferPointer { bytes in
            zip(members, members.dropFirst()).allSatisfy { entry, next in
                bytes.part(entry.member.name)
                    .lexicographicallyPrecedes(bytes.part(next.member.name))
            }
        }
        guard isOrdered else { return nil }
    }

    /// Finds the members of an object; `nil` for any other value.
    init?(_ json: JSON, sharing texts: SharedTexts? = nil) {
        self.init(json.canonicalBytes(), sharing: texts)
    }

    private init?(_ bytes: [UInt8], sharing texts: SharedTexts?) {
        self.bytes = bytes
        self.texts = texts
        members.reserveCapacity(16)
        let isWhole = bytes.withUnsafeBufferPointer { bytes in
            guard var scanner = MemberScanner(bytes, in: 0..<bytes.count) else { return false }
            while let member = scanner.next() {
                members.append((Self.key(bytes.part(member.name)), member))
            }
            return scanner.isWhole
        }
        guard isWhole else { return nil }
    }

    /// The member of a name; `nil` when there is none.
    func member(_ name: String) -> Member? {
        var name = name
        return name.withUTF8 { name in
            let key = Self.key(name)
            return bytes.withUnsafeBufferPointer { bytes in
                members.first { $0.key == key && bytes.part($0.member.name).elementsEqual(name) }?
                    .member
            }
        }
    }

    /// The members of a member that is an object, by two of their names; `nil` when it is none.
    func members(
        of member: Member,
        _ first: StaticString,
        _ second: StaticString
    ) -> (first: Member?, second: Member?)? {
        bytes.withUnsafeBufferPointer { bytes in
            guard var scanner = MemberScanner(bytes, in: member.value) else { return nil }
            var found: (first: Member?, second: Member?)
            while let member = scanner.next() {
                let name = bytes.part(member.name)
                if name.elementsEqual(first.utf8) { found.first = member }
                if name.elementsEqual(second.utf8) { found.second = member }
            }
            return scanner.isWhole ? found : nil
        }
    }

    /// The bytes of a value.
    func value(_ member: Member) -> ArraySlice<UInt8> { bytes[member.value] }

    /// A value that is a text.
    func text(_ member: Member) -> String? {
        guard member.isPlainText else { return try? JSON(parsing: value(member)).string }
        let inside = (member.value.lowerBound + 1)..<(member.value.upperBound - 1)
        return bytes.withUnsafeBufferPointer { bytes in
            let utf8 = UnsafeRawBufferPointer(bytes.part(inside))
            return texts?.text(utf8) ?? String(decoding: utf8, as: UTF8.self)
        }
    }

    /// A value that is an integer.
    func integer(_ member: Member) -> Int64? {
        bytes.withUnsafeBufferPointer { Int64(canonical: $0.part(member.value)) }
    }

    /// Whether a value is `true`.
    func isTrue(_ member: Member) -> Bool { value(member).elementsEqual("true".utf8) }

    /// A number that tells most names apart: their length and eight bytes of them.
    private static func key(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let bytes = UnsafeRawBufferPointer(name)
        guard bytes.count >= 8 else { return bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        let first = bytes.loadUnaligned(as: UInt64.self)
        let last = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
        return first ^ last &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    }
}

extension Int64 {
    /// Reads an integer as JSON writes it: without a leading zero, and within 64 bits.
    fileprivate init?(canonical text: UnsafeBufferPointer<UInt8>) {
        let isNegative = text.first == .minus
        let digits = text.part((isNegative ? 1 : 0)..<text.count)
        guard !digits.isEmpty, digits.count < 20, digits.first != .zero || digits.count == 1 else {
            return nil
        }
        // Nineteen digits always fit a number without sign.
        var magnitude: UInt64 = 0
        for byte in digits {
            guard (.zero ... .nine).contains(byte) else { return nil }
            magnitude = magnitude &* 10 &+ UInt64(byte &- .zero)
        }
        if isNegative {
            guard magnitude <= Int64.min.magnitude else { return nil }
            self = Int64(truncatingIfNeeded: 0 &- magnitude)
        } else {
            self.init(exactly: magnitude)
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func part(_ range: Range<Int>) -> Self { Self(rebasing: self[range]) }
}

extension StaticString {
    fileprivate var utf8: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
