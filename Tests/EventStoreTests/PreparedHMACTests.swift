import Crypto
import Testing
import TestSupport

@testable import EventStore

@Suite("A key taken in once")
struct PreparedHMACTests {
    @Test("gives the codes swift-crypto gives", arguments: 0..<65)
    func codes(keyLength: Int) {
        var random = SeededGenerator(seed: UInt64(keyLength))
        let key = SymmetricKey(data: Self.bytes(keyLength, &random))
        let prepared = PreparedHMAC(key)
        for length in [0, 1, 55, 56, 63, 64, 65, 200] {
            let message = Self.bytes(length, &random)
            let code = message.withUnsafeBytes { prepared.code(of: $0) }
            let expected = HMAC<SHA256>.authenticationCode(for: message, using: key)
            #expect(Array(code) == Array(expected))
        }
    }

    @Test("derives the keys that HKDF derives", arguments: 0..<20)
    func keys(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let key = SymmetricKey(data: Self.bytes(32, &random))
        let info = Self.bytes(Int(seed) * 5, &random)
        let expected = HKDF<SHA256>.expand(
            pseudoRandomKey: key,
            info: info,
            outputByteCount: 32
        )
        #expect(PreparedHMAC(key).expanded(info) == expected)
    }

    @Test("a block of random numbers repeats none, nor does the next")
    func random() {
        var random = BlockRandom()
        let numbers = (0..<1000).map { _ in random.next() }
        #expect(Set(numbers).count == numbers.count)
    }

    private static func bytes(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
}
