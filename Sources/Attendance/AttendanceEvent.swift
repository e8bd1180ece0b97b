public import EventSourcing

/// Everything that can have happened, in one organisation's log.
///
/// The type names in ``AttendanceCodec`` are the storage format: kinds are added, never renamed.
/// Facts are large, and passed from hand to hand: an event holds its fact by reference.
public indirect enum AttendanceEvent: Sendable, Hashable {
    // MARK: Received from Zoom; never refused, never interpreted on arrival

    /// A meeting was planned.
    case meetingPlanned(MeetingPlanned)
    /// Fields of a meeting changed.
    case meetingChanged(MeetingChanged)
    /// A meeting was deleted or recovered.
    case meetingStanding(MeetingStanding)
    /// Someone registered, or their registration changed.
    case registrationChanged(RegistrationChanged)
    /// A run started.
    case instanceStarted(InstanceStarted)
    /// A run ended.
    case instanceEnded(InstanceEnded)
    /// A participant connected.
    case connectionJoined(ConnectionJoined)
    /// A participant's connection ended.
    case connectionLeft(ConnectionLeft)
    /// A participant was seen in a way that is not attendance by itself.
    case participantSighted(ParticipantSighted)
    /// A delivery was kept from which no fact could be made.
    case deliveryKept(DeliveryKept)

    // MARK: Decided by people

    /// The organisation was named.
    case organisationNamed(OrganisationNamed)
    /// Someone became known.
    case personRegistered(PersonRegistered)
    /// People are expected at a meeting.
    case rosterExtended(RosterExtended)
    /// Signatures are asked for a slot.
    case slotOpened(SlotOpened)
    /// Someone was asked to sign.
    case signatureRequested(SignatureRequested)
    /// Someone signed.
    case signatureGiven(SignatureGiven)
    /// A revision of the sheet was closed.
    case sheetClosed(SheetClosed)
    /// A closed revision was exported.
    case sheetExported(SheetExported)

    /// Somebody stated when an attendee was there, or was not.
    case attendanceCorrected(AttendanceCorrected)
    /// An attendee was excused.
    case attendeeExcused(AttendeeExcused)
    /// Somebody stated who some participants were.
    case participantsIdentified(ParticipantsIdentified)
    /// A decision about attendance was taken back.
    case decisionWithdrawn(DecisionWithdrawn)

    /// Something happened to the log itself.
    case log(LogEvent)

    /// The stream the event belongs to.
    public var stream: StreamName {
        switch self {
        case .meetingPlanned(let fact): .meeting(fact.meeting.id)
        case .meetingChanged(let fact): .meeting(fact.meeting.id)
        case .meetingStanding(let fact): .meeting(fact.meeting.id)
        case .registrationChanged(let fact): .meeting(fact.meeting.id)
        case .instanceStarted(let fact): .instance(fact.instance.id)
        case .instanceEnded(let fact): .instance(fact.instance.id)
        case .connectionJoined(let fact): .instance(fact.instance.id)
        case .connectionLeft(let fact): .instance(fact.instance.id)
        case .participantSighted(let fact): .instance(fact.instance.id)
        case .deliveryKept: .deliveries
        case .organisationNamed: .organisation
        case .personRegistered(let event): .person(event.person)
        case .rosterExtended(let event): .roster(event.meeting)
        case .slotOpened(let event): .occurrence(event.occurrence)
        case .signatureRequested(let event): .occurrence(event.occurrence)
        case .signatureGiven(let event): .occurrence(event.occurrence)
        case .sheetClosed(let event): .occurrence(event.occurrence)
        case .sheetExported(let event): .occurrence(event.occurrence)
        case .attendanceCorrected(let event): .occurrence(event.occurrence)
        case .attendeeExcused(let event): .occurrence(event.occurrence)
        case .participantsIdentified(let event): .occurrence(event.occurrence)
        case .decisionWithdrawn(let event): .occurrence(event.occurrence)
        case .log: .log
        }
    }

    /// The run a fact of Zoom is about, where it is about one.
    public var instance: InstanceReference? {
        switch self {
        case .instanceStarted(let fact): fact.instance
        case .instanceEnded(let fact): fact.instance
        case .connectionJoined(let fact): fact.instance
        case .connectionLeft(let fact): fact.instance
        case .participantSighted(let fact): fact.instance
        default: nil
        }
    }

    /// The occurrence a person's decision is about, where it is about one.
    public var occurrence: OccurrenceID? {
        switch self {
        case .slotOpened(let event): event.occurrence
        case .signatureRequested(let event): event.occurrence
        case .signatureGiven(let event): event.occurrence
        case .sheetClosed(let event): event.occurrence
        case .sheetExported(let event): event.occurrence
        case .attendanceCorrected(let event): event.occurrence
        case .attendeeExcused(let event): event.occurrence
        case .participantsIdentified(let event): event.occurrence
        case .decisionWithdrawn(let event): event.occurrence
        default: nil
        }
    }
}

extension StreamName {
    /// What Zoom told about a meeting.
    public static func meeting(_ id: MeetingID) -> StreamName {
        StreamName(category: "meeting", id)
    }

    /// Who is expected at a meeting.
    public static func roster(_ id: MeetingID) -> StreamName {
        StreamName(category: "roster", id)
    }

    /// What Zoom told about a run.
    public static func instance(_ id: InstanceID) -> StreamName {
        StreamName(category: "instance", id)
    }

    /// What people decided about an occurrence.
    public static func occurrence(_ id: OccurrenceID) -> StreamName {
        StreamName(category: "occurrence", id)
    }

    /// What the organisation knows about a person.
    public static func person(_ id: PersonID) -> StreamName {
        StreamName(category: "person", id)
    }

    /// The organisation itself.
    public static let organisation = StreamName(category: "organisation", PersonID("self"))

    /// Deliveries from which no fact could be made.
    public static let deliveries = StreamName(category: "deliveries", PersonID("kept"))
}
