import Testing
import Transparency

@Suite("A note's key")
struct NoteKeyTests {
    @Test(
        "is read from the verifier keys that others published, and written the same",
        arguments: [
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ]
    )
    func published(vkey: String) throws {
        let key = try NoteVerifier(vkey: vkey)
        #expect(key.vkey == vkey)
        #expect(key.kind == .note)
        #expect(vkey.hasPrefix(key.name + "+"))
        #expect(String(key.id, radix: 16) == vkey.split(separator: "+")[1])
    }

    @Test("belongs to the private key that Go's documentation shows")
    func seed() throws {
        // PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz without its
        // first byte, which says Ed25519.
        let seed: [UInt8] = [
            0x81, 0x0A, 0x14, 0x02, 0xD5, 0x14, 0x6C, 0x8D, 0x84, 0xF2, 0x44, 0x33, 0x30, 0xF5,
            0x40, 0x80, 0xEB, 0xF9, 0x8E, 0xE1, 0x7D, 0x9C, 0x74, 0xF6, 0x25, 0x2F, 0xC5, 0xD5,
            0xC7, 0x28, 0x31, 0x73,
        ]
        let signer = try NoteSigner(name: "PeterNeumann", seed: seed)
        let vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        #expect(signer.verifier.vkey == vkey)
        #expect("\(signer)" == vkey)
    }

    @Test("with one bit changed, cut or extended is refused")
    func changed() throws {
        for vkey in try Oracle().vkeys {
            let bytes = Array(vkey.utf8)
            for flipped in bytes.bitFlips {
                let text = String(decoding: flipped, as: UTF8.self)
                #expect(throws: TransparencyError.self) { try NoteVerifier(vkey: text) }
            }
            for count in 0..<bytes.count {
                let text = String(decoding: bytes.prefix(count), as: UTF8.self)
                expectError(.key) { try NoteVerifier(vkey: text) }
            }
            for text in [vkey + "A", vkey + "=", vkey + "\n", " " + vkey, "+" + vkey] {
                expectError(.key) { try NoteVerifier(vkey: text) }
            }
        }
    }

    @Test("of another kind or length is refused though its ID fits")
    func otherKinds() {
        let keys = [
            "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
            "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ]
        for key in keys { expectError(.key) { try NoteVerifier(vkey: key) } }
    }

    @Test("has a usable name and 32 bytes")
    func names() throws {
        let publicKey = try Sample.log().verifier.publicKey
        for name in ["", "a b", "a+b", "a\nb", "a\u{A0}b", "a\u{3000}b", "a\u{85}b", "a\u{1}b"] {
            expectError(.key, "\(name)") {
                try NoteVerifier(name: name, kind: .note, publicKey: publicKey)
            }
            expectError(.key) { try NoteSigner(name: name, seed: Sample.seed(1)) }
            expectError(.key) { try Cosigner(name: name, seed: Sample.seed(1)) }
        }
        for count in [0, 31, 33, 64] {
            let bytes = [UInt8](repeating: 1, count: count)
            expectError(.key) { try NoteSigner(name: "a", seed: bytes) }
            expectError(.key) { try Cosigner(name: "a", seed: bytes) }
            expectError(.key) { try NoteVerifier(name: "a", kind: .note, publicKey: bytes) }
        }
    }

    @Test("has an ID of its own for each kind")
    func kinds() throws {
        let log = try NoteSigner(name: "a", seed: Sample.seed(1)).verifier
        let witness = try Cosigner(name: "a", seed: Sample.seed(1)).verifier
        #expect(log.publicKey == witness.publicKey)
        #expect(log.id != witness.id)
    }
}
