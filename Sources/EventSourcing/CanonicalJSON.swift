/// Canonical JSON (RFC 8785) that is put together from parts, so that a long value need not be held
/// whole as one ``JSON``.
public struct CanonicalJSON: Sendable, Hashable {
    /// The bytes.
    public private(set) var bytes: [UInt8]

    /// The canonical form of a value.
    public init(_ json: JSON) { bytes = json.canonicalBytes() }

    /// An array of elements, each of which is made when it is its turn.
    public init(elements: some Sequence<CanonicalJSON>) {
        bytes = [.openBracket]
        for element in elements {
            if bytes.count > 1 { bytes.append(.comma) }
            bytes += element.bytes
        }
        bytes.append(.closeBracket)
    }

    /// An object of members.
    public init(members: [String: CanonicalJSON]) {
        let count = members.reduce(2) { $0 + $1.key.utf8.count + $1.value.bytes.count + 4 }
        bytes = []
        bytes.reserveCapacity(count)
        bytes.append(.openBrace)
        for (name, value) in members.sorted(by: { JSON.precedes($0.key, $1.key) }) {
            if bytes.count > 1 { bytes.append(.comma) }
            bytes += JSON.string(name).canonicalBytes()
            bytes.append(.colon)
            bytes += value.bytes
        }
        bytes.append(.closeBrace)
    }
}
