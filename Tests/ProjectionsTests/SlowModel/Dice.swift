import TestSupport

/// Chance that repeats itself for the same seed.
struct Dice {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// True in so many of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }

    /// A number of a range; its lower bound where it is empty.
    mutating func number(_ lower: Int64, _ upper: Int64) -> Int64 {
        lower < upper ? Int64.random(in: lower...upper, using: &generator) : lower
    }

    /// One of some values.
    mutating func pick<Value>(_ first: Value, _ others: Value...) -> Value {
        ([first] + others).randomElement(using: &generator) ?? first
    }

    /// One of the elements; `nil` where there are none.
    mutating func element<Element>(of elements: [Element]) -> Element? {
        elements.randomElement(using: &generator)
    }
}
