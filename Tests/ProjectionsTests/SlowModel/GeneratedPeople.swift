import Attendance
import EventSourcing
import TestSupport

/// Everyone of a generated day, what they registered with, and whom the organisation knows.
struct GeneratedPeople {
    private(set) var crowd: [GeneratedAttender] = [.host]
    /// The registrations, as Zoom stated them.
    private(set) var registrations: [AttendanceEvent] = []
    /// The people and the roster, as the organisation decided.
    private(set) var decisions: [AttendanceEvent] = []
    /// Everyone who is known.
    private(set) var known: [PersonID] = []
    /// Those of them who are on the roster.
    private(set) var expected: [PersonID] = []
    /// Everyone who registered.
    private(set) var registrants: [SubjectID] = []
    private let meeting: SampleMeeting
    private let start: Instant

    /// Makes people up who may come from a start on.
    init(
        _ count: Int64,
        of meeting: SampleMeeting,
        start: Instant,
        isTidy: Bool,
        dice: inout Dice
    ) {
        (self.meeting, self.start) = (meeting, start)
        for number in 1...Int(count) {
            crowd.append(GeneratedAttender(number: number, isTidy: isTidy, dice: &dice))
        }
        for attender in crowd { register(attender, loss: isTidy ? 0 : 12, dice: &dice) }
        for number in crowd.indices where dice.chance(55) { know(number, dice: &dice) }
        expected = known.filter { _ in dice.chance(60) }
        if !expected.isEmpty { decisions.append(.rosterExtended(roster(expected))) }
        if !isTidy { passLinksOn(dice: &dice) }
    }

    private func roster(_ people: [PersonID]) -> RosterExtended {
        RosterExtended(meeting: meeting.id, people: people)
    }

    private mutating func register(
        _ attender: GeneratedAttender,
        loss: Int,
        dice: inout Dice
    ) {
        let links = [attender.who.registrant, attender.secondLink].compactMap(\.self)
        for link in links where !dice.chance(loss) {
            let email = dice.chance(90) ? attender.address : nil
            registrants.append(SubjectID("registrant-\(link)"))
            let first = -dice.pick(Int64(7200), 86_400, 3601, 3600, 3599, 600, -300)
            var standings: [RegistrationChanged.Standing] =
                switch dice.number(0, 9) {
                case 0...4: [.approved]
                case 5...6: [.pending, .approved]
                case 7: [.pending]
                case 8: [.approved, .cancelled]
                default: [.pending, .denied]
                }
            let step: Int64 =
                if dice.chance(Odds.straddledHour) { 60 } else { first <= -3600 ? -60 : 60 }
            if step < 0 { standings.reverse() }
            for (place, standing) in standings.enumerated() {
                registrations.append(
                    meeting.registered(
                        attender.who.name ?? "Nobody",
                        registrant: link,
                        email: email,
                        standing: standing,
                        statedAt: start.advanced(bySeconds: first + Int64(place) * step)
                    )
                )
            }
        }
    }

    /// The organisation knows somebody; their address may have been, or become, another.
    private mutating func know(_ number: Int, dice: inout Dice) {
        let person = PersonID("person-\(number)")
        let address = crowd[number].address
        var addresses = [address]
        if dice.chance(6) { addresses = ["elsewhere-\(address)"] }
        if dice.chance(Odds.replacedAddress) { addresses.append("new-\(address)") }
        if dice.chance(Odds.replacedAddress) { addresses.insert("old-\(address)", at: 0) }
        for email in addresses {
            decisions.append(
                .personRegistered(.sample(person, name: "Person \(number)", email: email))
            )
        }
        known.append(person)
    }

    /// Some join with the personal link of another; whoever does has none of their own.
    private mutating func passLinksOn(dice: inout Dice) {
        let owned = crowd.compactMap(\.who.registrant)
        for index in crowd.indices.dropFirst() where crowd[index].who.registrant == nil {
            guard dice.chance(35) else { continue }
            crowd[index].who.registrant = dice.element(of: owned)
        }
    }
}
