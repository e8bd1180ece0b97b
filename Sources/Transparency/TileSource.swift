/// Where the hashes of a tree are kept.
///
/// A store that keeps each leaf hash in its event's row and, for each full tile, its root needs one
/// query: at level 0 the leaf hashes of events `range`, at level *l* the roots of the full tiles
/// `range` of level *l* − 1 (C2SP tlog-tiles). Nothing else is ever asked for: not one hash of a
/// subtree that is not complete.
public protocol TileSource {
    /// Reads hashes of one tile level, which the caller knows to be complete.
    /// - Parameters:
    ///   - level: The tile level, from 0 at the leaves.
    ///   - range: The numbers of the hashes within the level; at most 256, never across two tiles.
    /// - Returns: One hash for each number, in order.
    /// - Throws: Whatever the store throws; a wrong number of hashes is noticed by the caller.
    func hashes(level: Int, range: Range<Int64>) throws -> [TreeHash]
}

extension TileSource {
    /// Reads hashes and refuses a wrong number of them.
    func complete(level: Int, range: Range<Int64>) throws -> [TreeHash] {
        guard !range.isEmpty else { return [] }
        let hashes = try hashes(level: level, range: range)
        guard hashes.count == range.count else {
            throw TransparencyError(
                .storage,
                "the tree's level \(level) has \(hashes.count) of the \(range.count) hashes "
                    + "from \(range.lowerBound); the log is damaged, restore it from a backup"
            )
        }
        return hashes
    }
}
