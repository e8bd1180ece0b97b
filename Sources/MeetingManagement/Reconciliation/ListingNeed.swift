import Attendance
import EventSourcing
import Projections

/// When Zoom is to be asked which runs of a meeting there were, and since when they matter.
struct ListingNeed: Sendable, Hashable {
    /// When it is due.
    var due: Instant
    /// Runs that began earlier are no concern: they were before anything was received.
    var since: Instant
}

extension Roll {
    /// Whether the runs of a meeting are to be listed: there was a planned time in which no run is
    /// known, or the receiver or the subscription was away in it, or the meeting may run at any time.
    /// - Returns: the earliest need that no listing has met; `nil` where there is none.
    func listingNeed(of meeting: MeetingID, at now: Instant) -> ListingNeed? {
        guard let record = directory.meetings[meeting] else { return nil }
        let reach = now.advanced(bySeconds: -Int64(ReconciliationTimes.runsDaysBack) * 86_400)
        let since = max(reach, receiver.firstStart ?? .min)
        let dues = plannedDues(of: meeting, at: now) + timelessDue(of: record, at: now)
        let listed = record.listedAt ?? .min
        return dues.filter { listed < $0 }.min().map { ListingNeed(due: $0, since: since) }
    }

    private func plannedDues(of meeting: MeetingID, at now: Instant) -> [Instant] {
        let times = TimeSet(
            runs(of: meeting).compactMap { run in
                // One that goes on fills its time; when it ended, it is asked for itself.
                let last = run.end ?? .max
                return run.begin < last ? TimeWindow(start: run.begin, end: last) : nil
            }
        )
        let account = directory.meetings[meeting]?.account ?? ""
        let unsubscribed = accounts.accounts[account]?.subscription.gaps ?? []
        let gaps = (receiver.gaps(until: now) + unsubscribed).filter {
            $0.seconds >= ReconciliationTimes.gapSecondsMin
        }
        let reach = now.advanced(bySeconds: -Int64(ReconciliationTimes.plansDaysBack) * 86_400)
        return occurrences(of: meeting).flatMap { occurrence -> [Instant] in
            guard !occurrence.isCancelled, let planned = occurrence.planned else { return [] }
            let over = planned.end.advanced(bySeconds: ReconciliationTimes.listingSeconds)
            let around = TimeWindow(
                start: planned.start.advanced(bySeconds: -ReconciliationTimes.marginSeconds),
                end: planned.end.advanced(bySeconds: ReconciliationTimes.marginSeconds)
            )
            var dues = gaps.filter { $0.start < around.end && around.start < $0.end }
                .map { max(over, $0.end) }
            if reach <= planned.end, isIdle(planned, but: times) { dues.append(over) }
            return dues
        }
    }

    /// Whether no run is known in much of a planned time.
    private func isIdle(_ planned: TimeWindow, but runs: TimeSet) -> Bool {
        guard planned.seconds > 0 else { return runs.clipped(to: planned.hour).windows.isEmpty }
        var idle = TimeSet([planned])
        idle.subtract(runs)
        let least = min(ReconciliationTimes.idleSecondsMin, planned.seconds)
        return idle.windows.contains { $0.seconds >= least }
    }

    private func timelessDue(of record: MeetingRecord, at now: Instant) -> [Instant] {
        guard let planned = record.plannedWithoutTimeAt else { return [] }
        let last = max(planned, runs(of: record.id).last?.begin ?? planned)
        let idle = last.seconds(to: now)
        guard idle < Int64(ReconciliationTimes.runsDaysBack) * 86_400 else { return [] }
        let pause =
            idle < ReconciliationTimes.useSeconds
            ? ReconciliationTimes.timelessSeconds : ReconciliationTimes.idleTimelessSeconds
        return [(record.listedAt ?? planned).advanced(bySeconds: pause)]
    }
}

extension TimeWindow {
    /// An hour from its start: how long what was planned without a length is taken to last.
    fileprivate var hour: TimeWindow {
        TimeWindow(start: start, end: start.advanced(bySeconds: 3600))
    }
}

extension Instant {
    /// Before anything, and after it.
    static let min = Instant(microseconds: .min)
    static let max = Instant(microseconds: .max)
}
