/// Up to 256 consecutive hashes of one level of the tree (C2SP tlog-tiles).
///
/// At level 0 they are leaf hashes; at level *l* each is the root of a full tile of level *l* − 1.
public struct Tile: Hashable, Sendable {
    /// The height of the subtree over a full tile: one tile level is eight tree levels.
    public static let height = 8
    /// The number of hashes of a full tile.
    public static let width = 256

    /// The level, from 0 at the leaves.
    public let level: Int
    /// The place within the level, from 0 at the left.
    public let index: Int64
    /// The hashes from left to right: 1 to 256.
    public let hashes: [TreeHash]
    /// The root over the 256 hashes, which is hash ``index`` of the level above.
    ///
    /// `nil` for a partial tile, which must not be hashed into the level above.
    public let root: TreeHash?

    /// Creates a tile of 1 to 256 hashes; `nil` for another number, or where no tile can be.
    public init?(level: Int, index: Int64, hashes: [TreeHash]) {
        let isFull = hashes.count == Self.width
        self.init(
            level: level,
            index: index,
            hashes: hashes,
            root: isFull ? TreeHash.root(of: hashes) : nil
        )
        guard name.isPossible else { return nil }
    }

    /// Takes the root as known.
    init(level: Int, index: Int64, hashes: [TreeHash], root: TreeHash?) {
        self.level = level
        self.index = index
        self.hashes = hashes
        self.root = root
    }

    /// The name under which it is served.
    public var name: TileName { TileName(level: level, index: index, width: hashes.count) }

    /// The hashes one after the other: 32 bytes each, 8,192 for a full tile.
    public var bytes: [UInt8] { hashes.flatMap(\.bytes) }

    /// Reads ``bytes``; `nil` when they are not a whole number of hashes from 1 to 256.
    public init?(level: Int, index: Int64, bytes: [UInt8]) {
        guard bytes.count.isMultiple(of: TreeHash.byteCount) else { return nil }
        let hashes = stride(from: 0, to: bytes.count, by: TreeHash.byteCount).compactMap {
            TreeHash(bytes: Array(bytes[$0..<$0 + TreeHash.byteCount]))
        }
        self.init(level: level, index: index, hashes: hashes)
    }
}
