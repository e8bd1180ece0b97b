import EventSourcing

/// So many at once, and then so many a second, by the generic cell rate algorithm (ITU-T I.371): all it
/// knows is when it will have forgotten what happened.
struct RateMeter: Hashable, Sendable {
    /// How much may come at once, and how long one is remembered.
    struct Rate: Hashable, Sendable {
        var burst: Int64
        var microsecondsEach: Int64
    }

    /// When nothing is held against it any more.
    private(set) var clear = Instant(microseconds: .min)

    /// Microseconds until another is taken; none when one is taken now.
    func wait(at now: Instant, _ rate: Rate) -> Int64 {
        let ahead = clear.microseconds - min(clear.microseconds, now.microseconds)
        return max(0, ahead - (rate.burst - 1) * rate.microsecondsEach)
    }

    /// Takes one; what comes while it must wait is not counted.
    mutating func take(at now: Instant, _ rate: Rate) {
        guard wait(at: now, rate) == 0 else { return }
        clear = Instant(
            microseconds: max(clear.microseconds, now.microseconds) + rate.microsecondsEach
        )
    }
}
