/// One signature line of a note, verified or not (C2SP signed-note).
public struct NoteSignature: Hashable, Sendable {
    /// The ID of the key that is said to have made it.
    public let keyID: UInt32
    /// The signature as its kind defines it, without the key ID.
    public let bytes: [UInt8]
    let nameBytes: [UInt8]

    /// The name of the key that is said to have made it.
    public var name: String { nameBytes.text }

    init(by key: NoteVerifier, bytes: [UInt8]) {
        keyID = key.id
        self.bytes = bytes
        nameBytes = key.nameBytes
    }

    /// The line, with its newline: em dash, space, name, space, base64(key ID ‖ signature).
    public var line: [UInt8] {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * $0)) }
        return Array(Self.dash.utf8) + nameBytes + [.space] + Base64.encode(id + bytes) + [.newline]
    }

    /// Reads a line without its newline; `nil` for any other spelling.
    init?(line: ArraySlice<UInt8>) {
        guard let rest = line.dropping(prefix: Self.dash) else { return nil }
        let parts = rest.split(separator: .space, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].isKeyName, let data = Base64.decode(parts[1]),
            data.count > 4
        else { return nil }
        nameBytes = Array(parts[0])
        keyID = data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(data.dropFirst(4))
    }

    private static let dash = "— "
}
