import Attendance
public import EventSourcing

extension Roll {
    /// Everything that is known to be one person: their own subject, their registrations, and the
    /// participants tied to them at any occurrence.
    ///
    /// Erasing follows these links (I-10). Links that are only suspected, as by a personal link that was passed on, are not followed.
    public func subjects(linkedTo subject: SubjectID) -> Set<SubjectID> {
        let groups = directory.meetings.values.flatMap { record in
            occurrences(of: record.id).flatMap { occurrence in
                SheetAssembly(roll: self, record: record, occurrence: occurrence, pack: .generic)
                    .attendees(includingSighted: true).map(\.subjects)
            }
        }
        var linked: Set = [subject]
        var last = 0
        while linked.count > last {
            last = linked.count
            for group in groups where !group.isDisjoint(with: linked) { linked.formUnion(group) }
        }
        return linked
    }

    /// Whether anything is known of a subject.
    public func knows(_ subject: SubjectID) -> Bool {
        people.people[PersonID(subject.text)] != nil
            || presence.instances.values.contains {
                $0.participants[subject] != nil || $0.sighted[subject] != nil
            }
            || directory.meetings.values.contains { record in
                record.registrations.sorted.contains { $0.registrant == subject }
            }
    }
}

extension IdentityResolution.Attendee {
    /// Every subject the attendee goes by.
    fileprivate var subjects: Set<SubjectID> {
        var subjects = Set(participants).union(registrations.map(\.registrant))
        if let subject { subjects.insert(subject) }
        if let person { subjects.insert(person.subject) }
        return subjects
    }
}
