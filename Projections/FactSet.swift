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
        facts[AttendanceCodec.encode(event).statement] = fact
    }

    /// The facts, always in the same order.
    var sorted: [Fact] {
        // Facts are large; their keys alone are moved about.
        facts.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { facts[$0] }
    }

    /// The facts, in no order.
    var unsorted: some Collection<Fact> { facts.values }
}

extension EncodedEvent {
    /// What it states, without where it is stored: the same for the same fact, however often it comes.
    fileprivate var statement: [UInt8] {
        var bytes = payload
        for field in personal {
            bytes.append(0)
            switch field.content {
            case .open(let text): bytes.append(contentsOf: text.utf8)
            case .sealed(let sealed):
                withUnsafeBytes(of: sealed.mark.bigEndian) { bytes.append(contentsOf: $0) }
            case .erased: break
            }
        }
        return bytes
    }
}
