public import Attendance
public import EventSourcing
public import Projections

extension Desk {
    /// Why a row of a sheet says what it says.
    /// - Parameters:
    ///   - attendee: The row.
    ///   - id: The occurrence.
    ///   - figures: What to explain.
    ///   - moment: As known when; `nil` means now.
    /// - Returns: each figure with its rule and the events behind it.
    /// - Throws: ``DeskFailure`` when there is no such row or occurrence, or the log failed.
    public func explanation(
        of attendee: SubjectID,
        at id: OccurrenceID,
        figures: [SheetExplanation.Figure] = SheetExplanation.Figure.allCases,
        knownAt moment: KnownAt? = nil
    ) async throws(DeskFailure) -> SheetExplanation {
        let (occurrence, roll) = try await self.moment(of: id, knownAt: moment)
        let events = try await asking { () async throws(EventLogError) in
            try await projections.events(of: occurrence.meeting, knownBy: roll)
        }
        let explanation = SheetExplanation(
            of: attendee,
            at: occurrence,
            in: roll,
            events: events,
            figures: figures
        )
        guard let explanation else { throw .subjectUnknown }
        return explanation
    }

    /// A sheet read as an inspector would.
    /// - Parameters:
    ///   - id: The occurrence.
    ///   - holidays: Days on which nobody works, beside weekends.
    /// - Returns: what does not fit together.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, or the log failed.
    public func audit(
        of id: OccurrenceID,
        holidays: Set<CivilDate> = []
    ) async throws(DeskFailure) -> SheetAudit {
        let roll = try await roll(showing: id)
        guard let occurrence = roll.occurrence(id), let sheet = roll.sheet(of: occurrence) else {
            throw .occurrenceUnknown
        }
        let events = try await asking { () async throws(EventLogError) in
            try await projections.events(of: occurrence.meeting, knownBy: roll)
        }
        let start = sheet.occurrence.planned?.start ?? sheet.occurrence.actualStart
        let surroundings = SheetAudit.Surroundings(
            zone: .system(named: sheet.occurrence.zone, around: start ?? edges.now()),
            holidays: holidays,
            elsewhere: try await elsewhere(trainersOf: sheet, at: occurrence.meeting),
            topics: try await topics(in: events)
        )
        let attribution = EventAttribution(events, at: occurrence, in: roll)
        return SheetAudit(
            of: sheet,
            under: roll.rulePack(of: occurrence),
            in: surroundings,
            behind: { attribution.positions(behind: $0) }
        )
    }

    /// When the trainers of a sheet were at other meetings.
    private func elsewhere(
        trainersOf sheet: AttendanceSheet,
        at meeting: MeetingID
    ) async throws(DeskFailure) -> [SubjectID: [(number: String, times: TimeSet)]] {
        var elsewhere: [SubjectID: [(number: String, times: TimeSet)]] = [:]
        for row in sheet.rows where row.role == .trainer {
            guard let person = row.person else { continue }
            let meetings = try await asking { () async throws(EventLogError) in
                try await projections.meetings(knowing: [person.subject])
            }
            for other in meetings.subtracting([meeting]).sorted() {
                let roll = try await roll(showing: other)
                let times = roll.occurrences(of: other).compactMap { roll.sheet(of: $0) }
                    .flatMap(\.rows).filter { $0.person == person }.flatMap(\.counted)
                let number = roll.directory.meetings[other]?.number ?? other.text
                elsewhere[row.attendee, default: []].append((number, TimeSet(times)))
            }
        }
        return elsewhere
    }

    /// The topics that a meeting's events ever gave it.
    private func topics(
        in events: [Recorded<AttendanceEvent>]
    ) async throws(DeskFailure) -> [String] {
        let topics = events.compactMap { recorded -> Personal<String>? in
            switch recorded.event {
            case .meetingPlanned(let fact): fact.details.topic
            case .meetingChanged(let fact): fact.details.topic
            default: recorded.event.instance?.details.topic
            }
        }
        let disclosure = try await asking { () async throws(EventLogError) in
            try await log.disclose(topics.filter(\.isSealed))
        }
        return Set(topics.compactMap { disclosure.text(of: $0) }).sorted()
    }

    /// The sheet of an occurrence as it was so at a moment: with nothing that only came to be later.
    /// - Parameters:
    ///   - id: The occurrence.
    ///   - instant: When.
    ///   - moment: As known when; `nil` means now.
    /// - Returns: the sheet.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, or the log failed.
    public func sheet(
        of id: OccurrenceID,
        at instant: Instant,
        knownAt moment: KnownAt? = nil
    ) async throws(DeskFailure) -> AttendanceSheet {
        let (occurrence, roll) = try await self.moment(of: id, knownAt: moment)
        let events = try await asking { () async throws(EventLogError) in
            try await projections.events(of: occurrence.meeting, knownBy: roll)
        }
        let past = roll.at(instant, events: events)
        let names = [id] + roll.names(of: occurrence)
        guard let sheet = names.lazy.compactMap({ past.sheet(of: $0) }).first else {
            throw .unknownThen
        }
        return sheet
    }

    /// The sheet of an occurrence as other rules would judge it: a what-if, which changes nothing.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, or the log failed.
    public func sheet(
        of id: OccurrenceID,
        under pack: RulePack
    ) async throws(DeskFailure) -> AttendanceSheet {
        guard let sheet = try await roll(showing: id).sheet(of: id, under: pack) else {
            throw .occurrenceUnknown
        }
        return sheet
    }
}
