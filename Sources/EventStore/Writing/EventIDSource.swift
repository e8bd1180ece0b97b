import EventSourcing
import Synchronization

/// Makes event ids in the order of time, from one place: ids spread over the index would halve the
/// speed of appending.
///
/// Within one millisecond the 12 bits after the version count up (RFC 9562, 6.2, method 1).
final class EventIDSource: Sendable {
    private let last = Mutex<(milliseconds: Int64, count: UInt16)>((0, 0))
    private let now: @Sendable () -> Instant

    init(now: @escaping @Sendable () -> Instant) { self.now = now }

    func next() -> EventID {
        let milliseconds = now().microseconds / 1000
        let (time, count) = last.withLock { last in
            if milliseconds > last.milliseconds {
                last = (milliseconds, 0)
            } else if last.count < 0x0FFF {
                last.count += 1
            } else {
                last = (last.milliseconds + 1, 0)
            }
            return last
        }
        var generator = SystemRandomNumberGenerator()
        return EventID(
            at: Instant(microseconds: time * 1000),
            random: (count, generator.next())
        )
    }
}
