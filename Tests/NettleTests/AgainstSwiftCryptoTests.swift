import Crypto
import Nettle
import TestSupport
import Testing

@Suite("What Nettle computes is what swift-crypto computes")
struct AgainstSwiftCryptoTests {
    private static let lengths = [0, 1, 31, 55, 56, 63, 64, 65, 119, 200, 4096]

    @Test("SHA-256 of bytes of many lengths, whole and in parts", arguments: lengths)
    func digests(length: Int) {
        let bytes = Self.bytes(length, seed: UInt64(length))
        let expected = Array(SHA256.hash(data: bytes))
        #expect(bytes.withUnsafeBytes { SHA256State.digest(of: $0) }.bytes == expected)
        for cut in [0, length / 3, length] {
            var state = SHA256State()
            bytes.prefix(cut).withUnsafeBytes { state.update($0) }
            var copy = state
            bytes.dropFirst(cut).withUnsafeBytes { state.update($0) }
            #expect(state.finish().bytes == expected)
            // A finished state begins anew, and a copy made midway does not know of it.
            #expect(state.finish().bytes == Array(SHA256.hash(data: [UInt8]())))
            #expect(copy.finish().bytes == Array(SHA256.hash(data: bytes.prefix(cut))))
        }
    }

    @Test("the digest of \"abc\" is that of FIPS 180-4")
    func known() {
        let digest = Array("abc".utf8).withUnsafeBytes { SHA256State.digest(of: $0) }
        let first: [UInt8] = [0xBA, 0x78, 0x16, 0xBF, 0x8F, 0x01, 0xCF, 0xEA]
        #expect(digest.bytes.starts(with: first))
    }

    @Test("HMAC-SHA256, and the keys HKDF derives", arguments: 0..<65)
    func codes(keyLength: Int) {
        let key = Self.bytes(keyLength, seed: UInt64(keyLength))
        let hmac = key.withUnsafeBytes { HMACSHA256($0) }
        let other = SymmetricKey(data: key)
        for length in Self.lengths {
            let message = Self.bytes(length, seed: 1000 + UInt64(length))
            let code = message.withUnsafeBytes { hmac.code(of: $0) }
            #expect(
                code.bytes == Array(HMAC<SHA256>.authenticationCode(for: message, using: other))
            )
            let expanded = message.withUnsafeBytes { hmac.expanded($0) }
            let expected = HKDF<SHA256>.expand(
                pseudoRandomKey: other,
                info: message,
                outputByteCount: 32
            )
            #expect(expanded.bytes == expected.withUnsafeBytes { Array($0) })
        }
    }

    @Test("AES-256-GCM with a nonce of zeros", arguments: lengths, [0, 1, 13, 70, 128])
    func boxes(length: Int, contextLength: Int) throws {
        let key = Self.bytes(32, seed: 7)
        let text = Self.bytes(length, seed: 8)
        let context = Self.bytes(contextLength, seed: 9)
        var box = [UInt8](repeating: 0xAA, count: length + AES256GCM.tagByteCount)
        let once = try #require(key.withUnsafeBytes { Digest256(copying: $0) })
        text.withUnsafeBytes { text in
            context.withUnsafeBytes { context in
                box.withUnsafeMutableBytes {
                    AES256GCM.seal(text, once: once, authenticating: context, into: $0)
                }
            }
        }
        let expected = try AES.GCM.seal(
            text,
            using: SymmetricKey(data: key),
            nonce: AES.GCM.Nonce(data: [UInt8](repeating: 0, count: 12)),
            authenticating: context
        )
        #expect(box == Array(expected.ciphertext) + Array(expected.tag))
    }

    private static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
}
