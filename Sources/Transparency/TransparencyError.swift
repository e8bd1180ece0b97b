/// Why a tree, a proof, a note or a policy was refused.
public struct TransparencyError: Error, Hashable, CustomStringConvertible {
    /// What kind of refusal it is; errors are told apart by it.
    public enum Code: Sendable, Hashable {
        /// The bytes are not what the format allows, or exceed its limits.
        case malformed
        /// A key, its name or its text form cannot be used.
        case key
        /// No known key signed the note.
        case unsigned
        /// A known key's signature does not verify: somebody changed the note.
        case badSignature
        /// A Merkle proof does not lead to the stated root.
        case badProof
        /// Too few witnesses, or an unknown log: the policy is not satisfied.
        case policy
        /// The tree does not reach as far as was asked.
        case range
        /// The storage gave fewer hashes, or others, than it must hold.
        case storage
    }

    /// The kind of refusal.
    public var code: Code
    /// What was wrong, where, and what to do.
    ///
    /// Never holds key material.
    public var reason: String

    /// Creates an error.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}
