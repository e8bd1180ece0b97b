public import Attendance
public import EventSourcing

/// Everyone the organisation knows.
public struct PeopleRegister: Projection {
    /// The people, by id.
    public private(set) var people: [PersonID: PersonRegistered] = [:]
    private var byEmail: [BlindIndex: Set<PersonID>] = [:]
    private var byOwnID: [BlindIndex: Set<PersonID>] = [:]

    /// Nobody known.
    public init() {}

    /// The one person with an e-mail address, else the one who once had it; `nil` when there is none,
    /// or more than one.
    public func person(withEmail index: BlindIndex) -> PersonID? {
        let everHad = byEmail[index] ?? []
        let haveNow = everHad.filter { people[$0]?.emailIndex == index }
        let candidates = haveNow.isEmpty ? everHad : haveNow
        return candidates.count == 1 ? candidates.first : nil
    }

    /// The one person with an own id; `nil` when there is none, or more than one.
    public func person(withOwnID index: BlindIndex) -> PersonID? {
        let candidates = byOwnID[index] ?? []
        return candidates.count == 1 ? candidates.first : nil
    }

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        guard case .personRegistered(let registered) = recorded.event else { return }
        // An address somebody once had goes on leading to them: what was matched by it stays matched.
        people[registered.person] = registered
        if let index = registered.emailIndex {
            byEmail[index, default: []].insert(registered.person)
        }
        if let index = registered.ownIDIndex {
            byOwnID[index, default: []].insert(registered.person)
        }
    }
}
