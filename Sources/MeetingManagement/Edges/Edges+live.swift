public import EventSourcing
import Foundation

extension Edges {
    /// The system's clock and its secure random source.
    public static let live = Edges(
        now: { .now },
        random: { count in
            var source = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: 0...255, using: &source) }
        }
    )
}

extension Instant {
    /// The system's time.
    public static var now: Instant {
        Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
}
