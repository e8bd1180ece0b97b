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
            SheetAssembly(roll: self, record: record, occurrence: occurrence, pack: .generic)
                .attendees(includingSighted: true).map(\.subjects)
        }
        var linked = subjects
        var before = 0
        while linked.count > before {
            before = linked.count
            for group in groups where !group.isDisjoint(with: linked) { linked.formUnion(group) }
        }
        return linked
    }
}
