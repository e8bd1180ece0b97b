import Attendance
import EventSourcing

/// Who is who at one occurrence: participants, registrants and people tied together by strong
/// evidence only (I-7).
///
/// Derived anew from the facts each time, never stored. First by what one person alone can have, a
/// Zoom sign-in, a checked address or a customer key; then by personal join links, unless a link was passed on.
struct IdentityResolution {
    /// Everything that is known to be one attendee.
    struct Attendee {
        var participants: [SubjectID] = []
        /// Those of theirs who were only seen outside the meeting, or whose rows a report has.
        var others: [SubjectID] = []
        /// Whether they were seen outside the meeting, as in its waiting room.
        var isSighted = false
        var registrations: [RegistrationChanged] = []
        var person: PersonID?
        var evidence: Set<IdentityEvidence> = []

        /// The name of the row: the strongest thing that is known.
        var subject: SubjectID?

        /// Every subject the attendee goes by.
        var subjects: Set<SubjectID> {
            var subjects = Set(participants).union(others)
            subjects.formUnion(registrations.map(\.registrant))
            if let subject { subjects.insert(subject) }
            if let person { subjects.insert(person.subject) }
            return subjects
        }
    }

    /// What the subjects of a component are known by.
    private struct Marks {
        var people: Set<PersonID> = []
        var zoomUsers: Set<BlindIndex> = []
    }

    private var parent: [SubjectID: SubjectID] = [:]
    private var marks: [SubjectID: Marks] = [:]
    private var evidence: [SubjectID: Set<IdentityEvidence>] = [:]
    private var registrations: [SubjectID: RegistrationChanged] = [:]
    private var participants: Set<SubjectID> = []
    private var sighted: Set<SubjectID> = []
    private var aliases: [SubjectID: Set<SubjectID>] = [:]
    private var byConnection: [String: SubjectID] = [:]
    private var bound: [SubjectID: Set<String>] = [:]
    private var bearers: [BlindIndex: Set<SubjectID>] = [:]
    private var firstWith: [BlindIndex: SubjectID] = [:]
    private let decided: [SubjectID: ParticipantsIdentified]
    private let suspected: Set<BlindIndex>
    private let suspended: Set<SubjectID>
    private let register: PeopleRegister
    private let vouched: [SubjectID: Set<BlindIndex>]

    /// Begins a resolution.
    /// - Parameters:
    ///   - register: Everyone the organisation knows.
    ///   - decided: What people stated of who participants were.
    ///   - suspected: The personal links that seem to have been passed on.
    ///   - suspended: Those whom nothing but a decision ties, as what ties them contradicts itself.
    ///   - vouched: The e-mail addresses that registrants are shown to read.
    init(
        knowing register: PeopleRegister,
        decided: [SubjectID: ParticipantsIdentified] = [:],
        suspected: Set<BlindIndex> = [],
        suspended: Set<SubjectID> = [],
        vouched: [SubjectID: Set<BlindIndex>]
    ) {
        self.register = register
        self.decided = decided
        self.suspected = suspected
        self.suspended = suspended
        self.vouched = vouched
    }

    /// Adds somebody who is expected.
    mutating func add(_ person: PersonID) {
        insert(person.subject)
        marks[person.subject, default: Marks()].people.insert(person)
    }

    /// Adds whoever signed, or was decided about: none of them may be missing from the sheet.
    mutating func add(known subject: SubjectID) {
        let person = PersonID(subject.text)
        if register.people[person] != nil { add(person) } else { insert(subject) }
    }

    /// Adds a registration, and the person its e-mail address belongs to.
    mutating func add(_ registration: RegistrationChanged) {
        let subject = registration.registrant
        insert(subject)
        registrations[subject] = registration
        bearers[registration.registrantIndex, default: []].insert(subject)
        guard !suspended.contains(subject) else { return }
        for email in vouched[subject] ?? [] { identify(subject, by: email) }
    }

    /// Adds a participant with whatever ties them to others.
    mutating func add(_ participant: ParticipantLedger) {
        participants.insert(participant.subject)
        note(participant)
    }

    /// Adds somebody who was only seen outside the meeting, as in its waiting room.
    mutating func add(sighted participant: ParticipantLedger) {
        sighted.insert(participant.subject)
        note(participant)
    }

    private mutating func note(_ participant: ParticipantLedger) {
        let subject = participant.subject
        insert(subject)
        if !participant.aliases.isEmpty { aliases[subject] = participant.aliases }
        // Who was decided about is tied by nothing else.
        if let decision = decided[subject] { return follow(decision, of: subject) }
        guard !suspended.contains(subject) else {
            evidence[subject, default: []].insert(.conflict)
            return
        }
        for uuid in participant.connectionUUIDs { byConnection[uuid] = subject }
        if !participant.boundConnections.isEmpty {
            bound[subject] = participant.boundConnections
        }
        for index in participant.registrantIndexes { bearers[index, default: []].insert(subject) }
        for index in participant.zoomUserIndexes {
            marks[subject, default: Marks()].zoomUsers.insert(index)
            evidence[subject, default: []].insert(.zoomUser)
            tie(subject, by: index)
        }
        for index in participant.emailIndexes {
            evidence[subject, default: []].insert(.email)
            tie(subject, by: index)
            identify(subject, by: index)
        }
        for index in participant.ownIDIndexes {
            evidence[subject, default: []].insert(.customerKey)
            tie(subject, by: index)
            guard let person = register.person(withOwnID: index) else { continue }
            add(person)
            unite(subject, person.subject)
        }
    }

    private mutating func follow(_ decision: ParticipantsIdentified, of subject: SubjectID) {
        evidence[subject, default: []].insert(.decision)
        if let person = decision.person {
            add(person)
            unite(subject, person.subject)
        } else {
            // Those who were told apart together stay together.
            for other in decision.participants
            where participants.contains(other) && decided[other] == decision {
                unite(subject, other)
            }
        }
    }

    /// The attendees, each once.
    mutating func attendees() -> [Attendee] {
        bindDevices()
        for index in bearers.keys.sorted() { join(index, bearers[index] ?? []) }
        var found: [SubjectID: Attendee] = [:]
        for subject in parent.keys.sorted() {
            let root = root(of: subject)
            var attendee = found[root] ?? Attendee()
            if participants.contains(subject) { attendee.participants.append(subject) }
            if sighted.contains(subject) {
                attendee.others.append(subject)
                attendee.isSighted = true
            }
            attendee.others += aliases[subject]?.sorted() ?? []
            if let registration = registrations[subject] {
                attendee.registrations.append(registration)
            }
            attendee.evidence.formUnion(evidence[subject] ?? [])
            attendee.person = marks[root]?.people.min()
            attendee.subject =
                attendee.person?.subject ?? attendee.registrations.first?.registrant
                ?? attendee.participants.first ?? subject
            found[root] = attendee
        }
        return Array(found.values)
    }

    /// The participants and registrations that are tied to more than one person, once the attendees are
    /// found: none of these ties can be believed.
    var conflicting: Set<SubjectID> {
        Set(
            parent.keys.filter { subject in
                let isSomebody = participants.contains(subject) || sighted.contains(subject)
                guard isSomebody || registrations[subject] != nil else { return false }
                return (marks[root(of: subject)]?.people.count ?? 0) > 1
            }
        )
    }

    /// Those who used one personal link are one attendee, unless they are known to be several: then
    /// the link was passed on, and says nothing about any of them.
    private mutating func join(_ link: BlindIndex, _ bearers: Set<SubjectID>) {
        var together = Marks()
        for root in Set(bearers.map(root(of:))) {
            together.people.formUnion(marks[root]?.people ?? [])
            together.zoomUsers.formUnion(marks[root]?.zoomUsers ?? [])
        }
        let isShared =
            together.people.count > 1 || together.zoomUsers.count > 1 || suspected.contains(link)
        for subject in bearers.intersection(participants) {
            evidence[subject, default: []].insert(isShared ? .sharedLink : .registrant)
        }
        guard !isShared, let first = bearers.min() else { return }
        for other in bearers { unite(first, other) }
    }

    /// A telephone and the client that Zoom bound it to are one participant's.
    private mutating func bindDevices() {
        for (subject, connections) in bound.sorted(by: { $0.key < $1.key }) {
            for other in connections.compactMap({ byConnection[$0] }) where other != subject {
                evidence[subject, default: []].insert(.boundDevices)
                evidence[other, default: []].insert(.boundDevices)
                unite(subject, other)
            }
        }
    }

    private mutating func insert(_ subject: SubjectID) {
        if parent[subject] == nil { parent[subject] = subject }
    }

    private mutating func identify(_ subject: SubjectID, by email: BlindIndex) {
        guard let person = register.person(withEmail: email) else { return }
        add(person)
        evidence[subject, default: []].insert(.email)
        unite(subject, person.subject)
    }

    private mutating func tie(_ subject: SubjectID, by index: BlindIndex) {
        if let other = firstWith[index] {
            unite(subject, other)
        } else {
            firstWith[index] = subject
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
        let (kept, merged) = (min(first, second), max(first, second))
        parent[merged] = kept
        let known = marks[merged] ?? Marks()
        marks[kept, default: Marks()].people.formUnion(known.people)
        marks[kept, default: Marks()].zoomUsers.formUnion(known.zoomUsers)
    }
}
