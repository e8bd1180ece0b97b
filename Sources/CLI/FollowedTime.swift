import EventSourcing

/// The time of a clock elsewhere: read now and then, it goes on in between as fast as that clock does.
///
/// It never goes back. Where a reading is behind what was shown, it stands until the other clock has
/// caught up.
struct FollowedTime: Sendable {
    /// What the other clock said.
    struct Reading: Sendable, Hashable {
        /// The time.
        var now: Instant
        /// How many of its seconds pass in a real one; 0 while it stands.
        var scale: Double
    }

    private var reading: Reading
    private var readAt: Duration
    private var shown: Instant

    /// Begins with a reading.
    /// - Parameters:
    ///   - reading: What the other clock said.
    ///   - uptime: When it did, by a clock that never goes back.
    init(_ reading: Reading, at uptime: Duration) {
        self.reading = reading
        self.readAt = uptime
        self.shown = reading.now
    }

    /// Goes on from another reading.
    mutating func follow(_ reading: Reading, at uptime: Duration) {
        shown = now(at: uptime)
        self.reading = reading
        readAt = uptime
    }

    /// The time.
    mutating func now(at uptime: Duration) -> Instant {
        let (seconds, attoseconds) = (uptime - readAt).components
        let passed = Double(seconds) * 1_000_000 + Double(attoseconds) / 1_000_000_000_000
        let time = Instant(microseconds: reading.now.microseconds + Int64(passed * reading.scale))
        shown = max(shown, time)
        return shown
    }
}
