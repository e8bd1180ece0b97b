public import Attendance
public import EventSourcing

extension Roll {
    /// The streams that tell of a meeting, as far as is known yet: folding them may lead to more.
    ///
    /// Its runs, and the people its addresses belong to, are to be looked up in the ``MeetingIndex``.
    public func streams(tellingOf meeting: MeetingID) -> Set<StreamName> {
        var streams: Set<StreamName> = [
            .organisation, .receiver, .meeting(meeting), .roster(meeting), .schedule(meeting),
            .link(meeting),
        ]
        if let account = directory.meetings[meeting]?.account {
            streams.insert(.account(account))
            // What happens in a sub-account is delivered by its master's subscription.
            if let master = accounts.accounts[account]?.connected?.master {
                streams.insert(.account(master))
            }
        }
        for person in directory.roster(of: meeting).everyone { streams.insert(.person(person)) }
        for run in directory.meetings[meeting]?.instances ?? [] { streams.insert(.placement(run)) }
        for name in occurrences(of: meeting).flatMap({ names(of: $0) }) {
            streams.insert(.occurrence(name))
            for place in signatures.occurrences[name]?.signatures.keys ?? [:].keys {
                streams.insert(.person(PersonID(place.signer.text)))
            }
        }
        let decided = occurrences(of: meeting).flatMap { corrections(of: $0) }
        for attendee in decided.compactMap(\.statement.attendee) {
            streams.insert(.person(PersonID(attendee.text)))
        }
        return streams
    }

    /// The e-mail addresses and own ids, as keyed hashes, that were given at a meeting.
    public func addresses(givenAt meeting: MeetingID) -> Set<BlindIndex> {
        guard let record = directory.meetings[meeting] else { return [] }
        var addresses = Set(record.registrations.unsorted.compactMap(\.emailIndex))
        addresses.formUnion(record.listed.unsorted.compactMap(\.emailIndex))
        for participant in record.instances.flatMap({ presence.instances[$0]?.known ?? [] }) {
            addresses.formUnion(participant.emailIndexes)
            addresses.formUnion(participant.ownIDIndexes)
        }
        return addresses
    }
}

extension InstanceLedger {
    /// Everyone who connected, was sighted or is on the report, in no order.
    fileprivate var known: [ParticipantLedger] {
        Array(participants.values) + sighted.values + reported.values
    }
}
