import Testing
import Transparency

@Suite("A proof that is not exact")
struct ProofForgeryTests {
    private static let sizes: [Int64] = [1, 2, 3, 5, 7, 8, 9, 16, 21]
    private let stored = Sample.tree(40)

    @Test(
        "of inclusion is refused: changed, swapped, cut, extended, for another leaf, place or tree"
    )
    func inclusion() async throws {
        let tree = MerkleTree(stored)
        for size in Self.sizes {
            await Task.yield()
            let root = try tree.root(size: size)
            for index in 0..<size {
                let leaf = Sample.leaf(index)
                let proof = try tree.inclusionProof(of: index, in: size)
                func refuse(
                    _ hashes: [TreeHash],
                    _ change: Comment,
                    leaf: TreeHash = leaf,
                    index: Int64 = index,
                    size: Int64 = size,
                    root: TreeHash = root
                ) {
                    expectRefusal(.badProof, change) { () throws(TransparencyError) in
                        try InclusionProof(hashes: hashes)
                            .verify(leaf: leaf, index: index, size: size, root: root)
                    }
                }
                for hashes in forgeries(of: proof.hashes) { refuse(hashes, "hashes") }
                for bit in 0..<256 {
                    refuse(proof.hashes, "leaf", leaf: leaf.flipping(bit: bit))
                    refuse(proof.hashes, "root", root: root.flipping(bit: bit))
                }
                for other in -2...size + 2 where other != index {
                    refuse(proof.hashes, "index \(other) for \(index)", index: other)
                }
                for other in [Int64.min, -1, 0, .max] { refuse(proof.hashes, "size", size: other) }
                for bit in 0..<63 { refuse(proof.hashes, "far", index: index ^ 1 << bit) }
            }
        }
    }

    /// A tree of another size may have the same way up; its root differs then.
    @Test("of inclusion does not carry over to the root of another size")
    func otherSize() async throws {
        let tree = MerkleTree(stored)
        let roots = try (0...Int64(40)).map { try tree.root(size: $0) }
        for size in 1...Int64(40) {
            await Task.yield()
            for index in 0..<size {
                let proof = try tree.inclusionProof(of: index, in: size)
                for other in 1...Int64(40) where other != size {
                    let change: Comment = "\(index) of \(size) in \(other)"
                    expectRefusal(.badProof, change) { () throws(TransparencyError) in
                        try proof.verify(
                            leaf: Sample.leaf(index),
                            index: index,
                            size: other,
                            root: roots[Int(other)]
                        )
                    }
                }
            }
        }
    }

    @Test("of consistency is refused: changed, swapped, cut, extended, for other sizes or roots")
    func consistency() async throws {
        let tree = MerkleTree(stored)
        for new in Self.sizes {
            await Task.yield()
            let newRoot = try tree.root(size: new)
            for old in 0...new {
                let oldRoot = try tree.root(size: old)
                let proof = try tree.consistencyProof(from: old, to: new)
                func refuse(
                    _ hashes: [TreeHash],
                    _ change: Comment,
                    from old: Int64 = old,
                    root oldRoot: TreeHash = oldRoot,
                    to new: Int64 = new,
                    newRoot: TreeHash = newRoot
                ) {
                    expectRefusal(.badProof, change) { () throws(TransparencyError) in
                        try ConsistencyProof(hashes: hashes)
                            .verify(from: old, root: oldRoot, to: new, root: newRoot)
                    }
                }
                for hashes in forgeries(of: proof.hashes) { refuse(hashes, "hashes") }
                for bit in 0..<256 {
                    refuse(proof.hashes, "old root", root: oldRoot.flipping(bit: bit))
                    // From nothing, any tree is a continuation.
                    guard old > 0 else { continue }
                    refuse(proof.hashes, "new root", newRoot: newRoot.flipping(bit: bit))
                }
                for other in -2...new + 2 where other != old {
                    refuse(proof.hashes, "from \(other) for \(old) to \(new)", from: other)
                }
                for other in [Int64.min, -1, old - 1] { refuse(proof.hashes, "to", to: other) }
            }
        }
    }

    @Test("of a fork is refused, wherever the trees part")
    func fork() async throws {
        let size: Int64 = 33
        for parting in 0..<size {
            await Task.yield()
            var fork = MemoryTree((0..<parting).map(Sample.leaf))
            while fork.size < 40 { fork.append(.leaf(Array("forged \(fork.size)".utf8))) }
            let proof = try MerkleTree(fork).consistencyProof(from: size, to: 40)
            expectError(.badProof, "parting at \(parting)") {
                try proof.verify(
                    from: size,
                    root: MerkleTree(stored).root(size: size),
                    to: 40,
                    root: fork.root
                )
            }
        }
    }

    @Test("is not made for what the tree does not hold")
    func ranges() async {
        let tree = MerkleTree(stored)
        for (index, size) in [(-1, 5), (5, 5), (0, 0), (0, -1), (.max, 5), (0, .min)]
            as [(Int64, Int64)]
        {
            expectError(.range) { try tree.inclusionProof(of: index, in: size) }
        }
        for (old, new) in [(-1, 5), (6, 5), (0, -1), (.max, 5)] as [(Int64, Int64)] {
            await Task.yield()
            expectError(.range) { try tree.consistencyProof(from: old, to: new) }
        }
        expectError(.range) { try tree.root(size: -1) }
        // More than is stored: the store is noticed to be short.
        for size in [41, 300, 65_536, .max] as [Int64] {
            await Task.yield()
            expectError(.storage) { try tree.root(size: size) }
            expectError(.storage) { try tree.inclusionProof(of: 0, in: size) }
            expectError(.storage) { try tree.consistencyProof(from: 3, to: size) }
        }
    }

    /// Every proof that is nearly this one.
    private func forgeries(of proof: [TreeHash]) -> [[TreeHash]] {
        var forged = [
            proof + [.empty], [.empty] + proof, proof + [.empty, .empty],
        ]
        for index in proof.indices {
            var cut = proof
            cut.remove(at: index)
            forged.append(cut)
            forged += (0..<256).map { bit in
                var changed = proof
                changed[index] = proof[index].flipping(bit: bit)
                return changed
            }
            for other in proof.indices where other > index {
                var swapped = proof
                swapped.swapAt(index, other)
                forged.append(swapped)
            }
        }
        return forged
    }
}
