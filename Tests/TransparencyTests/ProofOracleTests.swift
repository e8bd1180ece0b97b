import Crypto
import Testing
import Transparency

@Suite("Proofs, against Go's")
struct ProofOracleTests {
    @Test("are the same, all inclusion and consistency proofs of 1 to 300 leaves")
    func proofs() async throws {
        let oracle = try Oracle()
        let tree = MerkleTree(Sample.tree(300))
        let expected = oracle.bySize("proofs")
        #expect(expected.map(\.size) == Array(1...300))
        for (size, hex) in expected {
            await Task.yield()
            var digest = SHA256()
            for proof in try tree.inclusionProofs(of: 0..<size, in: size) {
                digest.update(data: proof.hashes.encoded)
            }
            for proof in try tree.consistencyProofs(from: 1...size, to: size) {
                digest.update(data: proof.hashes.encoded)
            }
            #expect(TreeHash(bytes: Array(digest.finalize()))?.hexadecimal == hex, "size \(size)")
        }
    }

    @Test("lead to the same roots, of few leaves and of tens of thousands")
    func roots() async throws {
        let expected = try Oracle().bySize("root")
        #expect(expected.count == 305)
        let stored = Sample.tree(70_000)
        for (size, hex) in expected {
            await Task.yield()
            #expect(try MerkleTree(stored).root(size: size).hexadecimal == hex, "size \(size)")
        }
        #expect(try MerkleTree(stored).root(size: 0) == .empty)
    }

    @Test("rest on the same tiles", arguments: [Int64(256), 70_000])
    func tiles(size: Int64) async throws {
        let tree = MerkleTree(Sample.tree(size))
        var tiles: [String: [UInt8]] = [:]
        for level in 0..<8 {
            await Task.yield()
            var index: Int64 = 0
            while let tile = try tree.tile(level: level, index: index, size: size) {
                tiles[tile.name.path] = tile.bytes
                index += 1
            }
        }
        var digest = SHA256()
        for (path, bytes) in tiles.sorted(by: { $0.key < $1.key }) {
            await Task.yield()
            digest.update(data: Array("\(path)\n".utf8) + bytes)
        }
        let hex = TreeHash(bytes: Array(digest.finalize()))?.hexadecimal
        #expect(try Oracle().bySize("tiles").contains { $0.size == size && $0.hex == hex })
    }

    @Test("verify, between all sizes up to 40 and some around 65,536")
    func verify() async throws {
        let stored = Sample.tree(65_800)
        let tree = MerkleTree(stored)
        let sizes =
            Array(Int64(0)...40) + [255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 65_800]
        let roots = try Dictionary(
            uniqueKeysWithValues: sizes.map { ($0, try tree.root(size: $0)) }
        )
        for new in sizes {
            await Task.yield()
            let root = try #require(roots[new])
            for index in sizes where index < new {
                try tree.inclusionProof(of: index, in: new)
                    .verify(leaf: Sample.leaf(index), index: index, size: new, root: root)
            }
            for old in sizes where old <= new {
                try tree.consistencyProof(from: old, to: new)
                    .verify(from: old, root: #require(roots[old]), to: new, root: root)
            }
        }
    }
}
