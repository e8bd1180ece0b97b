import EventSourcing

/// Makes event ids in the order of time, from one place: ids spread over the index would halve the
/// speed of appending.
///
/// Within one millisecond the 12 bits after the version count up (RFC 9562, 6.2, method 1).
final class EventIDSource: Sendable {
    private struct State {
        var milliseconds: Int64 = 0
        var count: UInt16 = 0
        var random = BlockRandom()

        /// Goes on to the next id's place in time.
        mutating func advance(to now: Int64) {
            if now > milliseconds {
                (milliseconds, count) = (now, 0)
            } else if count < 0x0FFF {
                count += 1
            } else {
                (milliseconds, count) = (milliseconds + 1, 0)
            }
        }
    }

    private let state = Locked(State())
    private let now: @Sendable () -> Instant

    init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// The next ids, in order.
    func next(_ count: Int) -> [EventID] {
        let milliseconds = now().microseconds / 1000
        return state.withLock { state in
            (0..<count).map { _ in
                state.advance(to: milliseconds)
                return EventID(
                    at: Instant(microseconds: state.milliseconds * 1000),
                    random: (state.count, state.random.next())
                )
            }
        }
    }
}
