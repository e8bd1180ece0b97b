import Testing
import Transparency

@Suite("A tree writer")
struct TreeWriterTests {
    @Test("resumed at any size goes on as if it had never stopped")
    func resumed() async throws {
        let stored = Sample.tree(70_000)
        let leaves = (0..<Int64(260)).map(Sample.leaf)
        let sizes = Array(Int64(0)...600) + Array(65_270...65_300) + Array(65_530...65_540)
        for size in sizes {
            await Task.yield()
            var resumed = try TreeWriter(size: size, resumingFrom: stored)
            var steady = try #require(Self.steady[size])
            #expect(resumed.size == size)
            for leaf in leaves {
                let isSame =
                    resumed.root == steady.root && resumed.append(leaf) == steady.append(leaf)
                #expect(isSame, "resumed at \(size), then at \(resumed.size)")
            }
            #expect(resumed.partialTiles == steady.partialTiles)
            #expect(resumed.root == steady.root)
        }
    }

    /// Writers that never stopped, by their size.
    private static let steady: [Int64: TreeWriter] = {
        var writer = TreeWriter()
        var all: [Int64: TreeWriter] = [0: writer]
        for index in 0..<Int64(65_540) {
            _ = writer.append(Sample.leaf(index))
            if writer.size <= 600 || writer.size >= 65_270 { all[writer.size] = writer }
        }
        return all
    }()

    @Test("has the root that RFC 6962 defines, after each leaf")
    func roots() async {
        var writer = TreeWriter()
        let leaves = (0..<Int64(600)).map(Sample.leaf)
        for (index, leaf) in leaves.enumerated() {
            await Task.yield()
            #expect(writer.root == Self.root(leaves[..<index]))
            _ = writer.append(leaf)
        }
    }

    @Test("gives each full tile once, as C2SP tlog-tiles defines it")
    func tiles() async throws {
        let leaves = (0..<Int64(70_000)).map(Sample.leaf)
        var writer = TreeWriter()
        var tiles: [Tile] = []
        for (index, leaf) in leaves.enumerated() {
            await Task.yield()
            let full = writer.append(leaf)
            #expect(full.isEmpty == !(index + 1).isMultiple(of: 256))
            tiles += full
        }
        #expect(tiles.map(\.name).count { $0.level == 0 } == 273)
        #expect(tiles.last { $0.level == 1 }?.index == 0)
        #expect(tiles.count == 274)
        #expect(Set(tiles.map(\.name)).count == 274)
        for tile in tiles + writer.partialTiles {
            await Task.yield()
            let span = tile.level == 0 ? 1 : tile.level == 1 ? 256 : 65_536
            let first = Int(tile.index) * 256 * span
            for (place, hash) in tile.hashes.enumerated() {
                let start = first + place * span
                #expect(hash == Self.root(leaves[start..<start + span]))
            }
            let isFull = tile.hashes.count == 256
            #expect(tile.root == (isFull ? Self.root(leaves[first..<first + 256 * span]) : nil))
        }
        let partial = writer.partialTiles.map(\.name.path)
        #expect(partial == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
    }

    @Test("leaves a copy alone")
    func copies() {
        var writer = TreeWriter()
        for index in 0..<Int64(255) { _ = writer.append(Sample.leaf(index)) }
        let before = writer
        let root = writer.root
        #expect(writer.append(Sample.leaf(255)).count == 1)
        #expect(before.size == 255)
        #expect(before.root == root)
        #expect(before.partialTiles.first?.hashes.count == 255)
    }

    @Test("is not resumed where hashes are missing")
    func damaged() async {
        let stored = Sample.tree(600)
        for size in [601, 768, 65_536, 1 << 40, Int64.max] {
            await Task.yield()
            expectError(.storage) { try TreeWriter(size: size, resumingFrom: stored) }
        }
        expectError(.range) { try TreeWriter(size: -1, resumingFrom: stored) }
    }

    /// MTH as RFC 6962 §2.1 writes it.
    private static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard leaves.count > 1 else { return leaves.first ?? .empty }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        return .node(root(leaves.prefix(split)), root(leaves.dropFirst(split)))
    }
}
