public import Attendance
public import EventSourcing

/// Who was connected when, in every run Zoom told about.
public struct PresenceLedger: Projection {
    /// The runs, by id.
    public private(set) var instances: [InstanceID: InstanceLedger] = [:]

    /// Nobody seen.
    public init() {}

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        guard let reference = recorded.event.instance else { return }
        // In place: a copy of the ledger would copy its participants with every fact.
        instances[reference.id, default: InstanceLedger(reference)].note(reference)
        switch recorded.event {
        case .instanceEnded(let fact):
            instances[reference.id]?.noteEnd(fact)
        case .connectionJoined(let fact):
            instances[reference.id]?.note(fact)
        case .connectionLeft(let fact):
            instances[reference.id]?.note(fact)
        case .participantSighted(let fact):
            // A sighting neither begins nor ends a stay; it only tells who somebody is.
            instances[reference.id]?.note(sighted: fact.participant, at: fact.at)
        case .instanceStarted:
            break
        case .meetingPlanned, .meetingChanged, .meetingStanding, .registrationChanged,
            .deliveryKept, .organisationNamed, .personRegistered, .rosterExtended, .slotOpened,
            .signatureRequested, .signatureGiven, .sheetClosed, .sheetExported, .log:
            break
        }
    }
}

/// The facts of one run: sets of statements, from which stays are derived when they are asked for.
public struct InstanceLedger: Sendable, Hashable {
    /// The run.
    public let id: InstanceID
    /// Zoom's uuid of the run.
    public let uuid: String
    /// Whether it was only a webinar's practice session.
    public private(set) var isPractice = false
    private var meetings: Set<MeetingID>
    private var starts: Set<Instant> = []
    private var ends: Set<Instant> = []
    private var latest: Instant?
    private(set) var participants: [SubjectID: ParticipantLedger] = [:]
    private(set) var sighted: [SubjectID: ParticipantLedger] = [:]

    init(_ reference: InstanceReference) {
        self.id = reference.id
        self.uuid = reference.uuid
        self.meetings = [reference.meeting.id]
    }

    /// The meeting it is a run of; of several that claim one uuid, always the same.
    public var meeting: MeetingID { meetings.min() ?? MeetingID("") }

    /// When it started, as its events repeat; the earliest where they differ.
    public var start: Instant? { starts.min() }

    /// When it ended; the latest where Zoom told several ends.
    ///
    /// `nil` while it runs.
    public var end: Instant? { ends.max() }

    /// The last moment any event tells of.
    public var lastKnown: Instant? { latest }

    /// Everyone who connected, in an order of their own.
    public var everyone: [ParticipantLedger] {
        participants.values.sorted { $0.subject < $1.subject }
    }

    mutating func note(_ reference: InstanceReference) {
        meetings.insert(reference.meeting.id)
        guard let start = reference.start else { return }
        starts.insert(start)
        noteMoment(start)
    }

    mutating func noteEnd(_ fact: InstanceEnded) {
        if fact.isPractice { isPractice = true }
        guard let end = fact.at else { return }
        ends.insert(end)
        noteMoment(end)
    }

    mutating func note(_ fact: ConnectionJoined) {
        let subject = fact.participant.subject
        participants[subject, default: ParticipantLedger(subject: subject)].noteJoin(fact)
        if let at = fact.at { noteMoment(at) }
    }

    mutating func note(_ fact: ConnectionLeft) {
        let subject = fact.participant.subject
        participants[subject, default: ParticipantLedger(subject: subject)].noteLeave(fact)
        if let at = fact.at { noteMoment(at) }
    }

    mutating func note(sighted participant: Participant, at instant: Instant?) {
        let subject = participant.subject
        sighted[subject, default: ParticipantLedger(subject: subject)]
            .noteSighting(of: participant, at: instant)
    }

    private mutating func noteMoment(_ instant: Instant) {
        latest = max(latest ?? instant, instant)
    }
}
