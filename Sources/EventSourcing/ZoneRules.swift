/// What the clocks of one time zone showed, resolved at the edge and handed in as a value.
///
/// The pure modules read no time zone database: a document prints the offsets it was given.
public struct ZoneRules: Sendable, Hashable {
    /// From an instant on, clocks run this many seconds ahead of UTC.
    public struct Transition: Sendable, Hashable {
        /// When the offset begins to hold.
        public var at: Instant
        /// Seconds ahead of UTC; negative west of Greenwich.
        public var offsetSeconds: Int

        /// Creates a transition to an offset in seconds ahead of UTC.
        public init(at: Instant, offsetSeconds: Int) {
            self.at = at
            self.offsetSeconds = offsetSeconds
        }
    }

    /// The IANA name, such as `Europe/Paris`.
    public var identifier: String
    /// The offset before the first transition, in seconds ahead of UTC.
    public var initialOffsetSeconds: Int
    /// The transitions, in time order.
    public var transitions: [Transition]

    /// Creates zone rules from an offset and the transitions that follow it in time order.
    public init(identifier: String, initialOffsetSeconds: Int, transitions: [Transition] = []) {
        self.identifier = identifier
        self.initialOffsetSeconds = initialOffsetSeconds
        self.transitions = transitions
    }

    /// Coordinated universal time.
    public static let utc = ZoneRules(identifier: "UTC", initialOffsetSeconds: 0)

    /// Seconds ahead of UTC at an instant.
    public func offsetSeconds(at instant: Instant) -> Int {
        transitions.last { $0.at <= instant }?.offsetSeconds ?? initialOffsetSeconds
    }

    /// What a wall clock in this zone shows at an instant.
    public func wallTime(of instant: Instant) -> CivilTime {
        CivilTime(instant, offsetSeconds: offsetSeconds(at: instant))
    }

    /// When a wall clock in this zone shows a time: twice where clocks go back over it, never where they
    /// go forward over it.
    /// - Parameters:
    ///   - date: The day.
    ///   - secondOfDay: Seconds since midnight on the wall clock.
    /// - Returns: the instants, the earlier first.
    public func instants(showing date: CivilDate, secondOfDay: Int) -> [Instant] {
        let wall = Int64(date.daysSinceEpoch) * 86_400 + Int64(secondOfDay)
        let offsets = Set([initialOffsetSeconds] + transitions.map(\.offsetSeconds))
        return offsets.map { Instant(seconds: wall - Int64($0)) }
            .filter { wallTime(of: $0).date == date && wallTime(of: $0).secondOfDay == secondOfDay }
            .sorted()
    }

    /// When a wall clock in this zone first has reached a time of a day; where clocks go forward over it,
    /// that is when they do.
    /// - Parameters:
    ///   - date: The day.
    ///   - secondOfDay: Seconds since midnight on the wall clock.
    /// - Returns: the instant; `nil` where no clock shows that day at all, as in a zone that skipped it.
    public func firstInstant(reaching date: CivilDate, secondOfDay: Int) -> Instant? {
        instants(showing: date, secondOfDay: secondOfDay).first
            ?? transitions.map(\.at).first {
                let time = wallTime(of: $0)
                return time.date == date && time.secondOfDay >= secondOfDay
            }
    }

    /// What of the rules tells of a stretch of time.
    public func covering(from start: Instant, to end: Instant) -> ZoneRules {
        ZoneRules(
            identifier: identifier,
            initialOffsetSeconds: offsetSeconds(at: start),
            transitions: transitions.filter { start < $0.at && $0.at <= end }
        )
    }

    /// The offset at an instant as ISO 8601 writes it: `+01:00`, `-03:30`, `+00:00`.
    public func offsetText(at instant: Instant) -> String {
        let offset = offsetSeconds(at: instant)
        let minutes = abs(offset) / 60
        let clock = "\(padded(minutes / 60, to: 2)):\(padded(minutes % 60, to: 2))"
        return (offset < 0 ? "-" : "+") + clock
    }
}
