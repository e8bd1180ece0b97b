import Attendance
import EventSourcing

extension AttendanceEvent {
    /// Whether it tells of the date or its runs, and not of anybody.
    var isAboutDate: Bool {
        switch self {
        case .meetingPlanned, .meetingChanged, .meetingStanding, .instanceStarted, .instanceEnded,
            .organisationNamed, .letterheadSet, .slotOpened, .reportRead, .rulePackAdopted,
            .occurrenceScheduled, .reportMissed, .runsListed,
            .occurrenceCancelled, .instancePlaced, .receiverStarted, .receiverStopped,
            .endpointValidated, .subscriptionFound, .accountRemoved, .meetingLinked,
            .meetingDisowned, .meetingExpired:
            true
        case .arrangement(let event): event.isAboutDate
        default:
            false
        }
    }

    /// Whom it tells of; a decision that is taken back is known by its name.
    func subjects(knowing decided: [DecisionID: Set<SubjectID>]) -> Set<SubjectID> {
        switch self {
        case .registrationChanged(let fact): [fact.registrant]
        case .connectionJoined(let fact): [fact.participant.subject]
        case .connectionLeft(let fact): [fact.participant.subject]
        case .participantSighted(let fact): [fact.participant.subject]
        case .participantReported(let fact): [fact.participant.subject]
        case .portalListed(let fact): [fact.row]
        case .personRegistered(let event): [event.person.subject]
        case .rosterExtended(let event): Set(event.people.map(\.subject))
        case .rosterReduced(let event): Set(event.people.map(\.subject))
        case .signatureRequested(let event): [event.place.signer]
        case .signatureClaimed(let event): [event.place.signer]
        case .signatureGiven(let event): [event.place.signer]
        case .signatureRequestRevoked(let event): [event.place.signer]
        case .signatureDeclined(let event): [event.place.signer]
        case .signatureWithdrawn(let event): [event.place.signer]
        case .attendanceCorrected(let event): [event.attendee]
        case .attendeeExcused(let event): [event.attendee]
        case .participantsIdentified(let event): event.subjects
        case .decisionWithdrawn(let event): decided[event.decision] ?? []
        case .arrangement(let event): event.subjects
        default: []
        }
    }

    /// The arrangement it ties to a meeting, where it does.
    func arrangement(of meeting: MeetingID) -> ArrangementID? {
        guard case .arrangement(let event) = self else { return nil }
        switch event {
        case .confirmed(let confirmed):
            return confirmed.meeting?.id == meeting ? confirmed.arrangement : nil
        case .takenOver(let taken):
            return taken.meeting.id == meeting ? taken.arrangement : nil
        default: return nil
        }
    }
}

extension ArrangementEvent {
    /// Whether it tells of the meeting, and not of its registrants.
    fileprivate var isAboutDate: Bool {
        switch self {
        case .arranged, .takenOver, .changed, .cancelled, .confirmed: true
        case .endAsked, .retried, .refused, .delayed, .registrantsAdded, .registrantsRemoved,
            .registrantRefused, .panelistsNamed, .panelistsAdded, .panelistsRemoved,
            .panelistRefused:
            false
        }
    }

    /// Whom it tells of.
    fileprivate var subjects: Set<SubjectID> {
        switch self {
        case .registrantsAdded(let event): Set(event.people.map(\.person.subject))
        case .registrantsRemoved(let event): Set(event.people.map(\.person.subject))
        case .registrantRefused(let event): [event.person.subject]
        case .panelistsNamed(let event): Set(event.people.map(\.subject))
        case .panelistsAdded(let event): Set(event.people.map(\.person.subject))
        case .panelistsRemoved(let event): Set(event.people.map(\.person.subject))
        case .panelistRefused(let event): [event.person.subject]
        default: []
        }
    }
}
