import TestSupport

/// Changes inputs as a fuzzer does, the same for the same seed.
public struct Mutation {
    private var generator: SeededGenerator

    /// Starts a sequence of changes.
    public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// One of the inputs, changed in a few places.
    public mutating func next(from seeds: [[UInt8]]) -> [UInt8] {
        var bytes = seeds.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 0...4, using: &generator) { change(&bytes, seeds) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], _ seeds: [[UInt8]]) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0...40, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2:
            let values: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]
            let value = values.randomElement(using: &generator) ?? 0
            bytes.insert(value, at: place)
        case 3 where place < bytes.count:
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 4 where place < bytes.count:
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        default:
            let other = seeds.randomElement(using: &generator) ?? []
            let from = Int.random(in: 0...other.count, using: &generator)
            bytes.replaceSubrange(place..<end, with: other[from...].prefix(end - place + 20))
        }
    }
}
