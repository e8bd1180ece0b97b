import EventSourcing
import Foundation

/// The events of a stream, sealed or being sealed.
enum SealedEvents: Sendable {
    typealias Seal = @Sendable (Range<Int>) -> [PreparedBatch.Event]

    case all([PreparedBatch.Event])
    case inParts(SealingInParts)

    /// Asked once: the system reads files to tell.
    private static let cores = ProcessInfo.processInfo.activeProcessorCount

    /// Seals events: few of them at once, many part by part.
    init(_ count: Int, seal: @escaping Seal) {
        let parts = count / StoreLimits.eventsSealedAtOnce
        self =
            parts > 1 && Self.cores > 1
            ? .inParts(SealingInParts(count, parts: parts, seal: seal)) : .all(seal(0..<count))
    }

    /// Calls `body` with each event in turn, as soon as it is sealed.
    func forEach(_ body: (PreparedBatch.Event) throws -> Void) rethrows {
        switch self {
        case .all(let events): try events.forEach(body)
        case .inParts(let sealing):
            for part in 0..<sealing.parts { try sealing.events(of: part).forEach(body) }
        }
    }
}

/// Seals the events of a large batch part by part: by a thread that runs ahead of the writer, and by
/// the writer itself where that thread has not come to.
///
/// So one batch keeps two cores busy, one that seals and one that inserts. `@unchecked Sendable`:
/// `states` is touched only with `condition` held.
final class SealingInParts: @unchecked Sendable {
    private enum State {
        case untouched, begun
        case done([PreparedBatch.Event])
    }

    /// How many parts there are.
    let parts: Int
    private let count: Int
    private let seal: SealedEvents.Seal
    private let condition = NSCondition()
    private var states: [State]
    /// No part before this one is untouched.
    private var next = 0

    /// Begins to seal.
    init(_ count: Int, parts: Int, seal: @escaping SealedEvents.Seal) {
        self.parts = parts
        self.count = count
        self.seal = seal
        states = Array(repeating: .untouched, count: parts)
        DispatchQueue.global(qos: .userInitiated).async { [weak self] in
            // Nobody asks any more for the events of a batch that was refused.
            while self?.sealNext() == true {}
        }
    }

    /// The events of a part.
    func events(of part: Int) -> [PreparedBatch.Event] {
        let sealed: [PreparedBatch.Event]? = condition.withLock {
            while true {
                switch states[part] {
                case .done(let events): return events
                case .begun: condition.wait()
                case .untouched:
                    states[part] = .begun
                    return nil
                }
            }
        }
        if let sealed { return sealed }
        let events = seal(range(of: part))
        finish(part, events)
        return events
    }

    /// Seals the next part that nobody has begun; `false` when there is none.
    private func sealNext() -> Bool {
        let part: Int? = condition.withLock {
            while next < parts {
                defer { next += 1 }
                if case .untouched = states[next] {
                    states[next] = .begun
                    return next
                }
            }
            return nil
        }
        guard let part else { return false }
        finish(part, seal(range(of: part)))
        return true
    }

    private func finish(_ part: Int, _ events: [PreparedBatch.Event]) {
        condition.withLock {
            states[part] = .done(events)
            condition.signal()
        }
    }

    private func range(of part: Int) -> Range<Int> {
        count * part / parts..<count * (part + 1) / parts
    }
}
