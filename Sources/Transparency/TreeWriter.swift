/// The right edge of a tree: all that is needed to append to it and to know its root.
///
/// It holds at most 255 hashes of each tile level and the roots of the complete subtrees, so that an
/// append costs one node on average and a root at most 62 (RFC 6962 §2.1, C2SP tlog-tiles).
public struct TreeWriter: Sendable {
    /// The number of leaves.
    public private(set) var size: Int64 = 0
    // By tile level: the hashes of the tile that is not full yet.
    private var pending: [[TreeHash]] = []
    // By height: the root of the complete subtree of 2^height leaves, where `size` has that bit.
    private var peaks: [TreeHash] = []

    /// Creates an empty tree.
    public init() {}

    /// Takes up a stored tree where it ended.
    ///
    /// Reads at most 255 hashes of each tile level.
    /// - Parameters:
    ///   - size: The number of leaves stored.
    ///   - source: Where they are stored.
    /// - Throws: ``TransparencyError`` with code `range` for a negative size, `storage` when hashes
    ///   are missing; and what the source throws.
    public init(size: Int64, resumingFrom source: some TileSource) throws {
        guard size >= 0 else {
            throw TransparencyError(.range, "a tree cannot have \(size) leaves")
        }
        self.size = size
        // What is left is the number of hashes of the level.
        var count = size
        while count > 0 {
            let range = count - count % Int64(Tile.width)..<count
            let tile = try source.complete(level: pending.count, range: range)
            keepPeaks(of: tile)
            pending.append(tile)
            count >>= Tile.height
        }
    }

    /// Appends a leaf.
    /// - Returns: The tiles that became full by it, from level 0 up; mostly none.
    public mutating func append(_ leaf: TreeHash) -> [Tile] {
        var full: [Tile] = []
        var hash = leaf
        var height = 0
        keep(leaf, level: 0)
        while size >> height & 1 == 1 {
            hash = .node(peaks[height], hash)
            height += 1
            if height.isMultiple(of: Tile.height) {
                let level = height / Tile.height
                full.append(takeTile(level: level - 1, root: hash))
                keep(hash, level: level)
            }
        }
        setPeak(hash, height: height)
        size += 1
        return full
    }

    /// The root over all leaves.
    public var root: TreeHash {
        var root: TreeHash?
        for (height, peak) in peaks.enumerated() where size >> height & 1 == 1 {
            root = root.map { .node(peak, $0) } ?? peak
        }
        return root ?? .empty
    }

    /// The tiles that are not full yet, from level 0 up; none of them is empty.
    public var partialTiles: [Tile] {
        pending.enumerated().filter { !$1.isEmpty }.map { level, hashes in
            let index = size >> (Tile.height * (level + 1))
            return Tile(level: level, index: index, hashes: hashes, root: nil)
        }
    }

    private mutating func keep(_ hash: TreeHash, level: Int) {
        if pending.count == level { pending.append([]) }
        if pending[level].isEmpty { pending[level].reserveCapacity(Tile.width) }
        pending[level].append(hash)
    }

    private mutating func takeTile(level: Int, root: TreeHash) -> Tile {
        defer { pending[level] = [] }
        let index = size >> (Tile.height * (level + 1))
        return Tile(level: level, index: index, hashes: pending[level], root: root)
    }

    private mutating func setPeak(_ hash: TreeHash, height: Int) {
        if peaks.count == height { peaks.append(hash) } else { peaks[height] = hash }
    }

    /// The bits of a partial tile's width are its complete subtrees, the largest first.
    private mutating func keepPeaks(of tile: [TreeHash]) {
        var subtrees = tile[...]
        var roots: [TreeHash] = []
        for height in (0..<Tile.height).reversed() {
            guard tile.count >> height & 1 == 1 else {
                // Never read: `size` does not have this bit.
                roots.append(.empty)
                continue
            }
            roots.append(TreeHash.root(of: subtrees.prefix(1 << height)))
            subtrees = subtrees.dropFirst(1 << height)
        }
        peaks += roots.reversed()
    }
}
