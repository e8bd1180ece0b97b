public import Attendance
public import EventSourcing

extension Roll {
    /// The sealed fields that whatever is shown of some meetings may need: topics, and the names,
    /// addresses and own ids of whoever registered, connected, is expected or signed.
    /// - Parameter meetings: The meetings; `nil` means all.
    /// - Returns: the fields, in no order.
    public func sealedFields(of meetings: Set<MeetingID>? = nil) -> [Personal<String>] {
        var fields: [Personal<String>] = []
        var known: Set<PersonID> = []
        for record in directory.meetings.values where meetings?.contains(record.id) ?? true {
            fields += record.topic.candidates
            var emails: Set<BlindIndex> = []
            var ownIDs: Set<BlindIndex> = []
            for registration in record.registrations.unsorted {
                fields += [registration.name, registration.email].compactMap { $0 }
                if let email = registration.emailIndex { emails.insert(email) }
            }
            for participant in record.instances.flatMap({ presence.instances[$0]?.everyone ?? [] })
            {
                fields += participant.name.candidates + participant.email.candidates
                fields += participant.phone.candidates
                emails.formUnion(participant.emailIndexes)
                ownIDs.formUnion(participant.ownIDIndexes)
            }
            known.formUnion(emails.compactMap { people.person(withEmail: $0) })
            known.formUnion(ownIDs.compactMap { people.person(withOwnID: $0) })
            known.formUnion(directory.roster(of: record.id).everyone)
            for row in record.listed.unsorted {
                fields += [row.name, row.email].compactMap { $0 }
            }
            for name in occurrences(of: record.id).flatMap({ names(of: $0) }) {
                guard let decided = signatures.occurrences[name] else { continue }
                if let reason = decided.reason { fields.append(reason) }
                fields += decided.declined.values.map(\.reason)
                known.formUnion(decided.signatures.keys.map { PersonID($0.signer.text) })
            }
            for entry in occurrences(of: record.id).flatMap({ corrections(of: $0) }) {
                fields += entry.fields
                if let attendee = entry.statement.attendee { known.insert(PersonID(attendee.text)) }
            }
        }
        for person in known.compactMap({ people.people[$0] }) {
            fields += [person.name, person.email, person.ownID].compactMap { $0 }
        }
        return fields.filter(\.isSealed)
    }

    /// The sealed fields of everyone the organisation knows.
    public var sealedFieldsOfPeople: [Personal<String>] {
        people.people.values.flatMap { [$0.name, $0.email, $0.ownID].compactMap { $0 } }
            .filter(\.isSealed)
    }
}

extension Personal {
    /// Whether it must be opened before it can be shown.
    public var isSealed: Bool {
        if case .sealed = content { true } else { false }
    }
}
