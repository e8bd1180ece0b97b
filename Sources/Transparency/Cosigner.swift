import Crypto

/// A witness's key (C2SP tlog-cosignature, type 0x04).
///
/// A cosignature does not name its witness, so each witness needs a key of its own.
public struct Cosigner: Sendable, CustomStringConvertible {
    /// What verifies this witness's cosignatures.
    public let verifier: NoteVerifier
    private let key: Curve25519.Signing.PrivateKey

    /// Takes a private key.
    /// - Parameters:
    ///   - name: The witness's name, best a URL without its scheme.
    ///   - seed: The Ed25519 private key: 32 secret random bytes (RFC 8032 §5.1.5).
    /// - Throws: ``TransparencyError`` with code `key` when the name or the seed cannot be used.
    public init(name: String, seed: [UInt8]) throws(TransparencyError) {
        key = try .init(seed: seed)
        verifier = try NoteVerifier(
            name: name,
            kind: .cosignature,
            publicKey: Array(key.publicKey.rawRepresentation)
        )
    }

    /// Cosigns a checkpoint, which the caller has found to continue all earlier ones.
    /// - Parameters:
    ///   - checkpoint: The checkpoint, whose log's signature was verified.
    ///   - timestamp: Now: seconds since 1970 UTC.
    /// - Returns: The signature line to add to the checkpoint's note.
    /// - Throws: ``TransparencyError`` with code `range` for a time before 1970, `key` when the
    ///   signature cannot be made.
    public func cosign(
        _ checkpoint: Checkpoint,
        at timestamp: Int64
    ) throws(TransparencyError) -> NoteSignature {
        guard timestamp >= 0 else {
            throw TransparencyError(.range, "a cosignature's time is after 1970; check the clock")
        }
        let message = Cosignature.message(timestamp: timestamp, text: checkpoint.text)
        let cosignature = Cosignature(timestamp: timestamp, signature: try key.sign(message))
        return NoteSignature(by: verifier, bytes: cosignature.bytes)
    }

    /// The public half only.
    public var description: String { verifier.vkey }
}
