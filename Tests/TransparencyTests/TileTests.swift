import Testing
import Transparency

@Suite("A tile")
struct TileTests {
    @Test(
        "is served under the path of C2SP tlog-tiles",
        arguments: [
            (0, 0, 256, "tile/0/000"), (0, 1067, 256, "tile/0/x001/067"),
            (0, 1_234_067, 256, "tile/0/x001/x234/067"), (3, 999, 1, "tile/3/999.p/1"),
            (63, 1000, 255, "tile/63/x001/000.p/255"),
            (1, 1_000_000, 17, "tile/1/x001/x000/000.p/17"),
            (0, Int64.max, 256, "tile/0/x009/x223/x372/x036/x854/x775/807"),
        ] as [(Int, Int64, Int, String)]
    )
    func path(level: Int, index: Int64, width: Int, path: String) {
        let name = TileName(level: level, index: index, width: width)
        #expect(name.path == path)
        #expect(TileName(path: path) == name)
    }

    @Test(
        "is found under no other path",
        arguments: [
            "", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000",
            "tile/0/1067", "tile/0/001/067", "tile/0/x000/067", "tile/0/x001/x067",
            "tile/0/x001/67",
            "tile/00/000", "tile/+1/000", "tile/-1/000", "tile/64/000", "tile/0/-01", "tile/0/+01",
            "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/-1", "tile/0/000/", "/tile/0/000", "tile/0/000.p/1/", "TILE/0/000",
            "tile/0/x009/x223/x372/x036/x854/x775/808", "tile/0/.p/1", "tile/0/x/000", "tile//000",
            "tile/entries/000", "tile/0/x00x1/067", "tile/0/٠٠٠",
        ]
    )
    func otherPath(path: String) { #expect(TileName(path: path) == nil) }

    @Test("is read from its bytes")
    func bytes() throws {
        let hashes = (0..<Int64(256)).map(Sample.leaf)
        let full = try #require(Tile(level: 1, index: 2, hashes: hashes))
        #expect(full.bytes.count == 8192)
        #expect(Tile(level: 1, index: 2, bytes: full.bytes) == full)
        #expect(full.root == Sample.tree(256).root)
        let partial = try #require(Tile(level: 1, index: 2, bytes: Array(full.bytes.prefix(96))))
        #expect(partial.hashes == Array(hashes.prefix(3)))
        #expect(partial.root == nil)
        for count in [0, 31, 33, 8191, 8193, 8224] {
            let bytes = [UInt8](repeating: 0, count: count)
            #expect(Tile(level: 0, index: 0, bytes: bytes) == nil)
        }
        #expect(Tile(level: 64, index: 0, hashes: hashes) == nil)
        #expect(Tile(level: 0, index: -1, hashes: hashes) == nil)
        #expect(TileName(level: -1, index: -1000, width: 0).isPossible == false)
        #expect(!TileName(level: 0, index: -1000).path.isEmpty)
    }

    @Test("is there exactly where a tree of that size has one")
    func places() throws {
        let tree = MerkleTree(Sample.tree(600))
        #expect(try tree.tile(level: 0, index: 2, size: 600)?.hashes.count == 88)
        #expect(try tree.tile(level: 0, index: 2, size: 513)?.hashes.count == 1)
        #expect(try tree.tile(level: 0, index: 2, size: 512) == nil)
        #expect(try tree.tile(level: 0, index: 1, size: 512)?.root != nil)
        #expect(try tree.tile(level: 1, index: 0, size: 600)?.hashes.count == 2)
        #expect(try tree.tile(level: 1, index: 0, size: 255) == nil)
        for (level, index) in [(2, 0), (1, 1), (0, -1), (-1, 0), (8, 0), (64, 0), (0, .max)]
            as [(Int, Int64)]
        {
            #expect(try tree.tile(level: level, index: index, size: 600) == nil)
        }
        #expect(try tree.tile(level: 0, index: 0, size: 0) == nil)
        #expect(try tree.tile(level: 0, index: 0, size: -5) == nil)
    }
}
