/// What a log says of itself: its origin, its size and its root (C2SP tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
    /// The number of leaves.
    public let size: Int64
    /// The root over them.
    public let root: TreeHash
    /// Lines after the root that other logs may write.
    ///
    /// No monitor can audit them, so none are ever written here. They are kept when read, because
    /// the signatures and cosignatures cover them.
    public let extensionLines: [[UInt8]]
    let originBytes: [UInt8]

    /// The log's identity: best a URL without its scheme, and the name of the log's keys.
    public var origin: String { originBytes.text }

    /// States a tree.
    /// - Throws: ``TransparencyError`` with code `malformed` when the origin cannot name a key, the
    ///   size is negative, or an empty tree has another root than that of no leaves.
    public init(origin: String, size: Int64, root: TreeHash) throws(TransparencyError) {
        guard origin.utf8.isKeyName else {
            throw TransparencyError(
                .malformed,
                "a log's origin must not be empty and holds no space, plus or control character"
            )
        }
        guard size > 0 || (size == 0 && root == .empty) else {
            throw TransparencyError(.malformed, "there is no tree of \(size) leaves with this root")
        }
        self.size = size
        self.root = root
        extensionLines = []
        originBytes = Array(origin.utf8)
    }

    /// The note's text: origin, size in decimal, root in base64, a line each.
    public var text: [UInt8] {
        let lines = [originBytes, Array(String(size).utf8), Base64.encode(root.bytes)]
        return (lines + extensionLines).flatMap { $0 + [.newline] }
    }

    /// Reads ``text``; no signature is looked at.
    /// - Throws: ``TransparencyError`` with code `malformed` for anything else.
    public init(text: [UInt8]) throws(TransparencyError) {
        var lines = Lines(text)
        guard text.isNoteText, let origin = lines.next(), !origin.isEmpty,
            let size = lines.next().flatMap({ Int64(decimal: $0) }),
            let root = lines.next().flatMap({ TreeHash(base64Line: $0) })
        else {
            throw TransparencyError(
                .malformed,
                "a checkpoint is origin, size and root, a line each; this is not one"
            )
        }
        guard size > 0 || root == .empty else {
            throw TransparencyError(
                .malformed,
                "the root of an empty tree is not that of no leaves"
            )
        }
        var extensions: [[UInt8]] = []
        while let line = lines.next() { extensions.append(Array(line)) }
        guard lines.rest.isEmpty, extensions.allSatisfy({ !$0.isEmpty }) else {
            throw TransparencyError(.malformed, "a line of the checkpoint is empty or cut short")
        }
        self.size = size
        self.root = root
        extensionLines = extensions
        originBytes = Array(origin)
    }
}

extension Checkpoint {
    /// Signs it as the log.
    /// - Parameter signers: The log's keys, each named as the origin.
    /// - Returns: The note to publish.
    /// - Throws: ``TransparencyError`` with code `key` when a key has another name, `malformed` when
    ///   there is none.
    public func signed(by signers: [NoteSigner]) throws(TransparencyError) -> SignedNote {
        var signatures: [NoteSignature] = []
        for signer in signers {
            guard signer.verifier.nameBytes == originBytes else {
                throw TransparencyError(
                    .key,
                    "the key \(signer.verifier.name) cannot sign for the log \(origin)"
                )
            }
            signatures.append(try signer.sign(text))
        }
        return try SignedNote(text: text, signatures: signatures)
    }

    /// Reads a note that the log signed.
    /// - Parameters:
    ///   - note: The note.
    ///   - logs: The keys of known logs, each named as its log's origin; those of kind `note` count.
    /// - Throws: ``TransparencyError`` with code `malformed` when the text is no checkpoint,
    ///   `unsigned` when no key of that origin signed it, `badSignature` when one did not verify.
    public init(opening note: SignedNote, logs: [NoteVerifier]) throws(TransparencyError) {
        try self.init(text: note.text)
        let origin = originBytes
        _ = try note.verified(by: logs.filter { $0.kind == .note && $0.nameBytes == origin })
    }
}
