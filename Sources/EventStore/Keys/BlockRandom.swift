import Crypto

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Random numbers of the system's generator, fetched in blocks of 256 bytes: one call for each number
/// would cost more than what most numbers are used for.
///
/// What was handed out is wiped from the block.
struct BlockRandom: RandomNumberGenerator {
    /// As much as one call gives (getentropy(3)).
    private static let wordsPerBlock = 32
    private var words = [UInt64](repeating: 0, count: wordsPerBlock)
    private var left = 0

    mutating func next() -> UInt64 {
        if left == 0 { refill() }
        left -= 1
        defer { words[left] = 0 }
        return words[left]
    }

    private mutating func refill() {
        words.withUnsafeMutableBytes { block in
            #if canImport(Darwin)
            arc4random_buf(block.baseAddress, block.count)
            #else
            let code = getentropy(block.baseAddress, block.count)
            precondition(code == 0, "the system gives no random numbers: no key may be made")
            #endif
        }
        left = words.count
    }
}

extension SymmetricKey {
    /// A new key of 256 bits.
    init(from random: inout BlockRandom) {
        let words = (random.next(), random.next(), random.next(), random.next())
        self = Swift.withUnsafeBytes(of: words) { SymmetricKey(data: $0) }
    }
}

extension AES.GCM.Nonce {
    /// A random nonce of 96 bits.
    init(from random: inout BlockRandom) throws {
        let words = (random.next(), random.next())
        self = try Swift.withUnsafeBytes(of: words) { try AES.GCM.Nonce(data: $0.prefix(12)) }
    }
}
