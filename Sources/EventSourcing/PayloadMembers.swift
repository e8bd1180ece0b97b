/// The members of a JSON object as places in its bytes: nothing is decoded, or even checked, before
/// it is asked for.
///
/// Only the canonical form (RFC 8785) is taken: no spaces, and each name once. Names are compared as
/// they are written, which for those of payloads, plain words, is what they are. Replaying a log is
/// mostly this; a dictionary of values would cost several times as much.
struct PayloadMembers: ~Copyable {
    typealias Member = MemberScanner.Member

    private var bytes: [UInt8] = []
    /// The beginnings of the names, where they are looked for, and where the members are.
    private var keys: [UInt64] = []
    private var members: [Member] = []
    private let texts: SharedTexts?

    /// Starts with no members.
    init(sharing texts: SharedTexts? = nil) { self.texts = texts }

    /// Finds the members anew.
    /// - Returns: whether the bytes are an object without spaces as a whole, its names in the order of
    ///   their bytes.
    mutating func read(canonical bytes: [UInt8]) -> Bool {
        scan(bytes) { bytes, last, next in
            let (name, nextName) = (bytes.part(last.name), bytes.part(next.name))
            return name.lexicographicallyPrecedes(nextName)
        }
    }

    /// Finds the members anew, whatever order they are in.
    /// - Returns: whether the value is an object.
    mutating func read(_ json: JSON) -> Bool { scan(json.canonicalBytes()) { _, _, _ in true } }

    /// Finds the members anew; `precedes` says whether one may come before another whose name begins
    /// alike, or sorts before it.
    private mutating func scan(
        _ bytes: [UInt8],
        _ precedes: (UnsafeBufferPointer<UInt8>, Member, Member) -> Bool
    ) -> Bool {
        self.bytes = bytes
        keys.removeAll(keepingCapacity: true)
        members.removeAll(keepingCapacity: true)
        return bytes.withUnsafeBufferPointer { bytes in
            guard var scanner = MemberScanner(bytes, in: 0..<bytes.count) else { return false }
            var lastKey: UInt64 = 0
            while let member = scanner.next() {
                let key = UInt64(beginning: bytes.part(member.name))
                if key <= lastKey, let last = members.last, !precedes(bytes, last, member) {
                    return false
                }
                keys.append(key)
                members.append(member)
                lastKey = key
            }
            return scanner.isWhole
        }
    }

    /// The member of a name; `nil` when there is none.
    func member(_ name: String) -> Member? {
        var name = name
        return name.withUTF8 { name in
            let key = UInt64(beginning: name)
            return bytes.withUnsafeBufferPointer { bytes in
                for index in keys.indices where keys[index] == key {
                    let found = bytes.part(members[index].name)
                    // Eight bytes are the key; there are no zeros in names.
                    if found.count == name.count, name.count <= 8 || found.elementsEqual(name) {
                        return members[index]
                    }
                }
                return nil
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
}

extension UInt64 {
    /// The first eight bytes of a name, in network order, so that numbers sort as names do.
    fileprivate init(beginning name: UnsafeBufferPointer<UInt8>) {
        guard name.count < 8 else {
            let bytes = UnsafeRawBufferPointer(name)
            self = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
            return
        }
        self = 0
        for byte in name { self = self << 8 | UInt64(byte) }
        self <<= UInt64(8 * (8 - name.count))
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
