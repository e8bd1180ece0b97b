import Testing
import Transparency

@Suite("A checkpoint")
struct CheckpointTests {
    private static let root = TreeHash.leaf([]).base64

    @Test("is origin, size and root, a line each, both ways")
    func text() throws {
        let checkpoint = try Sample.checkpoint(Sample.tree(5))
        let text = "\(Sample.origin)\n5\n\(checkpoint.root.base64)\n"
        #expect(checkpoint.text == Array(text.utf8))
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
        let large = Array("a\n9223372036854775807\n\(Self.root)\n".utf8)
        #expect(try Checkpoint(text: large).size == .max)
        #expect(try Checkpoint(text: large).text == large)
    }

    @Test("of the specification's example is read")
    func specification() throws {
        let text = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            """
        let checkpoint = try Checkpoint(text: Array(text.utf8))
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    }

    @Test("keeps the extension lines it was read with, byte for byte")
    func extensions() throws {
        let text = Array("an origin + more\n5\n\(Self.root)\nfirst\n second\n— third\n".utf8)
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.origin == "an origin + more")
        #expect(checkpoint.extensionLines.count == 3)
        #expect(checkpoint.text == text)
    }

    @Test(
        "that is malformed is refused",
        arguments: [
            "", "a\n", "a\n1\n", "a\n1\nROOT", "\n1\nROOT\n", "a\n\nROOT\n", "a\n01\nROOT\n",
            "a\n+1\nROOT\n", "a\n-1\nROOT\n", "a\n 1\nROOT\n", "a\n1 \nROOT\n", "a\n1.0\nROOT\n",
            "a\n0x1\nROOT\n", "a\n١\nROOT\n", "a\n9223372036854775808\nROOT\n", "a\n00\nROOT\n",
            "a\n18446744073709551616\nROOT\n", "a\n1\nROOTA\n", "a\n1\n ROOT\n", "a\n1\nAAAA\n",
            "a\n1\n\n", "a\n1\nROOT\n\n", "a\n1\nROOT\n\nx\n", "a\n1\nROOT\nx",
            "a\n1\nROOT\n\u{1}\n",
            "a\r\n1\r\nROOT\r\n", "a\n0\nROOT\n", "a\nb\n1\nROOT\n",
        ]
    )
    func malformed(text: String) {
        let bytes = Array(text.replacing("ROOT", with: Self.root).utf8)
        expectError(.malformed) { try Checkpoint(text: bytes) }
    }

    @Test("is not stated of what cannot be, nor signed by a key of another name")
    func impossible() throws {
        for origin in ["", "a b", "a+b", "a\nb"] {
            expectError(.malformed) { try Checkpoint(origin: origin, size: 0, root: .empty) }
        }
        expectError(.malformed) { try Checkpoint(origin: "a", size: -1, root: .empty) }
        expectError(.malformed) { try Checkpoint(origin: "a", size: 0, root: .leaf([])) }
        let checkpoint = try Checkpoint(origin: "a", size: 0, root: .empty)
        expectError(.key) { try checkpoint.signed(by: [Sample.log()]) }
        expectError(.malformed) { try checkpoint.signed(by: []) }
    }

    @Test("is believed of its own log's keys only, new ones and old")
    func opening() throws {
        let checkpoint = try Sample.checkpoint(Sample.tree(5))
        let old = try Sample.log()
        let new = try NoteSigner(name: Sample.origin, seed: Sample.seed(9))
        let note = try checkpoint.signed(by: [old, new])
        for keys in [[old], [new], [old, new]] {
            #expect(try Checkpoint(opening: note, logs: keys.map(\.verifier)) == checkpoint)
        }
        // Another log's key signed the same text; it has no say here.
        let other = try NoteSigner(name: "other.example", seed: Sample.seed(8))
        let foreign = try SignedNote(
            text: checkpoint.text,
            signatures: [other.sign(checkpoint.text)]
        )
        expectError(.unsigned) { try Checkpoint(opening: foreign, logs: [other.verifier]) }
        // Nor has a witness's key that bears the log's name.
        let witness = try Cosigner(name: Sample.origin, seed: Sample.seed(7))
        let cosigned = try SignedNote(
            text: checkpoint.text,
            signatures: [witness.cosign(checkpoint, at: 1)]
        )
        expectError(.unsigned) { try Checkpoint(opening: cosigned, logs: [witness.verifier]) }
    }

    @Test("in a note with one bit changed is refused, or the bit is in a signature nobody knows")
    func bitFlips() throws {
        let note = try Sample.cosigned(9)
        let logs = [try Sample.log().verifier]
        for flipped in note.bytes.bitFlips {
            guard let read = try? SignedNote(reading: flipped),
                let checkpoint = try? Checkpoint(opening: read, logs: logs)
            else { continue }
            #expect(checkpoint.text == note.text)
            #expect(read.signatures[0] == note.signatures[0])
        }
    }
}
