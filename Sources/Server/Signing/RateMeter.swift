import EventSourcing

/// So many at once, and then so many a second, by the generic cell rate algorithm (ITU-T I.371): all it
/// knows is when it will have forgotten what happened.
struct RateMeter: Hashable, Sendable {
    /// How much may come at once, and how long one is remembered.
    struct Rate: Hashable, Sendable {
        var burst: Int64
        var microsecondsEach: Int64

        /// The most that is ever held against anybody.
        fileprivate var microsecondsMax: Int64 { burst * microsecondsEach }
    }

    /// When nothing is held against it any more.
    private(set) var clear = Instant(microseconds: .min)

    /// Microseconds until another is taken; none when one is taken now.
    func wait(at now: Instant, _ rate: Rate) -> Int64 {
        max(0, held(at: now, rate) - (rate.burst - 1) * rate.microsecondsEach)
    }

    /// Takes one; what comes while it must wait is not counted.
    mutating func take(at now: Instant, _ rate: Rate) {
        let isTaken = wait(at: now, rate) == 0
        let held = held(at: now, rate) + (isTaken ? rate.microsecondsEach : 0)
        clear = Instant(microseconds: now.microseconds + held)
    }

    /// Microseconds until nothing is held against it; no more than is ever held, also where the clock was
    /// put back.
    private func held(at now: Instant, _ rate: Rate) -> Int64 {
        guard now < clear else { return 0 }
        return min(clear.microseconds - now.microseconds, rate.microsecondsMax)
    }
}

/// A meter for each of many, of whom those are forgotten first against whom the least is held.
struct MeterTable<Key: Hashable & Sendable>: Sendable {
    private let rate: RateMeter.Rate
    private var meters: [Key: RateMeter] = [:]

    init(rate: RateMeter.Rate) { self.rate = rate }

    /// How many are remembered.
    var count: Int { meters.count }

    /// Microseconds that one has to wait.
    func wait(_ key: Key, at now: Instant) -> Int64 { meters[key]?.wait(at: now, rate) ?? 0 }

    /// Takes one of somebody's.
    /// - Returns: the microseconds they have to wait; it was not taken where there are any.
    mutating func take(_ key: Key, at now: Instant) -> Int64 {
        var meter = meters[key] ?? RateMeter()
        let wait = meter.wait(at: now, rate)
        meter.take(at: now, rate)
        meters[key] = meter
        if meters.count > ServerLimits.metersMax { forget(at: now) }
        return wait
    }

    private mutating func forget(at now: Instant) {
        let held = meters.filter { now < $0.value.clear }
            .sorted { $1.value.clear < $0.value.clear }
            .prefix(ServerLimits.metersMax / 2)
        meters = Dictionary(uniqueKeysWithValues: held.map { ($0.key, $0.value) })
    }
}
