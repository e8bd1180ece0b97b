public import Attendance
public import EventSourcing

extension Roll {
    /// Everything that is known at one meeting to be one of some subjects: registrations, and the
    /// participants tied to them at any occurrence.
    ///
    /// Erasing follows these links (I-10). Links that are only suspected, as by a personal link that was
    /// passed on, are not followed.
    public func subjects(
        linkedTo subjects: Set<SubjectID>,
        at meeting: MeetingID
    ) -> Set<SubjectID> {
        guard let record = directory.meetings[meeting] else { return subjects }
        let groups = occurrences(of: meeting).flatMap { occurrence in
            SheetAssembly(roll: self, record: record, occurrence: occurrence)
                .attendees().map(\.subjects)
        }
        let rows = self.rowsOfFiles(at: record)
        var linked = subjects
        var before = 0
        while linked.count > before {
            before = linked.count
            for group in groups + rows where !group.isDisjoint(with: linked) {
                linked.formUnion(group)
            }
        }
        return linked
    }

    /// The rows of files of the portal, each with whom it is about: whoever it was confirmed for, and
    /// whose address it shows.
    private func rowsOfFiles(at record: MeetingRecord) -> [Set<SubjectID>] {
        let confirmed = occurrences(of: record.id).flatMap { corrections(of: $0) }
            .compactMap { entry -> Set<SubjectID>? in
                guard case .corrected(let event) = entry.statement, let row = event.listed else {
                    return nil
                }
                return [row, event.attendee]
            }
        // An address proves nobody's attendance, but whose it is it does: whoever is erased takes the row
        // along, and it says nothing of whom else it names.
        let addressed = record.listed.unsorted.compactMap { line -> Set<SubjectID>? in
            guard let address = line.emailIndex else { return nil }
            var bearers: Set<SubjectID> = [line.row]
            if let person = people.person(withEmail: address) { bearers.insert(person.subject) }
            for registration in record.registrations.unsorted
            where registration.emailIndex == address {
                bearers.insert(registration.registrant)
            }
            for run in record.instances.compactMap({ presence.instances[$0] }) {
                for participant in run.everyone where participant.emailIndexes.contains(address) {
                    bearers.insert(participant.subject)
                }
            }
            return bearers
        }
        return confirmed + addressed
    }
}
