import Attendance
import EventSourcing
import TestSupport

/// Whatever is tied together: one attendee, or somebody the sheet does not show.
struct SlowGroup {
    /// The people, registrants and participants in it.
    let subjects: Set<SubjectID>
    /// The one that names the row.
    let attendee: SubjectID
    /// Whether one of the participants connected.
    let isConnected: Bool
    /// Whether it is a trainer, or somebody stated who it was.
    let isExplained: Bool
    /// Whether it is a person who is known.
    let isPerson: Bool
    /// Whether it has a registration.
    let isRegistered: Bool
    /// Whether something but a connection tells of them.
    let isToldOf: Bool
    /// Whether the sheet has a row of them.
    let isOnSheet: Bool

    init(
        _ nodes: Set<SlowNode>,
        participants: [SlowParticipant],
        people: SlowPeople,
        decisions: SlowDecisions
    ) {
        var mine: Set<SubjectID> = []
        var others: Set<SubjectID> = []
        var links: Set<BlindIndex> = []
        for node in nodes {
            switch node {
            case .participant(let subject): mine.insert(subject)
            case .other(let subject): others.insert(subject)
            case .link(let link): links.insert(link)
            case .person, .zoomUser, .email: break
            }
        }
        let known = nodes.people
        let registrants = Set(links.flatMap { people.registrants(of: $0) })
        subjects = mine.union(others).union(registrants).union(known.map(\.subject))
        let told = participants.filter { mine.contains($0.subject) }
        let connected = told.filter(\.isConnected).map(\.subject)
        attendee =
            known.map(\.subject).min() ?? registrants.min() ?? connected.min() ?? mine.min()
            ?? others.min() ?? "nobody"
        isConnected = told.contains(where: \.isConnected)
        isExplained =
            !nodes.zoomUsers.isDisjoint(with: people.hosts)
            || !mine.isDisjoint(with: decisions.identified)
        isPerson = !known.isEmpty
        isRegistered = !registrants.isEmpty
        isToldOf =
            told.contains(where: \.isSighted) || !subjects.isDisjoint(with: decisions.signers)
            || !subjects.isDisjoint(with: decisions.identified)
        isOnSheet =
            isConnected || !known.isDisjoint(with: people.roster)
            || links.contains(where: people.isApproved)
            || !subjects.isDisjoint(with: decisions.attendees)
    }
}
