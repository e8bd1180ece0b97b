/// A proof that a tree is a prefix of a later one: nothing before was changed (RFC 6962 §2.1.2).
public struct ConsistencyProof: Hashable, Sendable {
    /// The most hashes a proof may have (C2SP tlog-witness).
    static let hashesMax = 63

    /// In the order of RFC 6962.
    public var hashes: [TreeHash]

    /// Creates a proof of these hashes.
    public init(hashes: [TreeHash]) { self.hashes = hashes }

    /// Checks that a tree continues an earlier one (RFC 9162 §2.1.4.2).
    /// - Parameters:
    ///   - old: The number of leaves of the earlier tree; from 0 the proof must be empty.
    ///   - oldRoot: The root of the earlier tree.
    ///   - new: The number of leaves of the later tree.
    ///   - newRoot: The root of the later tree.
    /// - Throws: ``TransparencyError`` with code `badProof` unless the proof holds exactly.
    public func verify(
        from old: Int64,
        root oldRoot: TreeHash,
        to new: Int64,
        root newRoot: TreeHash
    ) throws(TransparencyError) {
        guard old >= 0, old <= new else {
            throw TransparencyError(.badProof, "a tree of \(new) does not continue one of \(old)")
        }
        guard old > 0, old < new else {
            let isSame = old == 0 ? oldRoot == .empty : oldRoot == newRoot
            let isEmptyTree = new > 0 || newRoot == .empty
            guard hashes.isEmpty, isSame, isEmptyTree else { throw Self.forked(old, new) }
            return
        }
        // A tree of a power of two is a subtree of the later one: its root starts the proof.
        var path = (old & (old - 1) == 0 ? [oldRoot] : []) + hashes
        guard !path.isEmpty else { throw Self.forked(old, new) }
        let first = path.removeFirst()
        let (fromOld, fromNew) = try Self.climb(path, from: first, old: old, new: new)
        guard fromOld == oldRoot, fromNew == newRoot else { throw Self.forked(old, new) }
    }

    /// Walks up both trees at once from the subtree that they share.
    private static func climb(
        _ path: [TreeHash],
        from first: TreeHash,
        old: Int64,
        new: Int64
    ) throws(TransparencyError) -> (old: TreeHash, new: TreeHash) {
        var node = old - 1
        var last = new - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var (fromOld, fromNew) = (first, first)
        for hash in path {
            guard last > 0 else { throw forked(old, new) }
            if node & 1 == 1 || node == last {
                fromOld = .node(hash, fromOld)
                fromNew = .node(hash, fromNew)
                while node & 1 == 0, node > 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                fromNew = .node(fromNew, hash)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw forked(old, new) }
        return (fromOld, fromNew)
    }

    private static func forked(_ old: Int64, _ new: Int64) -> TransparencyError {
        TransparencyError(
            .badProof,
            "the consistency proof does not show that the tree of \(new) continues that of \(old)"
        )
    }
}
