import Crypto

/// A public key with its name, as notes refer to it (C2SP signed-note).
///
/// Names are compared byte by byte: two spellings of one Unicode text are two names.
public struct NoteVerifier: Hashable, Sendable, CustomStringConvertible {
    /// How the key signs.
    public let kind: NoteKeyKind
    /// The Ed25519 public key: 32 bytes (RFC 8032 §5.1.5).
    public let publicKey: [UInt8]
    /// The key ID: the first four bytes, big-endian, of SHA-256(name ‖ 0x0A ‖ kind ‖ public key).
    public let id: UInt32
    let nameBytes: [UInt8]

    /// The name, best a URL without its scheme; a log's key bears the log's origin.
    public var name: String { nameBytes.text }

    /// Names a public key.
    /// - Throws: ``TransparencyError`` with code `key` when the name is empty or holds a space, a plus
    ///   or a control character, or the key is not an Ed25519 public key of 32 bytes.
    public init(
        name: String,
        kind: NoteKeyKind,
        publicKey: [UInt8]
    ) throws(TransparencyError) {
        try self.init(nameBytes: Array(name.utf8), kind: kind, publicKey: publicKey)
    }

    private init(
        nameBytes: [UInt8],
        kind: NoteKeyKind,
        publicKey: [UInt8]
    ) throws(TransparencyError) {
        guard nameBytes.isKeyName else {
            throw TransparencyError(
                .key,
                "a key's name must not be empty and holds no space, plus or control character"
            )
        }
        guard (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil else {
            throw TransparencyError(.key, "the key is not an Ed25519 public key of 32 bytes")
        }
        self.kind = kind
        self.publicKey = publicKey
        self.nameBytes = nameBytes
        let digest = SHA256.hash(data: nameBytes + [.newline, kind.rawValue] + publicKey)
        id = digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The verifier key as text: `name+id+key`, the ID in lower-case hexadecimal, the kind and the
    /// public key in base64.
    public var vkey: String { vkeyBytes.text }

    /// The verifier key as text.
    public var description: String { vkey }

    private var vkeyBytes: [UInt8] {
        let plus = [UInt8(ascii: "+")]
        return nameBytes + plus + Self.hexadecimal(id) + plus
            + Base64.encode([kind.rawValue] + publicKey)
    }

    /// Reads ``vkey``.
    /// - Throws: ``TransparencyError`` with code `key` for any other spelling, an ID that does not
    ///   belong to name and key, or a kind of key that is not supported.
    public init(vkey: String) throws(TransparencyError) {
        try self.init(vkeyBytes: Array(vkey.utf8)[...])
    }

    init(vkeyBytes: ArraySlice<UInt8>) throws(TransparencyError) {
        let parts = vkeyBytes.split(
            separator: UInt8(ascii: "+"),
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, let key = Base64.decode(parts[2]), let type = key.first else {
            throw TransparencyError(.key, "a verifier key is name+id+base64; this is not one")
        }
        guard let kind = NoteKeyKind(rawValue: type) else {
            throw TransparencyError(
                .key,
                "keys of signature type \(type) are not supported; use Ed25519 (1, or 4 for witnesses)"
            )
        }
        try self.init(nameBytes: Array(parts[0]), kind: kind, publicKey: Array(key.dropFirst()))
        guard vkeyBytes.elementsEqual(self.vkeyBytes) else {
            throw TransparencyError(
                .key,
                "the verifier key's ID does not belong to its name and key; copy the whole key again"
            )
        }
    }

    /// Whether the signature bears this key's name and ID.
    func made(_ signature: NoteSignature) -> Bool {
        signature.keyID == id && signature.nameBytes == nameBytes
    }

    /// Whether the signature is this key's over the text.
    func accepts(_ signature: NoteSignature, over text: [UInt8]) -> Bool {
        guard made(signature),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        switch kind {
        case .note:
            return key.isValidSignature(signature.bytes, for: text)
        case .cosignature:
            guard let cosignature = Cosignature(signature.bytes) else { return false }
            let message = Cosignature.message(timestamp: cosignature.timestamp, text: text)
            return key.isValidSignature(cosignature.signature, for: message)
        }
    }

    private static func hexadecimal(_ id: UInt32) -> [UInt8] {
        let digits = String(id, radix: 16)
        return Array((String(repeating: "0", count: 8 - digits.utf8.count) + digits).utf8)
    }
}

extension Collection<UInt8> {
    /// Whether a key can be named so: not empty, UTF-8, no Unicode space, plus or control character
    /// (C2SP signed-note).
    var isKeyName: Bool {
        !isEmpty && isNoteText
            && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" }
    }

    /// Whether it is UTF-8 without control characters other than newline (C2SP signed-note).
    var isNoteText: Bool {
        allSatisfy { $0 >= 0x20 || $0 == .newline } && text.utf8.elementsEqual(self)
    }
}
