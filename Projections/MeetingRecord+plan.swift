public import Attendance
import EventSourcing

/// One planned date and time, as last stated.
public struct PlannedOccurrence: Sendable, Hashable {
    /// The occurrence.
    public var id: OccurrenceID
    /// From the planned start to the planned end.
    public var window: TimeWindow
    /// Whether it was cancelled or its meeting deleted.
    public var isCancelled: Bool
}

extension MeetingRecord {
    /// The planned occurrences, by start.
    ///
    /// A change names only what changed, and a single meeting's carries no uuid: it is applied to the
    /// last plan stated before it, since Zoom reuses numbers.
    public var plannedOccurrences: [PlannedOccurrence] {
        var stated: [OccurrenceID: StatedTime] = [:]
        for plan in plans {
            for time in plan.times {
                stated[time.occurrence, default: StatedTime()]
                    .note(time, plan.details, at: plan.meeting.statedAt)
            }
        }
        for change in changes {
            let single = singlePlan(before: change)
            for time in change.times {
                let isKnown = stated[time.occurrence] != nil
                let target = isKnown ? time.occurrence : single ?? time.occurrence
                stated[target, default: StatedTime()]
                    .note(time, change.details, at: change.meeting.statedAt)
            }
            if change.times.isEmpty, let single {
                stated[single]?.note(change.details, at: change.meeting.statedAt)
            }
        }
        return stated.compactMap { planned($0, $1) }
            .sorted { ($0.window.start, $0.id) < ($1.window.start, $1.id) }
    }

    /// The one occurrence of the last plan stated before a change, where it has just one.
    private func singlePlan(before change: MeetingChanged) -> OccurrenceID? {
        let limit = change.meeting.statedAt ?? .distantFuture
        let plan = plans.filter { ($0.meeting.statedAt ?? .distantPast) <= limit }.max {
            ($0.meeting.statedAt ?? .distantPast, $0.times.first?.occurrence.text ?? "")
                < ($1.meeting.statedAt ?? .distantPast, $1.times.first?.occurrence.text ?? "")
        }
        guard let plan, plan.times.count == 1 else { return nil }
        return plan.times.first?.occurrence
    }

    private func planned(_ id: OccurrenceID, _ stated: StatedTime) -> PlannedOccurrence? {
        guard let start = stated.start?.value else { return nil }
        let seconds = stated.seconds?.value ?? plannedSeconds ?? 0
        return PlannedOccurrence(
            id: id,
            window: TimeWindow(start: start, end: start.advanced(bySeconds: seconds)),
            isCancelled: (stated.isCancelled?.value ?? false) || isRemoved(id)
        )
    }

    private func isRemoved(_ occurrence: OccurrenceID) -> Bool {
        var last: LastStatement<MeetingStanding.Change>?
        for standing in standings {
            let concerns =
                standing.times.isEmpty || standing.times.contains { $0.occurrence == occurrence }
            guard concerns else { continue }
            let statement = LastStatement(
                standing.change,
                at: standing.meeting.statedAt,
                text: standing.change.rawValue
            )
            last = .later(last, statement)
        }
        return last.map { $0.value != .recovered } ?? false
    }

    /// The registrations as they last stood, by registrant.
    public var registrants: [RegistrationChanged] {
        var last: [SubjectID: LastStatement<RegistrationChanged>] = [:]
        for registration in registrations {
            let statement = LastStatement(
                registration,
                at: registration.meeting.statedAt,
                text: registration.standing.rawValue + (registration.name?.shown ?? "")
            )
            last[registration.registrant] = .later(last[registration.registrant], statement)
        }
        return last.values.map(\.value).sorted { $0.registrant < $1.registrant }
    }
}

/// What was last stated about the time of one occurrence.
private struct StatedTime {
    var start: LastStatement<Instant>?
    var seconds: LastStatement<Int64>?
    var isCancelled: LastStatement<Bool>?

    mutating func note(_ time: PlannedTime, _ details: MeetingDetails, at statedAt: Instant?) {
        start = .later(start, LastStatement(time.start, at: statedAt))
        isCancelled = .later(isCancelled, LastStatement(time.isCancelled, at: statedAt))
        var details = details
        details.plannedSeconds = time.seconds ?? details.plannedSeconds
        note(details, at: statedAt)
    }

    mutating func note(_ details: MeetingDetails, at statedAt: Instant?) {
        guard let stated = details.plannedSeconds else { return }
        seconds = .later(seconds, LastStatement(stated, at: statedAt))
    }
}

extension Instant {
    static let distantPast = Instant(microseconds: .min)
    static let distantFuture = Instant(microseconds: .max)
}
