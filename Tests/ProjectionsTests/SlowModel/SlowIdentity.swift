import Attendance
import EventSourcing

/// Whatever can tie somebody to somebody.
enum SlowNode: Hashable {
    case participant(SubjectID)
    case zoomUser(BlindIndex)
    case email(BlindIndex)
    /// A personal link, and the registration it was sent for.
    case link(BlindIndex)
    case person(PersonID)
    /// Somebody whom only a decision names.
    case other(SubjectID)
}

/// What is tied to what.
struct SlowTies {
    private var neighbours: [SlowNode: Set<SlowNode>] = [:]

    mutating func add(_ node: SlowNode) { neighbours[node, default: []].formUnion([]) }

    mutating func tie(_ one: SlowNode, _ other: SlowNode) {
        neighbours[one, default: []].insert(other)
        neighbours[other, default: []].insert(one)
    }

    /// Everything that can be reached from some nodes, and they themselves.
    func reach(from nodes: [SlowNode]) -> Set<SlowNode> {
        var reached = Set(nodes)
        var open = nodes
        while let node = open.popLast() {
            for next in neighbours[node] ?? [] where !reached.contains(next) {
                reached.insert(next)
                open.append(next)
            }
        }
        return reached
    }

    /// Everything, divided into what is tied together.
    var groups: [Set<SlowNode>] {
        var groups: [Set<SlowNode>] = []
        var done: Set<SlowNode> = []
        for node in neighbours.keys where !done.contains(node) {
            let group = reach(from: [node])
            done.formUnion(group)
            groups.append(group)
        }
        return groups
    }
}

/// Who is who at an occurrence.
struct SlowIdentity {
    let participants: [SlowParticipant]
    /// Everyone known or expected, with every address they had.
    let people: [PersonID: Set<BlindIndex>]
    /// All that was stated of the registrations, by their links.
    let registrations: [BlindIndex: [RegistrationChanged]]
    /// When the occurrence began.
    let start: Instant

    /// The ties between all of them; what would make two people one ties nothing.
    var ties: SlowTies {
        let all = ties(without: [])
        let torn = all.groups.filter { $0.people.count > 1 }.flatMap { $0 }
        return torn.isEmpty ? all : ties(without: Set(torn))
    }

    private func ties(without torn: Set<SlowNode>) -> SlowTies {
        let accounts = accountTies(without: torn)
        var all = accounts
        for link in registrations.keys {
            all.add(.link(link))
            guard !torn.contains(.link(link)) else { continue }
            for person in owners(of: link) { all.tie(.link(link), .person(person)) }
        }
        for link in Set(registrations.keys).union(participants.flatMap(\.links)) {
            let users = participants.filter { $0.links.contains(link) }
                .map { SlowNode.participant($0.subject) }
                .filter { !torn.contains($0) }
            let owned = torn.contains(.link(link)) ? [] : owners(of: link)
            let reached = accounts.reach(from: users + owned.map(SlowNode.person))
            guard reached.people.count <= 1, reached.zoomUsers.count <= 1 else { continue }
            for user in users { all.tie(user, .link(link)) }
        }
        return all
    }

    /// The ties without personal links.
    private func accountTies(without torn: Set<SlowNode>) -> SlowTies {
        var ties = SlowTies()
        for participant in participants {
            let node = SlowNode.participant(participant.subject)
            ties.add(node)
            guard !torn.contains(node) else { continue }
            for zoomUser in participant.zoomUsers { ties.tie(node, .zoomUser(zoomUser)) }
            for email in participant.emails { ties.tie(node, .email(email)) }
        }
        for (person, emails) in people {
            ties.add(.person(person))
            for email in emails { ties.tie(.person(person), .email(email)) }
        }
        return ties
    }

    /// The people whose address a registration gave that was approved an hour before the start or earlier:
    /// the link was sent there then.
    private func owners(of link: BlindIndex) -> Set<PersonID> {
        let addresses = (registrations[link] ?? []).filter { statement in
            guard let statedAt = statement.meeting.statedAt, statement.standing == .approved
            else { return false }
            return statedAt.seconds(to: start) >= 3600
        }
        .compactMap(\.emailIndex)
        return Set(people.filter { !$0.value.isDisjoint(with: addresses) }.keys)
    }
}

extension Set<SlowNode> {
    /// The known or expected people in it.
    var people: Set<PersonID> {
        Set<PersonID>(
            compactMap { node -> PersonID? in
                guard case .person(let person) = node else { return nil }
                return person
            }
        )
    }

    /// The Zoom users in it.
    var zoomUsers: Set<BlindIndex> {
        Set<BlindIndex>(
            compactMap { node -> BlindIndex? in
                guard case .zoomUser(let zoomUser) = node else { return nil }
                return zoomUser
            }
        )
    }
}
