/// A signature that was found to be a known key's.
public struct VerifiedSignature: Hashable, Sendable {
    /// The key that made it.
    public let verifier: NoteVerifier
    /// The signature.
    public let signature: NoteSignature

    /// When a cosignature was made: seconds since 1970 UTC; `nil` for other kinds.
    public var timestamp: Int64? {
        verifier.kind == .cosignature ? Cosignature(signature.bytes)?.timestamp : nil
    }
}

extension SignedNote {
    /// Verifies the signatures of known keys (C2SP signed-note).
    ///
    /// Signatures of other keys are ignored. A key that signed more than once counts once, but each
    /// of its signatures must verify.
    /// - Parameter known: The keys to trust.
    /// - Returns: The verified signatures in the note's order, one a key; at least one.
    /// - Throws: ``TransparencyError`` with code `badSignature` when a known key's signature does not
    ///   verify, `unsigned` when no known key signed, `key` when two keys share name and ID.
    public func verified(
        by known: [NoteVerifier]
    ) throws(TransparencyError) -> [VerifiedSignature] {
        var verified: [VerifiedSignature] = []
        for signature in signatures {
            let candidates = Set(known.filter { $0.made(signature) })
            guard let key = candidates.first else { continue }
            guard candidates.count == 1 else {
                throw TransparencyError(.key, "two known keys share the name and ID of \(key.vkey)")
            }
            guard key.accepts(signature, over: text) else {
                throw TransparencyError(
                    .badSignature,
                    "the note's signature by \(key.vkey) does not verify: the note was changed"
                )
            }
            if !verified.contains(where: { $0.verifier == key }) {
                verified.append(VerifiedSignature(verifier: key, signature: signature))
            }
        }
        guard !verified.isEmpty else {
            throw TransparencyError(.unsigned, "none of the known keys signed the note")
        }
        return verified
    }
}
