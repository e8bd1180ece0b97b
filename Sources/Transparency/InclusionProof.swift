/// A proof that a leaf is in a tree: the hashes beside the way from it to the root (RFC 6962 §2.1.1).
public struct InclusionProof: Hashable, Sendable {
    /// The most hashes a proof can have: a tree has fewer than 2⁶³ leaves.
    static let hashesMax = 63

    /// From the leaf's sibling up to the root's child.
    public var hashes: [TreeHash]

    /// Creates a proof of these hashes.
    public init(hashes: [TreeHash]) { self.hashes = hashes }

    /// Checks that a leaf is in a tree (RFC 9162 §2.1.3.2).
    /// - Parameters:
    ///   - leaf: The hash of the record.
    ///   - index: The leaf's place, from 0.
    ///   - size: The number of leaves of the tree.
    ///   - root: The root of the tree.
    /// - Throws: ``TransparencyError`` with code `badProof` unless the proof holds exactly.
    public func verify(
        leaf: TreeHash,
        index: Int64,
        size: Int64,
        root: TreeHash
    ) throws(TransparencyError) {
        guard index >= 0, index < size else {
            throw TransparencyError(.badProof, "there is no leaf \(index) in a tree of \(size)")
        }
        var node = index
        var last = size - 1
        var hash = leaf
        for sibling in hashes {
            guard last > 0 else {
                throw TransparencyError(.badProof, "the inclusion proof has too many hashes")
            }
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                // The last node of a row has no partner until its number is odd: it moves up.
                while node & 1 == 0, node > 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else {
            throw TransparencyError(.badProof, "the inclusion proof has too few hashes")
        }
        guard hash == root else {
            throw TransparencyError(
                .badProof,
                "the inclusion proof of leaf \(index) does not lead to the root of \(size) leaves"
            )
        }
    }
}
