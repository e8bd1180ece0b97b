import Testing
import Transparency

@Suite("A .tlog-proof file")
struct TlogProofTests {
    @Test("is written and read as the specification says, with extra data and without")
    func format() throws {
        let proof = try Sample.proof(of: 2, in: 5)
        let hashes = proof.inclusion.hashes.map { $0.base64 + "\n" }.joined()
        #expect(proof.inclusion.hashes.count == 3)
        let note = String(decoding: try Sample.cosigned(5).bytes, as: UTF8.self)
        let text = "c2sp.org/tlog-proof@v1\nindex 2\n\(hashes)\n\(note)"
        #expect(proof.bytes == Array(text.utf8))
        #expect(try TlogProof(reading: proof.bytes) == proof)
        let extra = try Sample.proof(of: 2, in: 5, extra: [1, 2, 3, 4])
        let longer = text.replacing("index", with: "extra AQIDBA==\nindex")
        #expect(extra.bytes == Array(longer.utf8))
        #expect(try TlogProof(reading: extra.bytes) == extra)
    }

    @Test("of each leaf of each tree verifies with the record and the policy, and nothing else")
    func verify() async throws {
        let policy = try Sample.policy()
        for size in [1, 2, 3, 7, 8, 257] as [Int64] {
            await Task.yield()
            for index in Set([0, size / 2, size - 1]) {
                let proof = try TlogProof(reading: Sample.proof(of: index, in: size).bytes)
                let witnessed = try proof.verify(record: Sample.record(index), policy: policy)
                #expect(witnessed.checkpoint.size == size)
                #expect(witnessed.cosignatures.map(\.timestamp) == [1_679_315_147, .max])
                expectError(.badProof) { try proof.verify(record: [], policy: policy) }
                expectError(.badProof) {
                    try proof.verify(record: Sample.record(index + 1), policy: policy)
                }
            }
        }
        let stranger = try WitnessPolicy(
            reading: Array(
                "log \(NoteSigner(name: "x", seed: Sample.seed(1)).verifier)\nquorum none\n".utf8
            )
        )
        let proof = try Sample.proof(of: 2, in: 5)
        expectError(.unsigned) { try proof.verify(record: Sample.record(2), policy: stranger) }
    }

    @Test("with one bit changed is refused, outside the extra data, which nothing authenticates")
    func bitFlips() async throws {
        let proof = try Sample.proof(of: 2, in: 5, extra: Array("hello".utf8))
        let policy = try Sample.policy()
        #expect(throws: Never.self) {
            try proof.verify(record: Sample.record(2), policy: policy)
        }
        var ignored = 0
        for flipped in proof.bytes.bitFlips {
            await Task.yield()
            guard let read = try? TlogProof(reading: flipped),
                (try? read.verify(record: Sample.record(2), policy: policy)) != nil
            else { continue }
            ignored += 1
            #expect(read.extra != proof.extra)
            #expect(read.index == proof.index)
            #expect(read.inclusion == proof.inclusion)
            #expect(read.checkpoint == proof.checkpoint)
        }
        #expect(ignored > 0)
    }

    @Test("cut short anywhere, or extended, is refused")
    func lengths() async throws {
        let proof = try Sample.proof(of: 2, in: 5)
        let policy = try Sample.policy()
        for count in 0..<proof.bytes.count {
            await Task.yield()
            #expect(throws: TransparencyError.self) {
                try TlogProof(reading: Array(proof.bytes.prefix(count)))
                    .verify(record: Sample.record(2), policy: policy)
            }
        }
        for more in ["\n", "x", "x\n", "\n\n"] {
            await Task.yield()
            expectError(.malformed) { try TlogProof(reading: proof.bytes + Array(more.utf8)) }
        }
    }

    @Test("with lines swapped, repeated or spelt otherwise is refused")
    func lines() async throws {
        let proof = try Sample.proof(of: 2, in: 5)
        let policy = try Sample.policy()
        let lines = proof.bytes.split(separator: 10, omittingEmptySubsequences: false)
        for first in lines.indices {
            await Task.yield()
            for second in lines.indices where second > first && lines[first] != lines[second] {
                // The order of signatures means nothing.
                guard !lines[first].starts(with: "—".utf8) || !lines[second].starts(with: "—".utf8)
                else { continue }
                var swapped = lines
                swapped.swapAt(first, second)
                #expect(throws: TransparencyError.self) {
                    try TlogProof(reading: Array(swapped.joined(separator: [10])))
                        .verify(record: Sample.record(2), policy: policy)
                }
            }
        }
        let text = String(decoding: proof.bytes, as: UTF8.self)
        let changes = [
            ("@v1", "@v2"), ("index 2", "index 02"), ("index 2", "index  2"),
            ("index 2", "index +2"),
            ("index 2", "index 2 "), ("index 2", "index -2"),
            ("index 2", "index 9223372036854775808"),
            ("index 2", "extra \nindex 2"), ("index 2", "extra AQIDBA\nindex 2"),
            ("index 2", "index 2\nindex 2"), ("index 2", "index 2\nextra AQ=="),
            ("index 2", "extra AQ==\nextra AQ==\nindex 2"), ("index 2", "Index 2"), ("\n", "\r\n"),
            ("index 2", "index 2\n"),
        ]
        for (old, new) in changes {
            await Task.yield()
            let bytes = Array(text.replacing(old, with: new).utf8)
            #expect(throws: TransparencyError.self, "\(new)") {
                try TlogProof(reading: bytes).verify(record: Sample.record(2), policy: policy)
            }
        }
    }

    @Test("has limits")
    func limits() throws {
        let note = try Sample.cosigned(5)
        let many = InclusionProof(hashes: .init(repeating: .empty, count: 64))
        expectError(.malformed) { try TlogProof(index: 0, inclusion: many, checkpoint: note) }
        let none = InclusionProof(hashes: [])
        expectError(.malformed) { try TlogProof(index: -1, inclusion: none, checkpoint: note) }
        let extra = [UInt8](repeating: 0, count: TlogProof.extraMax)
        let most = try TlogProof(extra: extra, index: 0, inclusion: none, checkpoint: note)
        #expect(try TlogProof(reading: most.bytes) == most)
        expectError(.malformed) {
            try TlogProof(extra: extra + [0], index: 0, inclusion: none, checkpoint: note)
        }
        let long = [UInt8](repeating: 10, count: TlogProof.bytesMax + 1)
        expectError(.malformed) { try TlogProof(reading: long) }
    }
}
