public import Attendance
public import EventSourcing
public import Projections

/// What somebody states of an attendee's time: when they were not there, and when they were.
public struct StayCorrection: Sendable, Hashable {
    /// When they were not there.
    public var notPresent: [TimeWindow]
    /// When they were; of a moment in both this holds.
    public var present: [TimeWindow]

    /// States both.
    public init(notPresent: [TimeWindow] = [], present: [TimeWindow] = []) {
        self.notPresent = notPresent
        self.present = present
    }
}

extension Desk {
    /// Corrects when an attendee was there, in one decision; the facts stay as they are.
    /// - Parameters:
    ///   - attendee: A row of the sheet, or a person the organisation knows.
    ///   - id: The occurrence.
    ///   - correction: What is stated.
    ///   - reason: Why.
    ///   - actor: Who decides.
    /// - Returns: the row as it is then.
    /// - Throws: ``DeskFailure``; nothing is changed.
    public func correct(
        _ attendee: SubjectID,
        of id: OccurrenceID,
        _ correction: StayCorrection,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) -> AttendanceSheet.Row {
        let place = try await place(of: attendee, in: id)
        let decision = newDecision()
        func events(
            _ statement: AttendanceCorrected.Statement,
            _ windows: [TimeWindow]
        ) -> [AttendanceCorrected] {
            windows.map {
                AttendanceCorrected(
                    meeting: place.meeting,
                    occurrence: place.name,
                    decision: decision,
                    attendee: attendee,
                    statement: statement,
                    window: $0,
                    reason: Personal(reason, about: attendee)
                )
            }
        }
        let all = events(.notPresent, correction.notPresent) + events(.present, correction.present)
        try await decide(.correct(all, within: place.window), on: place.name, actor: actor)
        return try await row(of: attendee, in: id)
    }

    /// Confirms that a row of a portal's file is about an attendee: they were there as it says.
    /// - Parameters:
    ///   - row: The row, as the sheet names it.
    ///   - attendee: A row of the sheet, or a person the organisation knows.
    ///   - id: The occurrence.
    ///   - reason: How it is known.
    ///   - actor: Who decides.
    /// - Returns: the attendee's row as it is then.
    /// - Throws: ``DeskFailure`` when there is no such row, or it has no times.
    public func confirm(
        _ row: SubjectID,
        as attendee: SubjectID,
        of id: OccurrenceID,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) -> AttendanceSheet.Row {
        let place = try await place(of: attendee, in: id)
        let listed = try await sheet(of: id).content.listed.first { $0.row == row }
        guard let listed, let from = listed.from, let to = listed.to else {
            throw .report(.rowUnknown)
        }
        let correction = AttendanceCorrected(
            meeting: place.meeting,
            occurrence: place.name,
            decision: newDecision(),
            attendee: attendee,
            statement: .present,
            window: TimeWindow(start: from, end: to),
            listed: row,
            reason: Personal(reason, about: attendee)
        )
        try await decide(.correct([correction], within: nil), on: place.name, actor: actor)
        return try await self.row(of: attendee, in: id)
    }

    /// Excuses an attendee.
    /// - Parameters:
    ///   - attendee: A row of the sheet, or a person the organisation knows.
    ///   - id: The occurrence.
    ///   - document: Where the proof is kept.
    ///   - reason: Why.
    ///   - actor: Who decides.
    /// - Returns: the row as it is then.
    /// - Throws: ``DeskFailure``; nothing is changed.
    public func excuse(
        _ attendee: SubjectID,
        of id: OccurrenceID,
        document: String?,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) -> AttendanceSheet.Row {
        let place = try await place(of: attendee, in: id)
        let excuse = AttendeeExcused(
            meeting: place.meeting,
            occurrence: place.name,
            decision: newDecision(),
            attendee: attendee,
            reason: Personal(reason, about: attendee),
            document: document.map { Personal($0, about: attendee) }
        )
        try await decide(.excuse(excuse), on: place.name, actor: actor)
        return try await row(of: attendee, in: id)
    }

    /// States whose the connections of a row were, or that they were not whose they seem.
    /// - Parameters:
    ///   - attendee: A row of the sheet.
    ///   - person: Who it was; `nil` states that it was nobody they were taken for.
    ///   - id: The occurrence.
    ///   - reason: How it is known.
    ///   - actor: Who decides.
    /// - Returns: the rows that the connections are on then.
    /// - Throws: ``DeskFailure``; nothing is changed.
    public func identify(
        _ attendee: SubjectID,
        as person: PersonID?,
        of id: OccurrenceID,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) -> [AttendanceSheet.Row] {
        let place = try await place(of: attendee, in: id)
        if let person { try await know(person) }
        let roll = try await self.roll(showing: id)
        guard let occurrence = roll.occurrence(id) else { throw .occurrenceUnknown }
        let participants = roll.participants(of: attendee, at: occurrence)
        let identification = ParticipantsIdentified(
            meeting: place.meeting,
            occurrence: place.name,
            decision: newDecision(),
            participants: participants,
            person: person,
            reason: Personal(reason, about: person?.subject ?? attendee)
        )
        try await decide(.identify(identification), on: place.name, actor: actor)
        let subjects = person.map { [$0.subject] } ?? participants
        return try await rows(of: id).filter { subjects.contains($0.attendee) }
    }

    /// Takes back a correction or an excuse.
    /// - Parameters:
    ///   - decision: Which, as the sheet names it.
    ///   - id: The occurrence.
    ///   - reason: Why.
    ///   - actor: Who decides.
    /// - Returns: the row it was about, as it is then; `nil` where nothing else puts it on the sheet.
    /// - Throws: ``DeskFailure``; nothing is changed.
    public func withdraw(
        _ decision: DecisionID,
        of id: OccurrenceID,
        reason: String,
        actor: Actor
    ) async throws(DeskFailure) -> AttendanceSheet.Row? {
        let roll = try await self.roll(showing: id)
        guard let occurrence = roll.occurrence(id) else { throw .occurrenceUnknown }
        guard let made = roll.decision(decision, about: occurrence) else {
            throw .correction(.decisionUnknown(decision))
        }
        let withdrawal = DecisionWithdrawn(
            occurrence: made.occurrence,
            decision: decision,
            reason: Personal(reason, about: made.attendee)
        )
        try await decide(.withdraw(withdrawal), on: made.occurrence, actor: actor)
        return try await rows(of: id).first { $0.attendee == made.attendee }
    }

    /// The meeting, the name decisions about an occurrence go by, and its time, after making sure of whom
    /// they are about.
    private func place(
        of attendee: SubjectID,
        in id: OccurrenceID
    ) async throws(DeskFailure) -> (meeting: MeetingID, name: OccurrenceID, window: TimeWindow?) {
        let roll = try await self.roll(showing: id)
        guard let occurrence = roll.occurrence(id), let sheet = roll.sheet(of: occurrence) else {
            throw .occurrenceUnknown
        }
        let isOnSheet = sheet.rows.contains { $0.attendee == attendee }
        if !isOnSheet { try await know(PersonID(attendee.text)) }
        return (occurrence.meeting, roll.decisionName(of: occurrence), sheet.occurrence.window)
    }

    /// Makes sure that the organisation knows a person.
    private func know(_ person: PersonID) async throws(DeskFailure) {
        let isKnown = try await asking { () async throws(EventLogError) in
            try await projections.knows(person)
        }
        guard isKnown else { throw .subjectUnknown }
    }

    /// The row of an attendee who was just decided about.
    private func row(
        of attendee: SubjectID,
        in id: OccurrenceID
    ) async throws(DeskFailure) -> AttendanceSheet.Row {
        let row = try await rows(of: id).first { $0.attendee == attendee }
        guard let row else { throw .subjectUnknown }
        return row
    }

    private func rows(of id: OccurrenceID) async throws(DeskFailure) -> [AttendanceSheet.Row] {
        try await sheet(of: id).content.rows
    }

    private func newDecision() -> DecisionID { DecisionID(edges.random(16).hexadecimal) }

    private func decide(
        _ command: CorrectionCommand,
        on occurrence: OccurrenceID,
        actor: Actor
    ) async throws(DeskFailure) {
        do {
            _ = try await decide(
                command,
                by: CorrectionDecider.self,
                on: .occurrence(occurrence),
                actor: actor
            )
        } catch {
            switch error {
            case .rejected(let rejection): throw .correction(rejection)
            case .log(let error): throw .log(error)
            }
        }
    }
}

extension AttendanceSheet.OccurrenceLine {
    /// The time it has, planned or not, as far as it is known.
    fileprivate var window: TimeWindow? {
        if let counted { return counted }
        guard let actualStart, let actualEnd else { return nil }
        return TimeWindow(start: actualStart, end: actualEnd)
    }
}
