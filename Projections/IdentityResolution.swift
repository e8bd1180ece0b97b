import Attendance
import EventSourcing

/// Who is who at one occurrence: participants, registrants and people tied together by strong
/// evidence only (I-7).
///
/// Derived anew from the facts each time, never stored.
struct IdentityResolution {
    /// Everything that is known to be one attendee.
    struct Attendee {
        var participants: [SubjectID] = []
        var registrations: [RegistrationChanged] = []
        var person: PersonID?
        var evidence: Set<IdentityEvidence> = []

        /// The name of the row: the strongest thing that is known.
        var subject: SubjectID? {
            person?.subject ?? registrations.map(\.registrant).min() ?? participants.min()
        }
    }

    private var parent: [SubjectID: SubjectID] = [:]
    private var evidence: [SubjectID: Set<IdentityEvidence>] = [:]
    private var registrations: [SubjectID: RegistrationChanged] = [:]
    private var participants: Set<SubjectID> = []
    private var people: Set<PersonID> = []
    private var firstWith: [Key: SubjectID] = [:]

    private struct Key: Hashable {
        var kind: IdentityEvidence
        var index: BlindIndex
    }

    /// Adds people who are expected.
    mutating func add(roster: Set<PersonID>) {
        for person in roster { add(person: person) }
    }

    /// Adds a registration, and the person its e-mail address belongs to.
    mutating func add(_ registration: RegistrationChanged, knowing register: PeopleRegister) {
        let subject = registration.registrant
        insert(subject)
        registrations[subject] = registration
        tie(subject, to: Key(kind: .registrant, index: registration.registrantIndex))
        if let email = registration.emailIndex {
            tie(subject, to: Key(kind: .email, index: email))
            identify(subject, email: email, knowing: register)
        }
    }

    /// Adds a participant with whatever ties them to others.
    mutating func add(_ participant: ParticipantLedger, knowing register: PeopleRegister) {
        let subject = participant.subject
        insert(subject)
        participants.insert(subject)
        for index in participant.registrantIndexes {
            tie(subject, to: Key(kind: .registrant, index: index))
        }
        for index in participant.zoomUserIndexes {
            tie(subject, to: Key(kind: .zoomUser, index: index))
        }
        for index in participant.emailIndexes {
            tie(subject, to: Key(kind: .email, index: index))
            identify(subject, email: index, knowing: register)
        }
    }

    /// The attendees, each once.
    func attendees() -> [Attendee] {
        var found: [SubjectID: Attendee] = [:]
        for subject in parent.keys.sorted() {
            let root = root(of: subject)
            var attendee = found[root] ?? Attendee()
            if participants.contains(subject) { attendee.participants.append(subject) }
            if let registration = registrations[subject] {
                attendee.registrations.append(registration)
            }
            let person = PersonID(subject.text)
            if people.contains(person) { attendee.person = min(attendee.person ?? person, person) }
            attendee.evidence.formUnion(evidence[subject] ?? [])
            found[root] = attendee
        }
        return Array(found.values)
    }

    private mutating func insert(_ subject: SubjectID) {
        if parent[subject] == nil { parent[subject] = subject }
    }

    private mutating func add(person: PersonID) {
        insert(person.subject)
        people.insert(person)
    }

    private mutating func identify(
        _ subject: SubjectID,
        email: BlindIndex,
        knowing register: PeopleRegister
    ) {
        guard let person = register.person(withEmail: email) else { return }
        add(person: person)
        evidence[subject, default: []].insert(.email)
        unite(subject, person.subject)
    }

    /// Two subjects that share a key are one; sharing it is the evidence.
    private mutating func tie(_ subject: SubjectID, to key: Key) {
        if participants.contains(subject) { evidence[subject, default: []].insert(key.kind) }
        if let other = firstWith[key] {
            unite(subject, other)
        } else {
            firstWith[key] = subject
        }
    }

    private func root(of subject: SubjectID) -> SubjectID {
        var current = subject
        while let next = parent[current], next != current { current = next }
        return current
    }

    private mutating func unite(_ left: SubjectID, _ right: SubjectID) {
        let (first, second) = (root(of: left), root(of: right))
        guard first != second else { return }
        parent[max(first, second)] = min(first, second)
    }
}
