/// Whom to trust: the logs, their witnesses, and how many of these are enough (C2SP tlog-policy).
public struct WitnessPolicy: Hashable, Sendable {
    /// A log whose checkpoints are accepted.
    public struct Log: Hashable, Sendable {
        /// Its key, named as its origin.
        public let key: NoteVerifier
        /// Where it can be reached, if said.
        public let url: String?
    }

    /// A witness whose cosignatures count.
    public struct Witness: Hashable, Sendable {
        /// Its key.
        public let key: NoteVerifier
        /// Where checkpoints are submitted to it, if said.
        public let url: String?
        let label: [UInt8]

        /// Its name within the policy.
        public var name: String { label.text }
    }

    /// What must have witnessed a checkpoint.
    indirect enum Quorum: Hashable, Sendable {
        case none
        case witness(NoteVerifier)
        case group(threshold: Int, members: [Quorum])

        func isMet(by keys: Set<NoteVerifier>) -> Bool {
            switch self {
            case .none: true
            case .witness(let key): keys.contains(key)
            case .group(let threshold, let members):
                members.count { $0.isMet(by: keys) } >= threshold
            }
        }
    }

    /// The logs, any of which is accepted.
    public let logs: [Log]
    /// The witnesses, in the order of the policy.
    public let witnesses: [Witness]
    let quorum: Quorum
}

/// A checkpoint that satisfied a policy.
public struct WitnessedCheckpoint: Hashable, Sendable {
    /// What the log says.
    public let checkpoint: Checkpoint
    /// The policy's witnesses that cosigned it, with their times.
    public let cosignatures: [VerifiedSignature]
}

extension WitnessPolicy {
    /// Checks a checkpoint note against the policy.
    ///
    /// Signatures of keys the policy does not list are ignored.
    /// - Throws: ``TransparencyError`` with code `malformed` when the text is no checkpoint,
    ///   `unsigned` when no listed log signed it, `badSignature` when a listed key's signature does
    ///   not verify, `policy` when too few witnesses cosigned it.
    public func verify(_ note: SignedNote) throws(TransparencyError) -> WitnessedCheckpoint {
        let checkpoint = try Checkpoint(opening: note, logs: logs.map(\.key))
        let known = witnesses.map(\.key)
        let isCosigned = note.signatures.contains { signature in
            known.contains { $0.made(signature) }
        }
        let cosignatures = isCosigned ? try note.verified(by: known) : []
        guard quorum.isMet(by: Set(cosignatures.map(\.verifier))) else {
            throw TransparencyError(
                .policy,
                "the checkpoint of \(checkpoint.origin) at \(checkpoint.size) bears "
                    + "\(cosignatures.count) known cosignatures; the policy asks for more or others"
            )
        }
        return WitnessedCheckpoint(checkpoint: checkpoint, cosignatures: cosignatures)
    }

    /// Whether a checkpoint note satisfies the policy; ``verify(_:)`` says why it does not.
    public func isSatisfied(by note: SignedNote) -> Bool { (try? verify(note)) != nil }
}
