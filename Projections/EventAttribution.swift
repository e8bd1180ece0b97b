public import Attendance
public import EventSourcing

/// Which events of a meeting tell of which rows of a sheet.
public struct EventAttribution: Sendable {
    private let events: [Recorded<AttendanceEvent>]
    private let runs: Set<InstanceID>
    private let names: Set<OccurrenceID>
    private let subjects: [SubjectID: Set<SubjectID>]
    private let decided: [DecisionID: Set<SubjectID>]
    /// When what is known of the account's subscription bears on the runs.
    private let vouching: TimeWindow?

    /// Attributes events.
    /// - Parameters:
    ///   - events: Every event of the meeting, in the order of the log.
    ///   - occurrence: The occurrence of the sheet.
    ///   - roll: What is known.
    public init(
        _ events: [Recorded<AttendanceEvent>],
        at occurrence: Occurrence,
        in roll: Roll
    ) {
        self.events = events
        runs = Set(occurrence.instances)
        names = Set(roll.names(of: occurrence))
        subjects = roll.subjects(at: occurrence)
        decided = Dictionary(
            roll.corrections(of: occurrence).map {
                ($0.statement.decision, $0.statement.subjects)
            },
            uniquingKeysWith: { $0.union($1) }
        )
        let ledgers = roll.runs(of: occurrence)
        vouching = ledgers.map(\.begin).min().map { begin in
            let end = ledgers.compactMap { $0.end ?? $0.lastKnown }.max() ?? begin
            let reach = EndpointRule.periodSeconds + EndpointRule.marginSeconds
            return TimeWindow(start: begin.advanced(bySeconds: -reach), end: max(begin, end))
        }
    }

    /// The positions of the events that tell of some rows; of none, of those about the date.
    public func positions(behind attendees: Set<SubjectID>) -> [Int64] {
        guard !attendees.isEmpty else {
            return positions { $0.isAboutDate }
        }
        let all = attendees.reduce(into: attendees) { $0.formUnion(subjects[$1] ?? []) }
        return positions { !$0.subjects(knowing: decided).isDisjoint(with: all) }
    }

    /// The positions of the events that tell of each row, by row.
    public func positionsByRow() -> [SubjectID: [Int64]] {
        var rows: [SubjectID: Set<SubjectID>] = [:]
        for (row, known) in subjects {
            for subject in known.union([row]) { rows[subject, default: []].insert(row) }
        }
        var positions: [SubjectID: [Int64]] = [:]
        for recorded in events where isHere(recorded.event) {
            let told = recorded.event.subjects(knowing: decided).compactMap { rows[$0] }
            let about: Set<SubjectID> = told.reduce(into: []) { $0.formUnion($1) }
            for row in about {
                positions[row, default: []].append(recorded.position)
            }
        }
        return positions
    }

    /// The positions of the events about one row that are of some kinds, and of those about nobody that
    /// are of others.
    func positions(
        about attendee: SubjectID,
        where isAbout: (AttendanceEvent) -> Bool,
        orAround isAround: (AttendanceEvent) -> Bool
    ) -> [Int64] {
        let all = subjects[attendee] ?? [attendee]
        return positions { event in
            let isTheirs = !event.subjects(knowing: decided).isDisjoint(with: all)
            return isTheirs ? isAbout(event) : isAround(event)
        }
    }

    private func positions(_ isMeant: (AttendanceEvent) -> Bool) -> [Int64] {
        events.filter { recorded in
            isHere(recorded.event) && isMeant(recorded.event)
        }
        .map(\.position)
    }

    /// Whether an event tells of this occurrence, or of all of them: who somebody was is stated of the
    /// whole meeting.
    private func isHere(_ event: AttendanceEvent) -> Bool {
        if let instance = event.instance { return runs.contains(instance.id) }
        switch event {
        case .participantsIdentified, .decisionWithdrawn: return true
        case .endpointValidated(let fact): return vouches(fact.at)
        case .subscriptionFound(let fact): return vouches(fact.at)
        case .accountRemoved(let event): return vouches(event.at)
        case .rosterExtended(let extended):
            return extended.occurrence.map(names.contains) ?? true
        case .rosterReduced(let reduced):
            return reduced.occurrence.map(names.contains) ?? true
        case .occurrenceScheduled(let scheduled): return names.contains(scheduled.occurrence)
        case .occurrenceCancelled(let cancelled): return names.contains(cancelled.occurrence)
        case .instancePlaced(let placed):
            return runs.contains(placed.instance) || placed.occurrence.map(names.contains) ?? false
        default: return event.occurrence.map(names.contains) ?? true
        }
    }

    private func vouches(_ instant: Instant) -> Bool {
        guard let vouching else { return false }
        return vouching.start <= instant && instant <= vouching.end
    }
}
