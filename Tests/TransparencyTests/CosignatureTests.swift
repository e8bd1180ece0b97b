import Testing
import Transparency

@Suite("A cosignature")
struct CosignatureTests {
    @Test("signs the time and the whole text of the checkpoint, as the specification spells them")
    func message() throws {
        let text = Array("example.com/behind-the-sofa\n20852163\nroot\n".utf8)
        let message = Cosignature.message(timestamp: 1_679_315_147, text: text)
        #expect(message == Array("cosignature/v1\ntime 1679315147\n".utf8) + text)
    }

    @Test("is 72 bytes: the time, big-endian, and the signature")
    func bytes() throws {
        let checkpoint = try Sample.checkpoint(Sample.tree(3))
        let signature = try Sample.witness().cosign(checkpoint, at: 0x0102_0304_0506_0708)
        #expect(signature.bytes.count == 72)
        #expect(signature.bytes.prefix(8).elementsEqual(1...8))
        let cosignature = try #require(Cosignature(signature.bytes))
        #expect(cosignature.timestamp == 0x0102_0304_0506_0708)
        #expect(cosignature.bytes == signature.bytes)
        #expect(Cosignature(Array(signature.bytes.dropLast())) == nil)
        #expect(Cosignature(signature.bytes + [0]) == nil)
        #expect(Cosignature([0x80] + signature.bytes.dropFirst()) == nil)
    }

    @Test("of times from 1970 on verifies; there are no earlier ones")
    func times() async throws {
        let checkpoint = try Sample.checkpoint(Sample.tree(3))
        for time in [0, 1, 9, 10, 1_679_315_147, .max] as [Int64] {
            await Task.yield()
            let note = try SignedNote(
                text: checkpoint.text,
                signatures: [Sample.witness().cosign(checkpoint, at: time)]
            )
            let verified = try note.verified(by: [Sample.witness().verifier])
            #expect(verified.map(\.timestamp) == [time])
        }
        for time in [-1, .min] as [Int64] {
            await Task.yield()
            expectError(.range) { try Sample.witness().cosign(checkpoint, at: time) }
        }
    }

    @Test("with one bit changed, of time or signature, is refused")
    func bitFlips() async throws {
        let checkpoint = try Sample.checkpoint(Sample.tree(3))
        let note = try SignedNote(
            text: checkpoint.text,
            signatures: [Sample.witness().cosign(checkpoint, at: 1_679_315_147)]
        )
        let known = [try Sample.witness().verifier]
        for flipped in note.bytes.bitFlips {
            await Task.yield()
            #expect(throws: TransparencyError.self) {
                try SignedNote(reading: flipped).verified(by: known)
            }
        }
    }

    @Test("of an extended checkpoint covers the extension lines")
    func extensions() throws {
        let text = try Sample.checkpoint(Sample.tree(3)).text
        let extended = try Checkpoint(text: text + Array("more\n".utf8))
        let cosignature = try Sample.witness().cosign(extended, at: 5)
        let known = [try Sample.witness().verifier]
        #expect(
            try SignedNote(text: extended.text, signatures: [cosignature]).verified(by: known).count
                == 1
        )
        expectError(.badSignature) {
            try SignedNote(text: text, signatures: [cosignature]).verified(by: known)
        }
    }
}
