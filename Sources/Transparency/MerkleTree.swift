/// The tree over stored hashes: its roots and its proofs (RFC 6962 §2.1).
///
/// A proof reads at most two tiles of each level.
public struct MerkleTree<Source: TileSource> {
    private let source: Source

    /// A tree whose hashes are kept there.
    public init(_ source: Source) { self.source = source }

    /// The root over the first `size` leaves.
    /// - Throws: ``TransparencyError`` with code `range` for a negative size, `storage` when hashes
    ///   are missing; and what the source throws.
    public func root(size: Int64) throws -> TreeHash {
        try TreeWriter(size: size, resumingFrom: source).root
    }

    /// Proves that a leaf is in the tree: PATH(index, D[size]) (RFC 6962 §2.1.1).
    /// - Parameters:
    ///   - index: The leaf's place, from 0.
    ///   - size: The number of leaves of the tree.
    /// - Returns: The hashes from the leaf's sibling up to the root's child.
    /// - Throws: ``TransparencyError`` with code `range` unless 0 ≤ index < size, `storage` when
    ///   hashes are missing; and what the source throws.
    public func inclusionProof(of index: Int64, in size: Int64) throws -> InclusionProof {
        var subtrees = Subtrees(source: source, size: size)
        return try Self.inclusionProof(of: index, in: size, &subtrees)
    }

    /// Proves that each of some leaves is in the tree, reading and hashing what they share once.
    /// - Parameters:
    ///   - indices: The leaves' places, from 0.
    ///   - size: The number of leaves of the tree.
    /// - Returns: A proof for each place, in order.
    /// - Throws: ``TransparencyError`` as ``inclusionProof(of:in:)``.
    public func inclusionProofs(
        of indices: some Sequence<Int64>,
        in size: Int64
    ) throws -> [InclusionProof] {
        var subtrees = Subtrees(source: source, size: size)
        return try indices.map { try Self.inclusionProof(of: $0, in: size, &subtrees) }
    }

    private static func inclusionProof(
        of index: Int64,
        in size: Int64,
        _ subtrees: inout Subtrees<Source>
    ) throws -> InclusionProof {
        guard index >= 0, index < size else {
            throw TransparencyError(.range, "there is no leaf \(index) in a tree of \(size)")
        }
        var hashes: [TreeHash] = []
        var range = 0..<size
        while range.count > 1 {
            let (left, right) = range.halves
            hashes.append(try subtrees.root(of: left.contains(index) ? right : left))
            range = left.contains(index) ? left : right
        }
        return InclusionProof(hashes: hashes.reversed())
    }

    /// Proves that a tree is a prefix of a later one: PROOF(old, D[new]) (RFC 6962 §2.1.2).
    ///
    /// From size 0, and from a size to itself, the proof is empty.
    /// - Parameters:
    ///   - old: The number of leaves of the earlier tree.
    ///   - new: The number of leaves of the later tree.
    /// - Returns: The hashes in the order of RFC 6962.
    /// - Throws: ``TransparencyError`` with code `range` unless 0 ≤ old ≤ new, `storage` when hashes
    ///   are missing; and what the source throws.
    public func consistencyProof(from old: Int64, to new: Int64) throws -> ConsistencyProof {
        var subtrees = Subtrees(source: source, size: new)
        return try Self.consistencyProof(from: old, to: new, &subtrees)
    }

    /// Proves that each of some trees is a prefix of a later one, as several witnesses ask for.
    ///
    /// What the proofs share is read and hashed once.
    /// - Parameters:
    ///   - olds: The numbers of leaves of the earlier trees.
    ///   - new: The number of leaves of the later tree.
    /// - Returns: A proof for each earlier tree, in order.
    /// - Throws: ``TransparencyError`` as ``consistencyProof(from:to:)``.
    public func consistencyProofs(
        from olds: some Sequence<Int64>,
        to new: Int64
    ) throws -> [ConsistencyProof] {
        var subtrees = Subtrees(source: source, size: new)
        return try olds.map { try Self.consistencyProof(from: $0, to: new, &subtrees) }
    }

    private static func consistencyProof(
        from old: Int64,
        to new: Int64,
        _ subtrees: inout Subtrees<Source>
    ) throws -> ConsistencyProof {
        guard old >= 0, old <= new else {
            throw TransparencyError(.range, "a tree of \(new) does not continue one of \(old)")
        }
        guard old > 0 else { return ConsistencyProof(hashes: []) }
        var hashes: [TreeHash] = []
        var range = 0..<new
        while range.upperBound > old {
            let (left, right) = range.halves
            let isLeft = old <= left.upperBound
            hashes.append(try subtrees.root(of: isLeft ? right : left))
            range = isLeft ? left : right
        }
        // The verifier knows this subtree itself when it is the whole of the old tree.
        if range.lowerBound > 0 { hashes.append(try subtrees.root(of: range)) }
        return ConsistencyProof(hashes: hashes.reversed())
    }

    /// Reads the tile a tree of `size` leaves has there, full or partial (C2SP tlog-tiles).
    /// - Returns: The tile; `nil` where such a tree has none.
    /// - Throws: ``TransparencyError`` with code `storage` when hashes are missing; and what the
    ///   source throws.
    public func tile(level: Int, index: Int64, size: Int64) throws -> Tile? {
        guard level >= 0, level * Tile.height < Int64.bitWidth, index >= 0, size > 0,
            index <= size >> (level * Tile.height) / Int64(Tile.width)
        else { return nil }
        let start = index * Int64(Tile.width)
        let end = min(start + Int64(Tile.width), size >> (level * Tile.height))
        let hashes = try source.complete(level: level, range: start..<end)
        return Tile(level: level, index: index, hashes: hashes)
    }
}

extension Range<Int64> {
    /// The leaves left and right of the split at the largest power of two below their number
    /// (RFC 6962 §2.1).
    fileprivate var halves: (left: Range<Int64>, right: Range<Int64>) {
        let height = Int64.bitWidth - 1 - (count - 1).leadingZeroBitCount
        let middle = lowerBound + 1 << height
        return (lowerBound..<middle, middle..<upperBound)
    }
}
