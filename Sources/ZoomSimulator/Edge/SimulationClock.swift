import EventSourcing

/// Makes simulated time of real time: so many times as fast, or standing still.
struct SimulationClock: Sendable {
    private var simulated: Instant
    private var real: Instant
    /// How many simulated seconds pass in a real one; 0 where time stands still.
    private(set) var scale: Double

    init(simulated: Instant, real: Instant, scale: Double) {
        self.simulated = simulated
        self.real = real
        self.scale = scale
    }

    /// The simulated time.
    func now(at real: Instant) -> Instant {
        let elapsed = Double(real.microseconds - self.real.microseconds) * scale
        return Instant(microseconds: simulated.microseconds + Int64(elapsed))
    }

    /// How many real seconds it takes until a simulated time; `nil` where it never comes.
    func realSeconds(until time: Instant, at real: Instant) -> Double? {
        guard scale > 0 else { return nil }
        let rest = Double(time.microseconds - now(at: real).microseconds) / 1_000_000
        return max(0, rest / scale)
    }

    /// Goes on from a simulated time.
    mutating func set(simulated: Instant, at real: Instant, scale: Double? = nil) {
        self.simulated = simulated
        self.real = real
        self.scale = scale ?? self.scale
    }
}
