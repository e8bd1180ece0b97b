import EventSourcing
import ZoomAPI

/// All pages of a run's participants, as Zoom answered them, and how far they can be relied on.
struct ReportReading: Sendable, Hashable {
    /// The pages, in their order.
    let pages: [ParticipantsPage]

    /// Nobody is on it: Zoom has not made it yet, or never will.
    var isEmpty: Bool { pages.allSatisfy { $0.report.rows.isEmpty && $0.report.refused.isEmpty } }

    /// Whether Zoom still counts: it gives a stay that took time no duration yet.
    var isUncounted: Bool {
        let rows = pages.flatMap(\.report.rows)
        let uncounted = rows.filter { $0.durationSeconds == 0 }
        return uncounted.contains { $0.joinTime != $0.leaveTime }
            || (!rows.isEmpty && uncounted.count == rows.count)
    }

    /// Whether enough time has passed since the end that no row can be missing.
    func isSettled(end: Instant, at now: Instant) -> Bool {
        let last = pages.flatMap(\.report.rows).compactMap(\.leaveTime).max() ?? end
        return max(end, last).seconds(to: now) >= ReconciliationTimes.settledSeconds
    }

    /// Whether it is taken in, read at this time.
    func isUsable(end: Instant, at now: Instant) -> Bool {
        guard !isEmpty else { return false }
        return !isUncounted || end.seconds(to: now) >= ReconciliationTimes.uncountedSecondsMax
    }
}
