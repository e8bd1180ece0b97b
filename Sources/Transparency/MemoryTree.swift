/// A whole tree in memory: the simplest ``TileSource``.
public struct MemoryTree: TileSource, Sendable {
    private var writer = TreeWriter()
    private var levels: [[TreeHash]] = [[]]

    /// Creates a tree of these leaves.
    public init(_ leaves: some Sequence<TreeHash> = []) {
        for leaf in leaves { append(leaf) }
    }

    /// The number of leaves.
    public var size: Int64 { writer.size }
    /// The root over all leaves.
    public var root: TreeHash { writer.root }

    /// Appends a leaf.
    public mutating func append(_ leaf: TreeHash) {
        levels[0].append(leaf)
        for tile in writer.append(leaf) {
            guard let root = tile.root else { continue }
            if levels.count == tile.level + 1 { levels.append([]) }
            levels[tile.level + 1].append(root)
        }
    }

    /// The hashes asked for, or as many of them as there are.
    public func hashes(level: Int, range: Range<Int64>) -> [TreeHash] {
        guard levels.indices.contains(level) else { return [] }
        let all = 0..<Int64(levels[level].count)
        return range.clamped(to: all).map { levels[level][Int($0)] }
    }
}
