import Attendance
import EventSourcing
import Projections

/// What of a run decides whether Zoom is asked about it, and when.
struct RunStanding: Sendable, Hashable {
    /// The run.
    var id: InstanceID
    /// Zoom's uuid of it.
    var uuid: String
    /// When it began, as far as is known.
    var begin: Instant
    /// When it ended; `nil` where that was neither told nor asked for.
    var end: Instant?
    /// The last moment anything tells of.
    var lastKnown: Instant
    /// Whether it must be over: the next run of the meeting began.
    var isFollowed = false
    /// Whether everyone who is known to have come is known to have left.
    var isDeserted = true
    /// When the date it belongs to was to end.
    var plannedEnd: Instant?
    /// What is known of its report.
    var report = ReportStanding.unread
}

/// What was tried of a run and came to nothing yet; only remembered, never recorded.
struct RunAttempts: Sendable, Hashable {
    /// When its report was last asked for and answered.
    var reportAskedAt: Instant?
    /// When its end was last asked for and answered.
    var endAskedAt: Instant?
    /// How often its end was asked for.
    var endTries = 0
    /// Whether Zoom does not say when it ended: then the last moment known stands for that.
    var isEndUntold = false
}

/// What is to be done about a run.
enum RunStep: Sendable, Hashable {
    /// Zoom is asked whether it has ended, and when.
    case askEnd
    /// Zoom is asked for its report.
    case askReport
    /// Nothing until then.
    case wait(until: Instant)
    /// Nothing any more.
    case rest
}

extension RunStanding {
    /// What is to be done about it now.
    func step(after attempts: RunAttempts, at now: Instant) -> RunStep {
        switch report {
        case .complete where end != nil: return .rest
        case .missed: return .rest
        case .complete, .partial, .unread: break
        }
        guard let end = end(after: attempts, at: now) else {
            let due = endDue(after: attempts)
            return due <= now ? .askEnd : .wait(until: due)
        }
        guard report != .complete, let due = reportDue(after: attempts, end: end) else {
            return .rest
        }
        return due <= now ? .askReport : .wait(until: due)
    }

    /// When it ended; where Zoom does not say, or says it for longer than a run can last, the last moment
    /// known.
    func end(after attempts: RunAttempts, at now: Instant) -> Instant? {
        if let end { return end }
        let isTooLong =
            attempts.endTries > 0
            && lastKnown.seconds(to: now) > ReconciliationTimes.runSecondsMax
        return attempts.isEndUntold || isTooLong ? lastKnown : nil
    }

    /// Whether no later asking for its report is planned.
    func isLastAsking(end: Instant, at now: Instant) -> Bool {
        ReconciliationTimes.lateSeconds.allSatisfy { $0 <= end.seconds(to: now) }
    }

    private func endDue(after attempts: RunAttempts) -> Instant {
        if let asked = attempts.endAskedAt {
            let doubled = ReconciliationTimes.endAgainSeconds << min(attempts.endTries - 1, 8)
            return asked.advanced(bySeconds: min(doubled, ReconciliationTimes.endAgainSecondsMax))
        }
        let quiet = lastKnown.advanced(bySeconds: ReconciliationTimes.quietSeconds)
        if isFollowed || isDeserted { return quiet }
        let overtime = (plannedEnd ?? lastKnown)
            .advanced(bySeconds: ReconciliationTimes.overtimeSeconds)
        return max(quiet, overtime)
    }

    private func reportDue(after attempts: RunAttempts, end: Instant) -> Instant? {
        let early = report == .unread ? ReconciliationTimes.earlySeconds : []
        let times = (early + ReconciliationTimes.lateSeconds).map { end.advanced(bySeconds: $0) }
        guard let asked = attempts.reportAskedAt else { return times.first }
        return times.first { asked < $0 }
    }
}

extension Roll {
    /// The runs of a meeting, as far as Zoom may be asked about them.
    func standings(of meeting: MeetingID) -> [RunStanding] {
        let runs = runs(of: meeting)
        var plannedEnds: [InstanceID: Instant] = [:]
        for occurrence in occurrences(of: meeting) {
            for run in occurrence.instances { plannedEnds[run] = occurrence.planned?.end }
        }
        return runs.enumerated().map { place, run in
            RunStanding(
                id: run.id,
                uuid: run.uuid,
                begin: run.begin,
                end: run.isEndInferred ? nil : run.end,
                lastKnown: run.lastKnown ?? run.begin,
                isFollowed: place + 1 < runs.count,
                isDeserted: run.end != nil || run.isDeserted,
                plannedEnd: plannedEnds[run.id],
                report: run.reportStanding
            )
        }
    }
}
