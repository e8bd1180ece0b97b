/// The members of a JSON object as places in its bytes: nothing is decoded, or even checked, before
/// it is asked for.
///
/// Only the canonical form (RFC 8785) is taken: no spaces, and each name once. Names are compared as
/// they are written, which for those of payloads, plain words, is what they are. Replaying a log is
/// mostly this; a dictionary of values would cost several times as much. Where many are read, what is
/// made up like one before is found as that was (``PayloadShape``).
struct PayloadMembers: ~Copyable {
    typealias Member = MemberScanner.Member

    private var bytes: [UInt8] = []
    /// The beginnings of the names, where they are looked for, and where the members are.
    private var keys: [UInt64] = []
    private var members: [Member] = []
    private let texts: SharedTexts?
    /// How the members lie, where that is known from others: then it has their keys.
    private var shape: PayloadShape?
    private var shapes = PayloadShapes()

    /// Starts with no members.
    init(sharing texts: SharedTexts? = nil) { self.texts = texts }

    /// Finds the members anew.
    /// - Parameters:
    ///   - bytes: The payload.
    ///   - type: The kind of event, whose payloads are mostly alike.
    /// - Returns: whether the bytes are an object without spaces as a whole, its names in the order of
    ///   their bytes.
    mutating func read(canonical bytes: [UInt8], of type: EventType) -> Bool {
        if let known = shapes.find(&members, in: bytes, of: type) {
            self.bytes = bytes
            shape = known
            return true
        }
        let isCanonical = scan(bytes) { bytes, last, next in
            let (name, nextName) = (bytes.part(last.name), bytes.part(next.name))
            return name.lexicographicallyPrecedes(nextName)
        }
        if isCanonical, texts != nil {
            shapes.remember(PayloadShape(of: members, in: bytes, keys: keys), of: type)
        }
        return isCanonical
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
        shape = nil
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
    func member(_ name: StaticString) -> Member? {
        guard let shape else { return index(of: name, among: keys).map { members[$0] } }
        return shape.index(of: name) { index(of: name, among: $0) }.map { members[$0] }
    }

    private func index(of name: StaticString, among keys: [UInt64]) -> Int? {
        let name = name.utf8
        let key = UInt64(beginning: name)
        return bytes.withUnsafeBufferPointer { bytes in
            keys.indices.first { index in
                guard keys[index] == key else { return false }
                let found = bytes.part(members[index].name)
                // Eight bytes are the key; there are no zeros in names.
                return found.count == name.count && (name.count <= 8 || found.elementsEqual(name))
            }
        }
    }

    /// What a member refers to that is an object of a subject and the number of a field; `nil` when it
    /// is no object.
    func reference(_ member: Member) -> (subject: Member?, field: Member?)? {
        bytes.withUnsafeBufferPointer { bytes in
            guard let scanner = MemberScanner(bytes, in: member.value) else { return nil }
            var written = scanner
            if let field = written.next(named: Self.writtenField.utf8),
                let subject = written.next(named: Self.writtenSubject.utf8), written.isWhole
            {
                return (subject, field)
            }
            return Self.reference(found: scanner, in: bytes)
        }
    }

    /// The same, however it is made up.
    private static func reference(
        found scanner: consuming MemberScanner,
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> (subject: Member?, field: Member?)? {
        var found: (subject: Member?, field: Member?)
        while let member = scanner.next() {
            let name = bytes.part(member.name)
            if name.elementsEqual(subject.utf8) { found.subject = member }
            if name.elementsEqual(field.utf8) { found.field = member }
        }
        return scanner.isWhole ? found : nil
    }

    private static let field: StaticString = "field"
    private static let subject: StaticString = "subject"
    private static let writtenField: StaticString = "\"field\":"
    private static let writtenSubject: StaticString = "\"subject\":"

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
