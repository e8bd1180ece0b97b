import Attendance
import EventSourcing

/// What people decided about an occurrence and did not take back, in their order.
struct SlowDecisions {
    private(set) var corrections: [AttendanceCorrected] = []
    private(set) var excuses: [AttendeeExcused] = []
    private(set) var identifications: [ParticipantsIdentified] = []
    private(set) var signers: Set<SubjectID> = []

    init(_ events: [AttendanceEvent], about occurrence: OccurrenceID) {
        for event in events where event.occurrence == occurrence {
            switch event {
            case .attendanceCorrected(let correction): corrections.append(correction)
            case .attendeeExcused(let excuse): excuses.append(excuse)
            case .participantsIdentified(let stated): identifications.append(stated)
            case .signatureGiven(let signature): signers.insert(signature.place.signer)
            case .decisionWithdrawn(let withdrawn):
                corrections.removeAll { $0.decision == withdrawn.decision }
                excuses.removeAll { $0.decision == withdrawn.decision }
                identifications.removeAll { $0.decision == withdrawn.decision }
            default: break
            }
        }
    }

    /// Everyone corrected or excused.
    var attendees: Set<SubjectID> {
        Set(corrections.map(\.attendee)).union(excuses.map(\.attendee))
    }

    /// Everyone of whom it was stated who they were.
    var identified: Set<SubjectID> { Set(identifications.flatMap(\.participants)) }
}

/// Whom the organisation knows, expects and has registered for a meeting.
struct SlowPeople {
    /// Everyone known or expected, with every address they had: what once led to somebody does so still.
    private(set) var addresses: [PersonID: Set<BlindIndex>] = [:]
    private(set) var roster: Set<PersonID> = []
    private(set) var registrations: [BlindIndex: [RegistrationChanged]] = [:]
    /// The Zoom users who hosted.
    private(set) var hosts: Set<BlindIndex> = []

    init(_ events: [AttendanceEvent], of meeting: MeetingID) {
        for event in events {
            switch event {
            case .personRegistered(let known):
                addresses[known.person, default: []].formUnion(
                    [known.emailIndex].compactMap(\.self)
                )
            case .rosterExtended(let extended) where extended.meeting == meeting:
                roster.formUnion(extended.people)
            case .registrationChanged(let stated) where stated.meeting.id == meeting:
                registrations[stated.registrantIndex, default: []].append(stated)
            case .meetingPlanned(let fact): note(host: fact.details.hostIndex)
            case .meetingChanged(let fact): note(host: fact.details.hostIndex)
            default: note(host: event.instance?.details.hostIndex)
            }
        }
        for person in roster where addresses[person] == nil { addresses[person] = [] }
    }

    private mutating func note(host: BlindIndex?) {
        if let host { hosts.insert(host) }
    }

    /// The registrants of a link.
    func registrants(of link: BlindIndex) -> Set<SubjectID> {
        Set((registrations[link] ?? []).map(\.registrant))
    }

    /// Whether the last statement about a registration approved it.
    func isApproved(_ link: BlindIndex) -> Bool {
        let last = (registrations[link] ?? []).max {
            ($0.meeting.statedAt?.microseconds ?? 0) < ($1.meeting.statedAt?.microseconds ?? 0)
        }
        return last?.standing == .approved
    }
}
