public import Attendance
import EventSourcing

/// One planned date and time.
public struct PlannedOccurrence: Sendable, Hashable {
    /// The occurrence.
    public var id: OccurrenceID
    /// From the planned start to the planned end.
    public var window: TimeWindow
    /// Whether it was cancelled, or its meeting deleted.
    public var isCancelled: Bool
    /// The names of what Zoom planned for that time, where the organisation planned it too.
    public var aliases: [OccurrenceID] = []
}

/// The rule pack that holds for what begins at a moment.
typealias PackInForce = (Instant) -> RulePack

extension MeetingRecord {
    /// The planned occurrences, by start, given when the meeting really ran.
    ///
    /// A plan whose time is changed after it ran is another date of the same meeting: what ran keeps
    /// the time it was planned for then, and the changed time is an occurrence of its own.
    func plannedOccurrences(
        ranAt starts: [Instant],
        under pack: PackInForce
    ) -> [PlannedOccurrence] {
        var occurrences: [PlannedOccurrence] = []
        for (id, statements) in statedTimes() {
            var planned = generations(of: id, statements, ranAt: starts, under: pack)
            let since = statements.first?.statedAt ?? .distantPast
            for index in planned.indices where isRemoved(planned[index].id, since: since) {
                planned[index].isCancelled = true
            }
            occurrences += planned
        }
        return occurrences.sorted { ($0.window.start, $0.id) < ($1.window.start, $1.id) }
    }

    /// What was stated about the time of one plan, and when.
    private struct StatedTime {
        var statedAt: Instant
        var start: Instant?
        var seconds: Int64?
        var isCancelled = false
    }

    /// Every plan with what was stated about it, in the order of Zoom's clock.
    private func statedTimes() -> [OccurrenceID: [StatedTime]] {
        var stated: [OccurrenceID: [StatedTime]] = [:]
        for plan in plans.sorted {
            for time in plan.times {
                stated[time.occurrence, default: []]
                    .append(Self.statement(time, plan.details, plan.meeting))
            }
        }
        let planned = Set(stated.keys)
        for change in changes.sorted {
            let single = singlePlan(before: change)
            for time in change.times {
                let isPlanned = planned.contains(time.occurrence)
                let target = isPlanned ? time.occurrence : single ?? time.occurrence
                stated[target, default: []]
                    .append(Self.statement(time, change.details, change.meeting))
            }
            if change.times.isEmpty, let single, let seconds = change.details.plannedSeconds {
                let statedAt = change.meeting.statedAt ?? .distantPast
                stated[single, default: []].append(StatedTime(statedAt: statedAt, seconds: seconds))
            }
        }
        return stated.mapValues { statements in
            statements.enumerated()
                .sorted { ($0.element.statedAt, $0.offset) < ($1.element.statedAt, $1.offset) }
                .map(\.element)
        }
    }

    private static func statement(
        _ time: PlannedTime,
        _ details: MeetingDetails,
        _ meeting: MeetingReference
    ) -> StatedTime {
        StatedTime(
            statedAt: meeting.statedAt ?? .distantPast,
            start: time.start,
            seconds: time.seconds ?? details.plannedSeconds,
            isCancelled: time.isCancelled
        )
    }

    /// The one occurrence of the last plan stated before a change, where it has just one: a change of
    /// a single meeting carries no uuid, and Zoom reuses numbers.
    private func singlePlan(before change: MeetingChanged) -> OccurrenceID? {
        let limit = change.meeting.statedAt ?? .distantFuture
        let plan = plans.sorted.filter { ($0.meeting.statedAt ?? .distantPast) <= limit }
            .max {
                ($0.meeting.statedAt ?? .distantPast) < ($1.meeting.statedAt ?? .distantPast)
            }
        guard let plan, plan.times.count == 1 else { return nil }
        return plan.times.first?.occurrence
    }

    private func generations(
        of id: OccurrenceID,
        _ statements: [StatedTime],
        ranAt starts: [Instant],
        under pack: PackInForce
    ) -> [PlannedOccurrence] {
        var generations: [PlannedOccurrence] = []
        var start: Instant?
        var seconds: Int64?
        for statement in statements {
            let last = generations.last
            let hasRun =
                last.map { last in
                    starts.contains {
                        $0 < statement.statedAt
                            && last.window.widened(under: pack(last.window.start)).contains($0)
                    }
                } ?? false
            let isMoved = statement.start.map { $0 != start } ?? false
            // What already ran is neither lengthened, shortened nor cancelled afterwards.
            if hasRun && !isMoved { continue }
            start = statement.start ?? start
            seconds = statement.seconds ?? seconds
            guard let start else { continue }
            let occurrence = PlannedOccurrence(
                id: last == nil || !hasRun
                    ? last?.id ?? id : OccurrenceID("\(id)-\(start.seconds)"),
                window: TimeWindow(
                    start: start,
                    end: start.advanced(bySeconds: max(0, seconds ?? plannedSeconds ?? 0))
                ),
                isCancelled: statement.isCancelled
            )
            if last != nil && !hasRun { generations.removeLast() }
            generations.append(occurrence)
        }
        return generations
    }

    /// Whether it was deleted, and not recovered, after it was planned: an earlier deletion was of
    /// another meeting under the same number.
    private func isRemoved(_ occurrence: OccurrenceID, since: Instant) -> Bool {
        var last: LastStatement<MeetingStanding.Change>?
        for standing in standings.sorted {
            let concerns =
                standing.times.isEmpty || standing.times.contains { $0.occurrence == occurrence }
            let isLater = (standing.meeting.statedAt ?? .distantPast) >= since
            guard concerns, isLater else { continue }
            let statement = LastStatement(
                standing.change,
                at: standing.meeting.statedAt,
                text: standing.change.rawValue
            )
            last = .later(last, statement)
        }
        return last.map { $0.value != .recovered } ?? false
    }

    /// The e-mail addresses that registrants are shown to read, for an occurrence that begins at a moment.
    ///
    /// Zoom mails the personal link to the address given when a registration is approved, and may show
    /// it on the page besides only within the last hour: whoever joins by an earlier link has read that
    /// mail. What becomes of the registration afterwards does not change that.
    func addressesVouchedFor(before start: Instant) -> [SubjectID: Set<BlindIndex>] {
        var vouched: [SubjectID: Set<BlindIndex>] = [:]
        for registration in registrations.unsorted where registration.standing == .approved {
            guard let email = registration.emailIndex, let at = registration.meeting.statedAt,
                at.seconds(to: start) >= 3600
            else { continue }
            vouched[registration.registrant, default: []].insert(email)
        }
        return vouched
    }

    /// The registrations as they last stood, by registrant; of two at the same time, the one whose
    /// texts sort last.
    func registrants(in disclosure: Disclosure) -> [RegistrationChanged] {
        var last: [SubjectID: LastStatement<RegistrationChanged>] = [:]
        for registration in registrations.sorted {
            let texts = [
                registration.standing.rawValue, registration.name?.shown(in: disclosure) ?? "",
                registration.email?.shown(in: disclosure) ?? "",
            ]
            let statement = LastStatement(
                registration,
                at: registration.meeting.statedAt,
                text: texts.joined(separator: "\u{0}")
            )
            last[registration.registrant] = .later(last[registration.registrant], statement)
        }
        return last.values.map(\.value).sorted { $0.registrant < $1.registrant }
    }
}

extension OccurrenceID {
    /// The name an occurrence was planned under: a changed time carries it in front of its own.
    public var plan: OccurrenceID { OccurrenceID(String(text.prefix { $0 != "-" })) }
}

extension TimeWindow {
    /// The window with the margins in which a run still belongs to it.
    func widened(under pack: RulePack) -> TimeWindow {
        TimeWindow(
            start: start.advanced(bySeconds: -pack.membership.marginBeforeSeconds),
            end: end.advanced(bySeconds: pack.membership.marginAfterSeconds)
        )
    }
}

extension Instant {
    static let distantPast = Instant(microseconds: .min)
    static let distantFuture = Instant(microseconds: .max)
}
