import Testing
import TestSupport
import Transparency

@Suite("Bytes from a seed")
struct FuzzTests {
    @Test("are read or refused by every parser, and written as they were read", arguments: 0..<150)
    func parsers(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let samples = try Self.samples.get()
        for sample in samples {
            await Task.yield()
            for _ in 0..<8 {
                var bytes = sample
                for _ in 0..<Int.random(in: 0...4, using: &generator) {
                    Self.damage(&bytes, samples, using: &generator)
                }
                Self.read(bytes, "seed \(seed)")
            }
        }
    }

    @Test("are refused by proofs, however long and wherever", arguments: 0..<150)
    func proofs(seed: UInt64) async {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            await Task.yield()
            let hashes = (0..<Int.random(in: 0...70, using: &generator)).map { _ in
                Sample.leaf(Int64.random(in: 0...3, using: &generator))
            }
            func number() -> Int64 {
                let bits = Int.random(in: 0...63, using: &generator)
                return Int64(truncatingIfNeeded: UInt64.random(in: 0...(.max), using: &generator))
                    >> bits
            }
            // Two, so that both parities of everything come up; not one hash leads anywhere.
            expectError(.badProof, "seed \(seed)") {
                try InclusionProof(hashes: hashes)
                    .verify(leaf: .empty, index: number(), size: number(), root: .leaf([9]))
            }
            expectError(.badProof, "seed \(seed)") {
                try ConsistencyProof(hashes: hashes)
                    .verify(from: number(), root: .leaf([8]), to: number() | 1, root: .leaf([9]))
            }
        }
    }

    private static let samples = Result {
        let tree = Sample.tree(6)
        let request = try AddCheckpointRequest(
            oldSize: 3,
            consistency: MerkleTree(tree).consistencyProof(from: 3, to: 6),
            checkpoint: Sample.cosigned(6)
        )
        let policy = """
            # comment
            log \(try Sample.log().verifier) https://log.example/
            witness one \(try Sample.witness().verifier)
            witness two \(try Sample.otherWitness().verifier) u
            group g 1 one two
            quorum g

            """
        return [
            request.bytes, try Sample.proof(of: 2, in: 5, extra: [1, 2, 3]).bytes,
            try Sample.cosigned(5).bytes, try Sample.checkpoint(tree).text, Array(policy.utf8),
            Array(try Sample.log().verifier.vkey.utf8), Array("tile/1/x001/067.p/12".utf8),
            try Sample.cosigned(5).signatures.flatMap(\.line),
        ]
    }

    /// Reads the bytes as everything there is; what is accepted must have that one spelling.
    private static func read(_ bytes: [UInt8], _ comment: Comment) {
        if let note = try? SignedNote(reading: bytes) { #expect(note.bytes == bytes, comment) }
        if let checkpoint = try? Checkpoint(text: bytes) {
            #expect(checkpoint.text == bytes, comment)
        }
        if let proof = try? TlogProof(reading: bytes) { #expect(proof.bytes == bytes, comment) }
        if let request = try? AddCheckpointRequest(reading: bytes) {
            #expect(request.bytes == bytes, comment)
        }
        _ = try? WitnessPolicy(reading: bytes)
        for status in [200, 400, 409] {
            _ = try? AddCheckpointAnswer(status: status, body: bytes).body
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if let key = try? NoteVerifier(vkey: text) { #expect(key.vkey == text, comment) }
        if let name = TileName(path: text) { #expect(name.path == text, comment) }
        if let hash = TreeHash(base64: text) { #expect(hash.base64 == text, comment) }
        _ = TreeHash(bytes: bytes)
        _ = Tile(level: 0, index: 0, bytes: bytes)
        _ = Cosignature(bytes)
    }

    private static func damage(
        _ bytes: inout [UInt8],
        _ samples: [[UInt8]],
        using generator: inout SeededGenerator
    ) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0...60, using: &generator))
        let awkward = Array("\n\n \t+—=/0919223372036854775808\u{0}é\r".utf8)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2: bytes.insert(awkward.randomElement(using: &generator) ?? 0, at: place)
        case 3: bytes.insert(.random(in: 0...255, using: &generator), at: place)
        case 4:
            guard place < bytes.count else { return }
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        default:
            let other = samples.randomElement(using: &generator) ?? []
            bytes.replaceSubrange(place..<end, with: other.suffix(end - place + 20))
        }
    }
}
