import Testing
import Transparency

@Suite("An add-checkpoint exchange")
struct AddCheckpointTests {
    @Test("has a body as the specification says, both ways")
    func request() throws {
        let tree = Sample.tree(6)
        let note = try Sample.checkpoint(tree).signed(by: [Sample.log()])
        let proof = try MerkleTree(tree).consistencyProof(from: 3, to: 6)
        let request = try AddCheckpointRequest(oldSize: 3, consistency: proof, checkpoint: note)
        let hashes = proof.hashes.map { $0.base64 + "\n" }.joined()
        #expect(proof.hashes.count == 4)
        #expect(request.bytes == Array("old 3\n\(hashes)\n".utf8) + note.bytes)
        #expect(try AddCheckpointRequest(reading: request.bytes) == request)
    }

    @Test("of the specification's example is read")
    func specification() throws {
        let text = """
            old 20852014
            PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
            jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
            5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
            /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=

            """
        let request = try AddCheckpointRequest(reading: Array(text.utf8))
        #expect(request.oldSize == 20_852_014)
        #expect(request.consistency.hashes.count == 4)
        #expect(request.checkpoint.signatures.map(\.keyID) == [0x033D_E0AE, 0xA292_EA05])
        #expect(request.bytes == Array(text.utf8))
    }

    @Test(
        "with a malformed body is refused",
        arguments: [
            "", "\n", "old\n\nNOTE", "old \n\nNOTE", "old 1\nNOTE", "Old 1\n\nNOTE",
            "old  1\n\nNOTE",
            "old 01\n\nNOTE", "old -1\n\nNOTE", "old +1\n\nNOTE", "old 1 \n\nNOTE", "new 1\n\nNOTE",
            "old 9223372036854775808\n\nNOTE", "old 1\n\n", "old 1\n", "old 1",
            "old 1\nAAAA\n\nNOTE",
            "old 1\n HASH\n\nNOTE", "old 1\nHASHNOTE", "old 1\r\n\r\nNOTE", "\nold 1\n\nNOTE",
            "NOTE",
            "old 1\n\n\nNOTE", "old 1\n\nNOTE\n", "old 1\n\nNOTEx",
        ]
    )
    func malformed(text: String) async throws {
        let note = String(decoding: try Sample.cosigned(3).bytes, as: UTF8.self)
        let body = text.replacing("NOTE", with: note)
            .replacing("HASH", with: TreeHash.empty.base64 + "\n")
        let state = MemoryWitnessState()
        let witness = try Witness(
            cosigner: Sample.witness(),
            logs: [Sample.log().verifier],
            state: state
        )
        let answer = try await witness.addCheckpoint(Array(body.utf8), now: 1)
        #expect(answer.status == 400, "\(text)")
        #expect(state.evidence.isEmpty)
    }

    @Test("has at most 63 hashes and a bounded body")
    func limits() throws {
        let note = try Sample.cosigned(3)
        func request(_ count: Int, old: Int64 = 0) throws -> AddCheckpointRequest {
            let proof = ConsistencyProof(hashes: .init(repeating: .empty, count: count))
            return try AddCheckpointRequest(oldSize: old, consistency: proof, checkpoint: note)
        }
        let most = try request(63)
        #expect(try AddCheckpointRequest(reading: most.bytes) == most)
        expectError(.malformed) { try request(64) }
        expectError(.malformed) { try request(0, old: -1) }
        let line = Array("\(TreeHash.empty.base64)\n".utf8)
        let more = Array("old 0\n".utf8) + line + most.bytes.dropFirst(6)
        expectError(.malformed) { try AddCheckpointRequest(reading: more) }
        let long = [UInt8](repeating: 10, count: AddCheckpointRequest.bytesMax + 1)
        expectError(.malformed) { try AddCheckpointRequest(reading: long) }
    }

    @Test("has answers that are read as they are written, and no others")
    func answers() throws {
        let note = try Sample.cosigned(3)
        let answers: [AddCheckpointAnswer] = [
            .cosigned(note.signatures), .untrusted, .unknownLog, .conflict(latestSize: 0),
            .conflict(latestSize: .max), .inconsistent,
        ]
        for answer in answers {
            #expect(try AddCheckpointAnswer(status: answer.status, body: answer.body) == answer)
        }
        #expect(answers.map(\.status) == [200, 403, 404, 409, 409, 422])
        #expect(AddCheckpointAnswer.malformed(reason: "x").status == 400)
        let wrong = [
            (200, ""), (200, "8\n"), (200, "— a AAAAAAA="), (409, ""), (409, "8"), (409, "08\n"),
            (409, "-8\n"), (409, "8\n\n"), (409, " 8\n"), (500, ""), (301, ""), (204, ""),
        ]
        for (status, body) in wrong {
            expectError(.malformed, "\(status) \(body)") {
                try AddCheckpointAnswer(status: status, body: Array(body.utf8))
            }
        }
    }

    @Test("brings cosignatures that the log verifies before it keeps them")
    func keeping() throws {
        let checkpoint = try Sample.checkpoint(Sample.tree(3))
        let note = try checkpoint.signed(by: [Sample.log()])
        let known = [try Sample.witness().verifier]
        let good = try Sample.witness().cosign(checkpoint, at: 5)
        let stranger = try Sample.otherWitness().cosign(checkpoint, at: 5)
        let kept = try note.adding([stranger, good], of: known)
        #expect(kept.signatures == note.signatures + [good])
        expectError(.unsigned) { try note.adding([stranger], of: known) }
        let stale = try Sample.witness().cosign(Sample.checkpoint(Sample.tree(2)), at: 5)
        expectError(.badSignature) { try note.adding([stale], of: known) }
        #expect(try kept.adding([good], of: known) == kept)
    }
}
