public import Attendance
public import EventSourcing

/// Everything that is wanted of meetings at Zoom, and how far it is done: the outbox, as the log has it.
public struct ArrangementRegister: Projection {
    /// One arrangement with when, and by whom, what is wanted of it was wanted.
    public struct Entry: Sendable, Hashable {
        /// What is wanted, and what became of it.
        public internal(set) var arrangement = Arrangement()
        /// When each intent was recorded, by its number.
        public internal(set) var askedAt: [Instant] = []
        /// Who wanted it, by its number.
        public internal(set) var askedBy: [Actor] = []
        /// When it was first heard of.
        public internal(set) var since: Instant
        /// When a delay or a refusal was last recorded.
        public internal(set) var troubledAt: Instant?
    }

    /// The arrangements, by id.
    public private(set) var entries: [ArrangementID: Entry] = [:]
    private var byMeeting: [MeetingID: ArrangementID] = [:]
    private var changes: [BlindIndex: DayCount] = [:]

    private struct DayCount: Sendable, Hashable {
        var day: CivilDate
        var count: Int
    }

    /// Nothing is wanted.
    public init() {}

    /// The arrangement of a meeting.
    public func entry(of meeting: MeetingID) -> Entry? {
        byMeeting[meeting].flatMap { entries[$0] }
    }

    /// How many meetings were created or changed for a host on a day, in UTC, as far as Muster did it.
    public func changes(for host: BlindIndex, on day: CivilDate) -> Int {
        guard let known = changes[host], known.day == day else { return 0 }
        return known.count
    }

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        guard case .arrangement(let event) = recorded.event else { return }
        var entry =
            entries.removeValue(forKey: event.arrangement) ?? Entry(since: recorded.recordedAt)
        entry.arrangement.evolve(with: event)
        while entry.askedAt.count < entry.arrangement.intents.count {
            entry.askedAt.append(recorded.recordedAt)
            entry.askedBy.append(recorded.actor)
        }
        switch event {
        case .confirmed(let confirmed):
            if let meeting = confirmed.meeting { byMeeting[meeting.id] = event.arrangement }
            count(confirmed, of: entry.arrangement, at: recorded.recordedAt)
        case .takenOver(let taken): byMeeting[taken.meeting.id] = event.arrangement
        case .refused, .delayed, .registrantRefused, .panelistRefused:
            entry.troubledAt = recorded.recordedAt
        default: break
        }
        entries[event.arrangement] = entry
    }

    /// Zoom takes so many creations and changes a day of one host.
    private mutating func count(
        _ confirmed: ArrangementConfirmed,
        of arrangement: Arrangement,
        at instant: Instant
    ) {
        guard let host = arrangement.hostIndex,
            let intent = arrangement.intents.first(where: { $0.number == confirmed.intent })
        else { return }
        switch intent.step {
        case .create, .change: break
        case .cancel, .end: return
        }
        let day = CivilTime(instant).date
        let known = changes[host].flatMap { $0.day == day ? $0.count : nil } ?? 0
        changes[host] = DayCount(day: day, count: known + 1)
    }
}

extension ArrangementRegister: Hashable {}
