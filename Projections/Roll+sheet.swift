public import Attendance
public import EventSourcing

extension Roll {
    /// The sheet of an occurrence as it follows from the facts known now; `nil` when there is no such
    /// occurrence.
    /// - Parameters:
    ///   - id: The occurrence, by any of its names.
    ///   - pack: What it would be judged by; `nil` takes the rules agreed for it.
    /// - Returns: the sheet.
    public func sheet(of id: OccurrenceID, under pack: RulePack? = nil) -> AttendanceSheet? {
        occurrence(id).flatMap { sheet(of: $0, under: pack) }
    }

    /// The sheet of an occurrence of this roll.
    public func sheet(of occurrence: Occurrence, under pack: RulePack? = nil) -> AttendanceSheet? {
        assembly(of: occurrence, under: pack)?.sheet()
    }

    func assembly(of occurrence: Occurrence, under pack: RulePack? = nil) -> SheetAssembly? {
        directory.meetings[occurrence.meeting].map {
            SheetAssembly(roll: self, record: $0, occurrence: occurrence, pack: pack)
        }
    }

    /// The people of the organisation who are expected at an occurrence, and as what.
    public func roster(of occurrence: Occurrence) -> [PersonID: AttendeeRole] {
        directory.roster(of: occurrence.meeting).expected(
            at: names(of: occurrence),
            from: occurrence.planned?.start ?? runs(of: occurrence).compactMap(\.start).min(),
            isExtra: occurrence.planned == nil
                && directory.meetings[occurrence.meeting].map { isPlanned($0) } ?? false
        )
    }

    /// What people decided about an occurrence, under any of the names it had: before its plan was
    /// known, decisions named it by one of its runs.
    public func decisions(about occurrence: Occurrence) -> [OccurrenceState] {
        names(of: occurrence).compactMap { signatures.occurrences[$0] }
    }

    /// What people decided about who was at an occurrence, in their order: about time under any of its
    /// names, and about who somebody was at the whole meeting.
    func corrections(of occurrence: Occurrence) -> [CorrectionRegister.Entry] {
        let aboutTime = names(of: occurrence).flatMap { corrections.entries[$0] ?? [] }
        return (aboutTime + (corrections.identifications[occurrence.meeting] ?? [])).enumerated()
            .sorted { ($0.element.recordedAt, $0.offset) < ($1.element.recordedAt, $1.offset) }
            .map(\.element)
    }

    /// The participants that one row of a sheet is made of.
    public func participants(of attendee: SubjectID, at occurrence: Occurrence) -> [SubjectID] {
        self.attendee(attendee, at: occurrence)?.participants.sorted() ?? []
    }

    /// Every subject that each row of a sheet goes by.
    public func subjects(at occurrence: Occurrence) -> [SubjectID: Set<SubjectID>] {
        let attendees = assembly(of: occurrence)?.attendees() ?? []
        return Dictionary(
            attendees.compactMap { attendee in attendee.subject.map { ($0, attendee.subjects) } },
            uniquingKeysWith: { $0.union($1) }
        )
    }

    private func attendee(
        _ subject: SubjectID,
        at occurrence: Occurrence
    ) -> IdentityResolution.Attendee? {
        assembly(of: occurrence)?.attendees().first { $0.subject == subject }
    }

    /// A decision about who was at an occurrence: the name it gave the occurrence, and whom it is about.
    public func decision(
        _ decision: DecisionID,
        about occurrence: Occurrence
    ) -> (occurrence: OccurrenceID, attendee: SubjectID)? {
        let made = corrections(of: occurrence).first { $0.statement.decision == decision }
        guard let statement = made?.statement, let attendee = statement.attendee else { return nil }
        return (statement.occurrence, attendee)
    }

    /// The name new decisions about an occurrence go by: the one earlier decisions used, so that all of
    /// them are decided against each other.
    public func decisionName(of occurrence: Occurrence) -> OccurrenceID {
        names(of: occurrence).first {
            signatures.occurrences[$0] != nil || corrections.entries[$0] != nil
        } ?? occurrence.id
    }

    /// The names decisions may know an occurrence by: its own, those of what Zoom planned for its time,
    /// and those of its runs.
    public func names(of occurrence: Occurrence) -> [OccurrenceID] {
        let runs = occurrence.instances.map { OccurrenceID($0.text) }
        return [occurrence.id] + occurrence.aliases + runs.filter { $0 != occurrence.id }
    }
}
