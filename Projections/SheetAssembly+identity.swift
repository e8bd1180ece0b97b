import Attendance
import EventSourcing

extension SheetAssembly {
    /// Who is who, in no order, with those who never connected, as somebody who only waited for the
    /// host.
    ///
    /// Where two people would become one, nothing ties whatever was tied to both.
    func attendees() -> [IdentityResolution.Attendee] {
        var identity = resolution(suspending: [])
        let found = identity.attendees()
        let conflicting = identity.conflicting
        guard !conflicting.isEmpty else { return found }
        var careful = resolution(suspending: conflicting)
        return careful.attendees()
    }

    private func resolution(suspending suspended: Set<SubjectID>) -> IdentityResolution {
        let start = span.start ?? occurrence.planned?.start
        var identity = IdentityResolution(
            knowing: roll.people,
            decided: identified,
            suspected: suspectedLinks,
            suspended: suspended,
            vouched: start.map { record.addressesVouchedFor(before: $0) } ?? [:]
        )
        for person in roster.keys { identity.add(person) }
        for registration in record.registrants(in: roll.disclosure) { identity.add(registration) }
        for run in runs {
            for participant in run.participants.values { identity.add(participant) }
            for participant in run.ledger.sighted.values
            where run.participants[participant.subject] == nil {
                identity.add(sighted: participant)
            }
        }
        for state in decisions {
            for place in state.signatures.keys { identity.add(known: place.signer) }
        }
        for attendee in corrections.compactMap(\.statement.attendee) {
            identity.add(known: attendee)
        }
        return identity
    }

    /// What people stated of who participants were; of several statements the last holds.
    ///
    /// A row of a report that was decided about may have found its connection since.
    static func identified(
        by corrections: [CorrectionRegister.Entry],
        in runs: [Run]
    ) -> [SubjectID: ParticipantsIdentified] {
        var bearers: [SubjectID: SubjectID] = [:]
        for participant in runs.lazy.flatMap(\.participants.values) {
            for alias in participant.aliases { bearers[alias] = participant.subject }
        }
        var identified: [SubjectID: ParticipantsIdentified] = [:]
        for entry in corrections where entry.withdrawal == nil {
            guard case .identified(let event) = entry.statement else { continue }
            for participant in event.participants {
                identified[bearers[participant] ?? participant] = event
            }
        }
        return identified
    }

    /// The personal links that two used at one time under different names from different places: a
    /// second device of one person shares at least one of these with the first.
    private var suspectedLinks: Set<BlindIndex> {
        var suspected: Set<BlindIndex> = []
        for run in runs {
            var bearers: [BlindIndex: [ParticipantLedger]] = [:]
            for participant in run.participants.values {
                for link in participant.registrantIndexes {
                    bearers[link, default: []].append(participant)
                }
            }
            for (link, users) in bearers where users.count > 1 {
                let pairs = users.indices.lazy.flatMap { first in
                    users[(first + 1)...].map { (users[first], $0) }
                }
                if pairs.contains(where: { Self.areTwo($0, $1, in: run.ledger) }) {
                    suspected.insert(link)
                }
            }
        }
        return suspected
    }

    private static func areTwo(
        _ left: ParticipantLedger,
        _ right: ParticipantLedger,
        in run: InstanceLedger
    ) -> Bool {
        func differ(_ left: Set<BlindIndex>, _ right: Set<BlindIndex>) -> Bool {
            !left.isEmpty && !right.isEmpty && left.isDisjoint(with: right)
        }
        guard differ(left.nameIndexes, right.nameIndexes),
            differ(left.addressIndexes, right.addressIndexes)
        else { return false }
        return !left.times(in: run).intersection(right.times(in: run)).windows.isEmpty
    }
}

extension ParticipantLedger {
    /// When they were connected, as far as both ends are known.
    fileprivate func times(in run: InstanceLedger) -> TimeSet {
        TimeSet(
            stays(in: run).compactMap { stay in
                guard let from = stay.from, let to = stay.to ?? run.lastKnown else { return nil }
                return TimeWindow(start: from, end: to)
            }
        )
    }
}
