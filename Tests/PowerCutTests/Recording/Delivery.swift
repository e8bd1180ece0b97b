/// A delivery that was sent, told apart by its number among those of its log.
struct Delivery: Sendable, Hashable, CustomStringConvertible {
    let number: Int
    let body: [UInt8]

    var description: String { "delivery \(number)" }

    // Bodies differ as the numbers do; comparing them byte by byte takes long without optimisation.
    static func == (left: Delivery, right: Delivery) -> Bool { left.number == right.number }

    func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
