import EventSourcing
import TestSupport

/// Makes deliveries, each different from all others.
struct Deliveries {
    private var generator: SeededGenerator
    private var number = 0

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// The next ones: mostly small, some of several pages.
    mutating func next(_ count: Int) -> [Delivery] {
        (0..<count).map { _ in
            let isLarge = Int.random(in: 0..<8, using: &generator) == 0
            return next(nameBytes: isLarge ? .random(in: 5_000..<30_000, using: &generator) : 12)
        }
    }

    /// Lists of them, one for each connection.
    mutating func lists(_ connections: Int, of count: Int) -> [[Delivery]] {
        (0..<connections).map { _ in next(count) }
    }

    /// One delivery about somebody with a long name.
    mutating func next(nameBytes: Int) -> Delivery {
        number += 1
        var sample = WebhookSample()
        sample.number = String(80_000_000_000 + Int.random(in: 0..<20, using: &generator))
        sample.uuid = "run of \(sample.number)"
        let name = String(generator.next(), radix: 36)
        let body = sample.joined(
            String(repeating: name, count: max(1, nameBytes / name.utf8.count)),
            at: "2026-03-09T09:01:00Z",
            connection: "connection \(number)",
            user: String(number)
        )
        return Delivery(number: number, body: body)
    }
}
