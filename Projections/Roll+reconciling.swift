public import Attendance
public import EventSourcing

// What is looked at to know what Zoom is still to be asked.

extension Roll {
    /// The runs of a meeting by start, practice sessions left out.
    public func runs(of meeting: MeetingID) -> [InstanceLedger] {
        directory.meetings[meeting].map { runs(of: $0) } ?? []
    }
}

extension ReceiverRegister {
    /// When it first ran.
    public var firstStart: Instant? { windows.first?.start ?? since }

    /// When it did not run, since it first did, up to a moment.
    public func gaps(until now: Instant) -> [TimeWindow] {
        let starts = windows.dropFirst().map(\.start) + [since ?? now]
        return zip(windows.map(\.end), starts).compactMap { end, next in
            end < next ? TimeWindow(start: end, end: next) : nil
        }
    }
}

extension MeetingRecord {
    /// When it was last planned without a time, so that it may run whenever somebody starts it; `nil`
    /// where it has times, or was deleted.
    public var plannedWithoutTimeAt: Instant? {
        guard !isDeleted, changes.unsorted.allSatisfy({ $0.times.isEmpty }),
            plans.unsorted.allSatisfy({ $0.times.isEmpty })
        else { return nil }
        return plans.unsorted.compactMap(\.meeting.statedAt).max()
    }

    private var isDeleted: Bool {
        standings.unsorted.filter { $0.times.isEmpty }
            .reduce(nil as LastStatement<MeetingStanding.Change>?) { last, standing in
                .later(
                    last,
                    LastStatement(
                        standing.change,
                        at: standing.meeting.statedAt,
                        text: standing.change.rawValue
                    )
                )
            }
            .map { $0.value != .recovered } ?? false
    }
}
