public import Attendance
public import EventSourcing

/// Every meeting Zoom told about, and who is expected at it.
public struct MeetingDirectory: Projection {
    /// The meetings, by id.
    public private(set) var meetings: [MeetingID: MeetingRecord] = [:]
    private var rosters: [MeetingID: Roster] = [:]
    private var schedules: [MeetingID: Schedule] = [:]
    private var placements: [InstanceID: OccurrenceID] = [:]
    private var planners: [OccurrenceID: MeetingID] = [:]

    /// No meeting known.
    public init() {}

    /// The meeting that an occurrence was planned for.
    func meeting(planning occurrence: OccurrenceID) -> MeetingID? {
        planners[occurrence.plan]
    }

    /// Who is expected at a meeting, and was.
    public func roster(of meeting: MeetingID) -> Roster { rosters[meeting] ?? Roster() }

    /// When a meeting is to be, as people of the organisation planned it.
    func schedule(of meeting: MeetingID) -> Schedule { schedules[meeting] ?? Schedule() }

    /// The occurrence that somebody put a run to, by any of its names.
    func placement(of instance: InstanceID) -> OccurrenceID? { placements[instance] }

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        let event = recorded.event
        switch event {
        case .meetingPlanned(let fact):
            note(fact.meeting, fact.details) { $0.plans.insert(fact, statedBy: event) }
            note(fact.times, of: fact.meeting.id)
        case .meetingChanged(let fact):
            note(fact.meeting, fact.details) { $0.changes.insert(fact, statedBy: event) }
            note(fact.times, of: fact.meeting.id)
        case .meetingStanding(let fact):
            note(fact.meeting, MeetingDetails()) { $0.standings.insert(fact, statedBy: event) }
        case .registrationChanged(let fact):
            note(fact.meeting, MeetingDetails()) {
                $0.registrations.insert(fact, statedBy: event)
            }
        case .rosterExtended(let extended):
            rosters[extended.meeting, default: Roster()].changes.append(.extended(extended))
        case .rosterReduced(let reduced):
            rosters[reduced.meeting, default: Roster()].changes.append(.reduced(reduced))
        case .occurrenceScheduled(let scheduled):
            schedules[scheduled.meeting.id, default: Schedule()].note(scheduled)
            let zone = MeetingDetails(zone: scheduled.time.zone.identifier)
            note(scheduled.meeting, zone) { _ in }
            planners[scheduled.occurrence] = scheduled.meeting.id
        case .occurrenceCancelled(let cancelled):
            schedules[cancelled.meeting, default: Schedule()].note(cancelled)
        case .instancePlaced(let placed):
            placements[placed.instance] = placed.occurrence
        case .portalListed(let fact):
            note(fact.meeting, MeetingDetails()) { $0.listed.insert(fact, statedBy: event) }
        case .instanceStarted(let fact): note(fact.instance)
        case .instanceEnded(let fact): note(fact.instance)
        case .connectionJoined(let fact): note(fact.instance)
        case .connectionLeft(let fact): note(fact.instance)
        case .participantSighted(let fact): note(fact.instance)
        case .participantReported(let fact): note(fact.instance)
        case .reportRead(let fact): note(fact.instance)
        case .reportMissed(let event): note(event.instance)
        case .runsListed(let event):
            note(event.meeting, MeetingDetails()) { $0.noteListing(at: event.at) }
        default: break
        }
    }

    private mutating func note(_ instance: InstanceReference) {
        note(instance.meeting, instance.details) { $0.instances.insert(instance.id) }
    }

    private mutating func note(
        _ reference: MeetingReference,
        _ details: MeetingDetails,
        _ change: (inout MeetingRecord) -> Void
    ) {
        // In place: a copy of the record would copy its sets with every fact.
        meetings[reference.id, default: MeetingRecord(reference)].note(reference, details, change)
    }

    private mutating func note(_ times: [PlannedTime], of meeting: MeetingID) {
        for time in times { planners[time.occurrence] = meeting }
    }
}

/// What is known of one meeting: facts as sets, so that their order of arrival does not matter.
public struct MeetingRecord: Sendable, Hashable {
    /// The meeting.
    public let id: MeetingID
    /// The account's id at Zoom.
    public let account: String
    /// The number at Zoom.
    public let number: String
    /// The runs known of it.
    public internal(set) var instances: Set<InstanceID> = []
    var plans = FactSet<MeetingPlanned>()
    var changes = FactSet<MeetingChanged>()
    var standings = FactSet<MeetingStanding>()
    var registrations = FactSet<RegistrationChanged>()
    /// The rows of files that somebody saved from the portal.
    var listed = FactSet<PortalListed>()
    private var statedKind: LastStatement<MeetingKind>
    /// When Zoom was last asked which runs of it have ended.
    public private(set) var listedAt: Instant?
    private(set) var topic = LastPersonal()
    private var statedZone: LastStatement<String>?
    private var statedSeconds: LastStatement<Int64>?
    /// The owners Zoom named: whoever is signed in as one of them is a trainer.
    public private(set) var hosts: Set<BlindIndex> = []

    init(_ reference: MeetingReference) {
        self.id = reference.id
        self.account = reference.account
        self.number = reference.number
        self.statedKind = Self.statement(of: reference)
    }

    /// Meeting or webinar, as last stated: Zoom converts one into the other.
    public var kind: MeetingKind { statedKind.value }

    /// The IANA zone last stated.
    public var zone: String? { statedZone?.value }

    /// The planned length last stated, in seconds.
    public var plannedSeconds: Int64? { statedSeconds?.value }

    /// Takes in what a fact says of the meeting, and then the rest of it.
    mutating func note(
        _ reference: MeetingReference,
        _ details: MeetingDetails,
        _ change: (inout Self) -> Void
    ) {
        statedKind = .later(statedKind, Self.statement(of: reference))
        note(details, at: reference.statedAt)
        change(&self)
    }

    private static func statement(of reference: MeetingReference) -> LastStatement<MeetingKind> {
        LastStatement(reference.kind, at: reference.statedAt, text: reference.kind.rawValue)
    }

    /// Notes that its runs were listed.
    mutating func noteListing(at instant: Instant) {
        listedAt = max(listedAt ?? instant, instant)
    }

    private mutating func note(_ details: MeetingDetails, at statedAt: Instant?) {
        if let topic = details.topic { self.topic.note(topic, at: statedAt) }
        if let zone = details.zone {
            statedZone = .later(statedZone, LastStatement(zone, at: statedAt, text: zone))
        }
        if let seconds = details.plannedSeconds, seconds > 0 {
            statedSeconds = .later(statedSeconds, LastStatement(seconds, at: statedAt))
        }
        if let host = details.hostIndex { hosts.insert(host) }
    }
}
