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
    /// A row of a participants report was read.
    case participantReported(ParticipantReported)
    /// A participants report was read.
    case reportRead(ReportRead)
    /// A row of a file of the web portal was read.
    case portalListed(PortalListed)
    /// A delivery was kept from which no fact could be made.
    case deliveryKept(DeliveryKept)

    // MARK: What came of asking Zoom

    /// Zoom gave no report of a run.
    case reportMissed(ReportMissed)
    /// The runs of a meeting were listed.
    case runsListed(RunsListed)

    // MARK: Told by the receiver itself

    /// The receiver began to run.
    case receiverStarted(ReceiverStarted)
    /// The receiver ran no longer.
    case receiverStopped(ReceiverStopped)

    /// Zoom asked whether we know an account's webhook secret, and was answered.
    case endpointValidated(EndpointValidated)
    /// Zoom told how an account's subscription stands.
    case subscriptionFound(SubscriptionFound)

    // MARK: Decided by people

    /// An account at Zoom was connected.
    case accountConnected(AccountConnected)
    /// How people come into an account's meetings was set.
    case accountDefaultsSet(AccountDefaultsSet)
    /// A secret of an account was replaced.
    case accountSecretChanged(AccountSecretChanged)
    /// An account was removed.
    case accountRemoved(AccountRemoved)

    /// The organisation was named.
    case organisationNamed(OrganisationNamed)
    /// Its documents were given a letterhead.
    case letterheadSet(LetterheadSet)
    /// The organisation adopted a rule pack.
    case rulePackAdopted(RulePackAdopted)
    /// Someone became known.
    case personRegistered(PersonRegistered)
    /// People are expected at a meeting.
    case rosterExtended(RosterExtended)
    /// People are expected no longer.
    case rosterReduced(RosterReduced)
    /// An occurrence was planned.
    case occurrenceScheduled(OccurrenceScheduled)
    /// A planned occurrence was cancelled.
    case occurrenceCancelled(OccurrenceCancelled)
    /// A run was put to an occurrence.
    case instancePlaced(InstancePlaced)
    /// Signatures are asked for a slot.
    case slotOpened(SlotOpened)
    /// Someone was asked to sign.
    case signatureRequested(SignatureRequested)
    /// Those in a room may sign.
    case signingRoomOpened(SigningRoomOpened)
    /// Those in a room may sign no longer.
    case signingRoomClosed(SigningRoomClosed)
    /// Someone in a room picked a name as theirs.
    case signatureClaimed(SignatureClaimed)
    /// Someone signed.
    case signatureGiven(SignatureGiven)
    /// A link to sign by was made void.
    case signatureRequestRevoked(SignatureRequestRevoked)
    /// Someone would not sign.
    case signatureDeclined(SignatureDeclined)
    /// A signature stands no longer.
    case signatureWithdrawn(SignatureWithdrawn)
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

    /// A meeting was linked.
    case meetingLinked(MeetingLinked)
    /// A meeting was said to be none of the organisation's.
    case meetingDisowned(MeetingDisowned)
    /// A rule about hosts was set.
    case hostRuleSet(HostRuleSet)
    /// Personal data of a meeting that nobody linked expired.
    case meetingExpired(MeetingExpired)

    // MARK: Wanted of Zoom

    /// Something is wanted of a meeting at Zoom, or became of that.
    case arrangement(ArrangementEvent)

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
        case .participantReported(let fact): .instance(fact.instance.id)
        case .reportRead(let fact): .instance(fact.instance.id)
        case .portalListed(let fact): .meeting(fact.meeting.id)
        case .reportMissed(let event): .instance(event.instance.id)
        case .runsListed(let event): .meeting(event.meeting.id)
        case .deliveryKept: .deliveries
        case .receiverStarted, .receiverStopped: .receiver
        case .endpointValidated(let fact): .account(fact.account)
        case .subscriptionFound(let fact): .account(fact.account)
        case .accountConnected(let event): .account(event.account)
        case .accountDefaultsSet(let event): .account(event.account)
        case .accountSecretChanged(let event): .account(event.account)
        case .accountRemoved(let event): .account(event.account)
        case .organisationNamed, .letterheadSet, .rulePackAdopted: .organisation
        case .personRegistered(let event): .person(event.person)
        case .rosterExtended(let event): .roster(event.meeting)
        case .rosterReduced(let event): .roster(event.meeting)
        case .occurrenceScheduled(let event): .schedule(event.meeting.id)
        case .occurrenceCancelled(let event): .schedule(event.meeting)
        case .instancePlaced(let event): .placement(event.instance)
        case .slotOpened(let event): .occurrence(event.occurrence)
        case .signatureRequested(let event): .occurrence(event.occurrence)
        case .signingRoomOpened(let event): .occurrence(event.occurrence)
        case .signingRoomClosed(let event): .occurrence(event.occurrence)
        case .signatureClaimed(let event): .occurrence(event.occurrence)
        case .signatureGiven(let event): .occurrence(event.occurrence)
        case .signatureRequestRevoked(let event): .occurrence(event.occurrence)
        case .signatureDeclined(let event): .occurrence(event.occurrence)
        case .signatureWithdrawn(let event): .occurrence(event.occurrence)
        case .sheetClosed(let event): .occurrence(event.occurrence)
        case .sheetExported(let event): .occurrence(event.occurrence)
        case .attendanceCorrected(let event): .occurrence(event.occurrence)
        case .attendeeExcused(let event): .occurrence(event.occurrence)
        case .participantsIdentified(let event): .occurrence(event.occurrence)
        case .decisionWithdrawn(let event): .occurrence(event.occurrence)
        case .meetingLinked(let event): .link(event.meeting)
        case .meetingDisowned(let event): .link(event.meeting)
        case .meetingExpired(let event): .link(event.meeting)
        case .hostRuleSet: .hostRules
        case .arrangement(let event): .arrangement(event.arrangement)
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
        case .participantReported(let fact): fact.instance
        case .reportRead(let fact): fact.instance
        case .reportMissed(let event): event.instance
        default: nil
        }
    }

    /// The occurrence a person's decision is about, where it is about one.
    public var occurrence: OccurrenceID? {
        switch self {
        case .slotOpened(let event): event.occurrence
        case .signatureRequested(let event): event.occurrence
        case .signingRoomOpened(let event): event.occurrence
        case .signingRoomClosed(let event): event.occurrence
        case .signatureClaimed(let event): event.occurrence
        case .signatureGiven(let event): event.occurrence
        case .signatureRequestRevoked(let event): event.occurrence
        case .signatureDeclined(let event): event.occurrence
        case .signatureWithdrawn(let event): event.occurrence
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

    /// When a meeting is to be, as people of the organisation planned it.
    public static func schedule(_ id: MeetingID) -> StreamName {
        StreamName(category: "schedule", id)
    }

    /// Where people put a run.
    public static func placement(_ id: InstanceID) -> StreamName {
        StreamName(category: "placement", id)
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

    /// An account of the organisation, by Zoom's id of it.
    public static func account(_ id: String) -> StreamName {
        StreamName(category: "account", AccountID(zoom: id))
    }

    /// The organisation itself.
    public static let organisation = StreamName(category: "organisation", PersonID("self"))

    /// The receiver of deliveries.
    public static let receiver = StreamName(category: "receiver", PersonID("self"))

    /// Deliveries from which no fact could be made.
    public static let deliveries = StreamName(category: "deliveries", PersonID("kept"))
}
