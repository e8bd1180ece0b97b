public import Attendance
import EventSourcing

/// What has to happen at Zoom so that whoever was named presents in a webinar.
public struct PanelistsDue: Sendable, Hashable {
    /// Somebody who is to be made a panelist.
    public struct Addition: Sendable, Hashable {
        /// Who, by the address they have now.
        public var person: RegisteredPerson
        /// As they are known.
        public var details: PersonRegistered
    }

    /// Who is to be added, in the order they were named.
    public private(set) var added: [Addition] = []
    /// Who is to be removed.
    public private(set) var removed: [RegisteredPerson] = []
    /// How many were named who have no e-mail address.
    public private(set) var unaddressed = 0

    /// Whether nothing is to be done.
    public var isNothing: Bool { added.isEmpty && removed.isEmpty }

    /// Compares who was named with who was made a panelist.
    ///
    /// Whoever somebody made a panelist at Zoom stays, and whoever somebody removed there is not added again.
    /// - Parameters:
    ///   - arrangement: What is wanted of the webinar.
    ///   - people: Those who were named, as they are known.
    public init(of arrangement: Arrangement, knowing people: [PersonID: PersonRegistered]) {
        guard let named = arrangement.panelists, arrangement.isMade, !arrangement.isCancelled
        else { return }
        var wanted: Set<BlindIndex> = []
        for person in named {
            guard let details = people[person], let index = details.emailIndex,
                let email = details.email, email.content != .erased
            else {
                unaddressed += 1
                continue
            }
            guard wanted.insert(index).inserted, arrangement.presenting[index] == nil,
                arrangement.refusedPanelists[index] == nil
            else { continue }
            let addition = RegisteredPerson(person: person, emailIndex: index)
            added.append(Addition(person: addition, details: details))
        }
        removed = arrangement.presenting.filter { !wanted.contains($0.key) }.map(\.value)
            .sorted { $0.person < $1.person }
    }
}
