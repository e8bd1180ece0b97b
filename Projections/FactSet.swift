import Attendance
import EventSourcing

/// Facts as a set, told apart by their stored bytes, and listed in the order of those.
///
/// Swift holds two texts equal that are only composed differently; a set of values would keep
/// whichever came first.
struct FactSet<Fact: Sendable & Hashable>: Sendable, Hashable {
    private var facts: [[UInt8]: Fact] = [:]

    /// Adds a fact with the event that states it.
    mutating func insert(_ fact: Fact, statedBy event: AttendanceEvent) {
        facts[AttendanceCodec.encode(event).payload] = fact
    }

    /// The facts, always in the same order.
    var sorted: [Fact] {
        facts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }
}
