import Crypto

/// An Ed25519 key that signs notes (C2SP signed-note, type 0x01).
public struct NoteSigner: Sendable, CustomStringConvertible {
    /// What verifies this signer's signatures.
    public let verifier: NoteVerifier
    private let key: Curve25519.Signing.PrivateKey

    /// Takes a private key.
    /// - Parameters:
    ///   - name: The key's name; for a log, its origin.
    ///   - seed: The Ed25519 private key: 32 secret random bytes (RFC 8032 §5.1.5).
    /// - Throws: ``TransparencyError`` with code `key` when the name or the seed cannot be used.
    public init(name: String, seed: [UInt8]) throws(TransparencyError) {
        key = try .init(seed: seed)
        verifier = try NoteVerifier(
            name: name,
            kind: .note,
            publicKey: Array(key.publicKey.rawRepresentation)
        )
    }

    /// Signs a note's text.
    /// - Throws: ``TransparencyError`` with code `key` when the signature cannot be made.
    public func sign(_ text: [UInt8]) throws(TransparencyError) -> NoteSignature {
        NoteSignature(by: verifier, bytes: try key.sign(text))
    }

    /// The public half only.
    public var description: String { verifier.vkey }
}

extension Curve25519.Signing.PrivateKey {
    init(seed: [UInt8]) throws(TransparencyError) {
        do {
            try self.init(rawRepresentation: seed)
        } catch {
            throw TransparencyError(.key, "an Ed25519 private key has 32 bytes, not \(seed.count)")
        }
    }

    func sign(_ message: [UInt8]) throws(TransparencyError) -> [UInt8] {
        do {
            return Array(try signature(for: message))
        } catch {
            throw TransparencyError(.key, "the key could not make an Ed25519 signature")
        }
    }
}
