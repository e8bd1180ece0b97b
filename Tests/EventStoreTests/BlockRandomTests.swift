import Testing

@testable import EventStore

@Suite("Random numbers in blocks")
struct BlockRandomTests {
    @Test("a block of random numbers repeats none, nor does the next")
    func repeatsNone() {
        var random = BlockRandom()
        let numbers = (0..<1000).map { _ in random.next() }
        #expect(Set(numbers).count == numbers.count)
    }
}
