import Testing
import Transparency

@Suite("A signed note")
struct SignedNoteTests {
    private static let poem = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
        — EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=

        """
    private static let peter =
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let enoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"

    @Test("of Go's documentation opens with the keys published there")
    func published() throws {
        let note = try SignedNote(reading: Array(Self.poem.utf8))
        #expect(note.bytes == Array(Self.poem.utf8))
        #expect(note.signatures.map(\.name) == ["PeterNeumann", "EnochRoot"])
        let keys = try [Self.peter, Self.enoch].map { try NoteVerifier(vkey: $0) }
        #expect(try note.verified(by: keys).map(\.verifier) == keys)
        for key in keys { #expect(try note.verified(by: [key]).map(\.verifier) == [key]) }
        expectError(.unsigned) { try note.verified(by: [Sample.log().verifier]) }
        expectError(.unsigned) { try note.verified(by: []) }
    }

    @Test("made here and one made by Go are the same bytes")
    func oracle() throws {
        let oracle = try Oracle()
        let text = Array("Ognuno sta solo\n\ned è subito sera.\n".utf8)
        let other = try NoteSigner(name: "other.example", seed: Sample.seed(4))
        let note = try SignedNote(
            text: text,
            signatures: [Sample.log().sign(text), other.sign(text)]
        )
        #expect(note.bytes == oracle.notes[0])
        let checkpoint = try Sample.checkpoint(Sample.tree(300))
        #expect(try checkpoint.signed(by: [Sample.log()]).bytes == oracle.notes[1])
        #expect(try Sample.cosigned(300).bytes == oracle.notes[2])
        let keys = try [
            Sample.log().verifier, Sample.witness().verifier, Sample.otherWitness().verifier,
        ]
        #expect(keys.map(\.vkey) == oracle.vkeys)
        let read = try SignedNote(reading: oracle.notes[2])
        let times = try read.verified(by: oracle.vkeys.map { try NoteVerifier(vkey: $0) })
            .map(\.timestamp)
        #expect(times == [nil, 1_679_315_147, .max])
    }

    @Test("with a known key's bad signature is rejected, whoever else signed it")
    func badSignature() throws {
        let keys = try [Self.peter, Self.enoch].map { try NoteVerifier(vkey: $0) }
        let note = try SignedNote(reading: Array(Self.poem.utf8))
        let changed = try SignedNote(
            text: Array("Another text.\n".utf8),
            signatures: note.signatures
        )
        expectError(.badSignature) { try changed.verified(by: keys) }
        let text = changed.text
        let mixed = try changed.adding([Sample.log().sign(text)])
        expectError(.badSignature) { try mixed.verified(by: keys + [Sample.log().verifier]) }
        #expect(try mixed.verified(by: [Sample.log().verifier]).count == 1)
        // A second, bad signature by the same key does not hide behind the first.
        let twice = try note.adding([
            SignedNote(reading: Array(Self.poem.replacing("x08go/ZJ", with: "x08go/ZK").utf8))
                .signatures[0]
        ])
        expectError(.badSignature) { try twice.verified(by: keys) }
    }

    @Test("counts a key once, however often it signed")
    func repeated() throws {
        let note = try SignedNote(reading: Array(Self.poem.utf8))
        let twice = try SignedNote(
            text: note.text,
            signatures: note.signatures + note.signatures
        )
        let keys = try [Self.peter, Self.enoch].map { try NoteVerifier(vkey: $0) }
        #expect(try twice.verified(by: keys + keys).count == 2)
        #expect(try note.adding(note.signatures) == note)
    }

    @Test("ignores a signature that shares with a known key its name or its ID, but not both")
    func nearlyKnown() throws {
        let note = try SignedNote(reading: Array(Self.poem.utf8))
        let renamed = try SignedNote(
            reading: Array(Self.poem.replacing("— PeterNeumann", with: "— Carmen").utf8)
        )
        let peter = try NoteVerifier(vkey: Self.peter)
        expectError(.unsigned) { try renamed.verified(by: [peter]) }
        let namesake = try NoteVerifier(
            name: "PeterNeumann",
            kind: .note,
            publicKey: Sample.log().verifier.publicKey
        )
        expectError(.unsigned) { try note.verified(by: [namesake]) }
    }

    @Test("is the log's only where it is named as the log is, byte for byte")
    func unicodeNames() throws {
        let composed = try NoteSigner(name: "caf\u{E9}", seed: Sample.seed(1))
        let decomposed = try NoteSigner(name: "cafe\u{301}", seed: Sample.seed(1))
        #expect(composed.verifier != decomposed.verifier)
        let checkpoint = try Checkpoint(origin: "caf\u{E9}", size: 0, root: .empty)
        expectError(.key) { try checkpoint.signed(by: [decomposed]) }
        let note = try checkpoint.signed(by: [composed])
        expectError(.unsigned) { try Checkpoint(opening: note, logs: [decomposed.verifier]) }
        #expect(try Checkpoint(opening: note, logs: [composed.verifier]) == checkpoint)
    }

    @Test(
        "that is malformed is refused",
        arguments: [
            "", "\n", "\n\n", "text\n", "text\n\n", "text\n\nSIG", "textSIG\n", "text\nSIG\n",
            "\n\nSIGx\n", "te\u{0}xt\n\nSIG\n", "te\txt\n\nSIG\n", "text\r\n\nSIG\n",
            "text\n\nSIG\r\n",
            "text\n\nSIG\nmore\n", "text\n\nmore\nSIG\n", "text\n\nSIG\n\n", "text\n\n SIG\n",
            "text\n\n— a\n", "text\n\n— a AAAAAA==\n", "text\n\n—  AAAAAAA=\n",
            "text\n\n— a  AAAAAAA=\n",
            "text\n\n— a+b AAAAAAA=\n", "text\n\n— a\u{A0}b AAAAAAA=\n",
            "text\n\n— a\u{2003}b AAAAAAA=\n",
            "text\n\n— a AAAAAAA\n", "text\n\n— a AAAAAAB=\n", "text\n\n— a AAAAAAA= \n",
            "text\n\n- a AAAAAAA=\n", "text\n\n—a AAAAAAA=\n", "text\n\n— a AAAAAAA= AAAAAAA=\n",
        ]
    )
    func malformed(text: String) {
        let bytes = Array(text.replacing("SIG", with: "— a AAAAAAA=").utf8)
        expectError(.malformed, "\(text)") { try SignedNote(reading: bytes) }
    }

    @Test("is split at its last empty line, and is UTF-8")
    func text() throws {
        let signature = "— a AAAAAAA=\n"
        for text in ["\n", "a\n", "\n\n", "a\n\nb\n\n\n", "— a AAAAAAA=\n", "é😀\u{7F}\n"] {
            let bytes = Array("\(text)\n\(signature)".utf8)
            let note = try SignedNote(reading: bytes)
            #expect(note.text == Array(text.utf8))
            #expect(note.bytes == bytes)
        }
        for bad in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]] {
            let bytes = bad + Array("\n\n\(signature)".utf8)
            expectError(.malformed) { try SignedNote(reading: bytes) }
        }
    }

    @Test("does not guess between two known keys that share name and ID")
    func collision() throws {
        // Found by trying 80,253 seeds.
        let signers = try [77_213, 80_252].map { number in
            let seed = (0..<32).map {
                UInt8(truncatingIfNeeded: $0 < 28 ? 0 : number >> (248 - 8 * $0))
            }
            return try NoteSigner(name: "a", seed: seed)
        }
        let keys = signers.map(\.verifier)
        #expect(keys.map(\.id) == [0x84D4_DA8E, 0x84D4_DA8E])
        #expect(keys[0] != keys[1])
        let text = Array("text\n".utf8)
        let note = try SignedNote(text: text, signatures: [signers[0].sign(text)])
        expectError(.key) { try note.verified(by: keys) }
        expectError(.badSignature) { try note.verified(by: [keys[1]]) }
        #expect(try note.verified(by: [keys[0]]).count == 1)
    }

    @Test("has limits, which leave room for 16 post-quantum signatures")
    func limits() throws {
        let text = Array("text\n".utf8)
        let one = try Sample.log().sign(text)
        #expect(throws: Never.self) {
            let most = try SignedNote(text: text, signatures: .init(repeating: one, count: 64))
            _ = try SignedNote(reading: most.bytes)
        }
        expectError(.malformed) {
            try SignedNote(text: text, signatures: .init(repeating: one, count: 65))
        }
        let lines = [[UInt8]](repeating: one.line, count: 65).flatMap(\.self)
        expectError(.malformed) { try SignedNote(reading: text + [10] + lines) }
        expectError(.malformed) { try SignedNote(text: text, signatures: []) }
        let long = [UInt8](repeating: 0x61, count: SignedNote.bytesMax) + [10]
        expectError(.malformed) { try SignedNote(text: long, signatures: [one]) }
        expectError(.malformed) { try SignedNote(reading: long + [10] + one.line) }
        let large = "— pq.example \(String(repeating: "AAAA", count: 1700))\n"
        let quantum = "text\n\n" + String(repeating: large, count: 16)
        #expect(throws: Never.self) { try SignedNote(reading: Array(quantum.utf8)) }
    }
}
