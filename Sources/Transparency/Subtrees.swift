/// Reads roots of subtrees from tiles: reads each tile and hashes each subtree once.
struct Subtrees<Source: TileSource> {
    let source: Source
    let size: Int64
    private var tiles: [Place: [TreeHash]] = [:]
    private var nodes: [Place: TreeHash] = [:]

    /// A place in the tree: a tile of a level, or a node of a height.
    private struct Place: Hashable {
        var row: Int
        var index: Int64
    }

    init(source: Source, size: Int64) {
        self.source = source
        self.size = size
    }

    /// The root over some leaves, which begin where RFC 6962 splits the tree.
    mutating func root(of range: Range<Int64>) throws -> TreeHash {
        var roots: [TreeHash] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let height = Int64.bitWidth - 1 - (range.upperBound - start).leadingZeroBitCount
            roots.append(try node(height: height, index: start >> height))
            start += 1 << height
        }
        guard var root = roots.popLast() else { return .empty }
        while let left = roots.popLast() { root = .node(left, root) }
        return root
    }

    /// The root of the complete subtree of 2^height leaves that has this number among its like.
    private mutating func node(height: Int, index: Int64) throws -> TreeHash {
        let node = Place(row: height, index: index)
        if let root = nodes[node] { return root }
        let (level, rest) = height.quotientAndRemainder(dividingBy: Tile.height)
        let first = index << rest
        let tile = try tile(level: level, index: first / Int64(Tile.width))
        let place = Int(first % Int64(Tile.width))
        let root = TreeHash.root(of: tile[place..<place + 1 << rest])
        nodes[node] = root
        return root
    }

    private mutating func tile(level: Int, index: Int64) throws -> [TreeHash] {
        let name = Place(row: level, index: index)
        if let tile = tiles[name] { return tile }
        let start = index * Int64(Tile.width)
        let end = min(start + Int64(Tile.width), size >> (level * Tile.height))
        let tile = try source.complete(level: level, range: start..<end)
        tiles[name] = tile
        return tile
    }
}
