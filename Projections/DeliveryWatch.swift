public import Attendance
public import EventSourcing

/// When accounts last delivered, and which of their runs go on: what tells a silence from a quiet hour.
///
/// It is folded from the last days of the log, not from all of it: Zoom ends every run after
/// ``runSecondsMax``.
public struct DeliveryWatch: Projection, Hashable {
    /// The longest a run can take, in seconds: 30 hours (Zoom, *Meeting duration limits*).
    public static let runSecondsMax: Int64 = 30 * 3600

    /// A run of which something was delivered.
    public struct Run: Sendable, Hashable {
        /// The run.
        public var id: InstanceID
        /// The meeting.
        public var meeting: MeetingID
        /// The meeting's number at Zoom.
        public var number: String
        /// Zoom's id of the account.
        public var account: String
        /// When it started, as far as anything told.
        public var start: Instant
        /// Whether its end was delivered.
        public var isOver: Bool
    }

    /// When something of an account was last delivered as it happened, by Zoom's id of it.
    public private(set) var lastDeliveries: [String: Instant] = [:]
    /// The runs of which something was delivered.
    public private(set) var runs: [InstanceID: Run] = [:]

    /// Nothing seen.
    public init() {}

    /// The runs that go on, as far as anything was delivered, by start.
    public var going: [Run] {
        runs.values.filter { !$0.isOver }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    }

    /// Whether anything of a meeting's runs that started in a time was delivered.
    public func sawRun(of meeting: MeetingID, startingIn window: TimeWindow) -> Bool {
        runs.values.contains { $0.meeting == meeting && window.contains($0.start) }
    }

    /// Lets go of runs that Zoom must have ended before a moment.
    public mutating func forget(before moment: Instant) {
        let end = moment.advanced(bySeconds: -Self.runSecondsMax)
        runs = runs.filter { end < $0.value.start }
    }

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        guard let reference = recorded.event.meetingReference, reference.source == .live else {
            return
        }
        let account = reference.account
        lastDeliveries[account] =
            max(lastDeliveries[account] ?? recorded.recordedAt, recorded.recordedAt)
        guard let instance = recorded.event.instance else { return }
        var run =
            runs[instance.id]
            ?? Run(
                id: instance.id,
                meeting: reference.id,
                number: reference.number,
                account: account,
                start: instance.start ?? recorded.occurredAt,
                isOver: false
            )
        if let start = instance.start { run.start = min(run.start, start) }
        if case .instanceEnded = recorded.event { run.isOver = true }
        runs[instance.id] = run
    }
}

extension AttendanceEvent {
    /// The meeting a fact of Zoom is about, with the account it is of.
    var meetingReference: MeetingReference? {
        if let instance { return instance.meeting }
        return switch self {
        case .meetingPlanned(let fact): fact.meeting
        case .meetingChanged(let fact): fact.meeting
        case .meetingStanding(let fact): fact.meeting
        case .registrationChanged(let fact): fact.meeting
        case .portalListed(let fact): fact.meeting
        default: nil
        }
    }
}
