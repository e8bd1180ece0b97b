import Attendance
import EventSourcing

/// When a meeting is to be, as people of the organisation planned it: the last plan of each
/// occurrence.
struct Schedule: Sendable, Hashable {
    /// One planned occurrence.
    struct Entry: Sendable, Hashable {
        var plan: OccurrenceScheduled
        var isCancelled = false
    }

    private(set) var entries: [OccurrenceID: Entry] = [:]

    mutating func note(_ scheduled: OccurrenceScheduled) {
        entries[scheduled.occurrence] = Entry(plan: scheduled)
    }

    mutating func note(_ cancelled: OccurrenceCancelled) {
        entries[cancelled.occurrence]?.isCancelled = true
    }

    /// The occurrences by start.
    var occurrences: [PlannedOccurrence] {
        entries.values.map {
            PlannedOccurrence(
                id: $0.plan.occurrence,
                window: $0.plan.time.window,
                isCancelled: $0.isCancelled
            )
        }
        .sorted { ($0.window.start, $0.id) < ($1.window.start, $1.id) }
    }
}
