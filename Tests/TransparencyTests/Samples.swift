import Testing
import Transparency

/// The log, the witnesses and the records of the oracle.
enum Sample {
    static let origin = "muster.example/log"

    static func record(_ index: Int64) -> [UInt8] { Array("record \(index)".utf8) }

    static func leaf(_ index: Int64) -> TreeHash { .leaf(record(index)) }

    static func tree(_ size: Int64) -> MemoryTree { MemoryTree((0..<size).map(leaf)) }

    static func seed(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }

    static func log() throws -> NoteSigner { try NoteSigner(name: origin, seed: seed(1)) }

    static func witness() throws -> Cosigner {
        try Cosigner(name: "witness.example/w1", seed: seed(2))
    }

    static func otherWitness() throws -> Cosigner {
        try Cosigner(name: "Zoë.example/é", seed: seed(3))
    }

    /// The checkpoint of a tree of sample records, or of others.
    static func checkpoint(_ tree: MemoryTree) throws -> Checkpoint {
        try Checkpoint(origin: origin, size: tree.size, root: tree.root)
    }

    /// A checkpoint of the sample log at a size, cosigned by both witnesses.
    static func cosigned(_ size: Int64) throws -> SignedNote {
        let checkpoint = try checkpoint(tree(size))
        return try checkpoint.signed(by: [log()]).adding([
            witness().cosign(checkpoint, at: 1_679_315_147),
            otherWitness().cosign(checkpoint, at: .max),
        ])
    }

    /// Asks for the log and both witnesses.
    static func policy() throws -> WitnessPolicy {
        let lines = [
            "log \(try log().verifier)", "witness one \(try witness().verifier)",
            "witness two \(try otherWitness().verifier)", "group both all one two", "quorum both",
        ]
        return try WitnessPolicy(reading: lines.joined(separator: "\n").utf8 + [10])
    }

    static func proof(of index: Int64, in size: Int64, extra: [UInt8] = []) throws -> TlogProof {
        try TlogProof(
            extra: extra,
            index: index,
            inclusion: MerkleTree(tree(size)).inclusionProof(of: index, in: size),
            checkpoint: cosigned(size)
        )
    }
}

/// Expects a refusal of this kind.
func expectError<Result>(
    _ code: TransparencyError.Code,
    _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Result
) {
    let error = #expect(throws: TransparencyError.self, comment, sourceLocation: sourceLocation) {
        _ = try body()
    }
    #expect(error?.code == code, comment, sourceLocation: sourceLocation)
}

/// Expects a refusal of this kind where a million are asked for: cheaper than ``expectError``.
func expectRefusal(
    _ code: TransparencyError.Code,
    _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws(TransparencyError) -> Void
) {
    do throws(TransparencyError) {
        try body()
        Issue.record("accepted: \(comment)", sourceLocation: sourceLocation)
    } catch {
        guard error.code != code else { return }
        Issue.record("refused as \(error.code): \(comment)", sourceLocation: sourceLocation)
    }
}

extension [UInt8] {
    /// Each copy that differs in one bit.
    var bitFlips: [[UInt8]] {
        indices.flatMap { index in
            (0..<8).map { bit in
                var copy = self
                copy[index] ^= 1 << bit
                return copy
            }
        }
    }
}

extension TreeHash {
    var hexadecimal: String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// The hash with one bit changed.
    func flipping(bit: Int) -> TreeHash {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return TreeHash(bytes: bytes) ?? self
    }
}
