import EventSourcing
import Foundation

/// The clock of the demo's server: it shows the time of the recording.
///
/// Only `muster demo` can run a server on it. `@unchecked Sendable`: `time` is touched with `lock`
/// held only.
final class DemoClock: @unchecked Sendable {
    private let lock = NSLock()
    private var time: Instant

    init(showing time: Instant) { self.time = time }

    var now: Instant { lock.withLock { time } }

    /// Moves on; a clock never goes back.
    func advance(to instant: Instant) { lock.withLock { time = max(time, instant) } }
}
