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
        switch recorded.event {
        case .instanceStarted(let fact):
            note(fact.instance) { _ in }
        case .instanceEnded(let fact):
            note(fact.instance) { $0.noteEnd(fact) }
        case .connectionJoined(let fact):
            note(fact.instance) { $0.note(fact) }
        case .connectionLeft(let fact):
            note(fact.instance) { $0.note(fact) }
        case .participantSighted(let fact):
            // A sighting neither begins nor ends a stay; it only tells who somebody is.
            note(fact.instance) { $0.note(sighted: fact.participant, at: fact.at) }
        case .meetingPlanned, .meetingChanged, .meetingStanding, .registrationChanged,
            .deliveryKept, .organisationNamed, .personRegistered, .rosterExtended, .slotOpened,
            .signatureRequested, .signatureGiven, .sheetClosed, .sheetExported,
            .attendanceCorrected, .attendeeExcused, .participantsIdentified, .decisionWithdrawn,
            .log:
            break
        }
    }

    private mutating func note(
        _ reference: InstanceReference,
        _ change: (inout InstanceLedger) -> Void
    ) {
        // In place: a copy of the ledger would copy its participants with every fact.
        instances[reference.id, default: InstanceLedger(reference)].note(reference, change)
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
    /// The meeting it is a run of; of several that claim one uuid, always the same.
    public private(set) var meeting: MeetingID
    /// When it started, as its events repeat; the earliest where they differ.
    public private(set) var start: Instant?
    /// When it ended; the latest where Zoom told several ends.
    ///
    /// `nil` while it runs.
    public private(set) var end: Instant?
    /// The last moment any event tells of.
    public private(set) var lastKnown: Instant?
    private(set) var participants: [SubjectID: ParticipantLedger] = [:]
    private(set) var sighted: [SubjectID: ParticipantLedger] = [:]

    init(_ reference: InstanceReference) {
        self.id = reference.id
        self.uuid = reference.uuid
        self.meeting = reference.meeting.id
    }

    /// Everyone who connected, in an order of their own.
    public var everyone: [ParticipantLedger] {
        participants.values.sorted { $0.subject < $1.subject }
    }

    /// Takes in what a fact says of the run, and then the rest of it.
    mutating func note(_ reference: InstanceReference, _ change: (inout Self) -> Void) {
        let claimed = reference.meeting.id
        if claimed != meeting { meeting = min(meeting, claimed) }
        if let start = reference.start {
            self.start = min(self.start ?? start, start)
            noteMoment(start)
        }
        change(&self)
    }

    mutating func noteEnd(_ fact: InstanceEnded) {
        if fact.isPractice { isPractice = true }
        guard let end = fact.at else { return }
        self.end = max(self.end ?? end, end)
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
        lastKnown = max(lastKnown ?? instant, instant)
    }
}
