public import Attendance
public import EventSourcing

/// Who was connected to a meeting at one moment.
public struct PresenceReport: Sendable, Hashable {
    /// Someone who was connected.
    public struct Line: Sendable, Hashable {
        /// The row of the sheet they belong to.
        public var attendee: SubjectID
        /// Their name.
        public var name: String
        /// Trainer or attendee.
        public var role: AttendeeRole
        /// Since when; `nil` where the join is not known.
        public var since: Instant?
    }

    /// The moment.
    public var at: Instant
    /// The meeting's number.
    public var number: String
    /// Its topic.
    public var topic: String?
    /// Whether a run was going on.
    public var isRunning: Bool
    /// Those who were connected, by name.
    public var present: [Line]
}

extension Roll {
    /// Who was connected to a meeting at a moment, as far as is known now.
    public func presence(in meeting: MeetingID, at instant: Instant) -> PresenceReport? {
        guard let record = directory.meetings[meeting] else { return nil }
        let running = runs(of: record).filter { run in
            guard let start = run.start, start <= instant else { return false }
            return instant < run.end ?? start.advanced(bySeconds: ScheduleDecider.secondsMax)
        }
        var lines: [PresenceReport.Line] = []
        for occurrence in occurrences(of: meeting)
        where running.contains(where: { occurrence.instances.contains($0.id) }) {
            for row in sheet(of: occurrence)?.rows ?? [] {
                let stay = row.connections.first { connection in
                    (connection.from ?? .distantPast) <= instant
                        && instant < (connection.to ?? .distantFuture)
                }
                guard let stay, stay.from != nil || (stay.to == nil && !stay.endInferred) else {
                    continue
                }
                lines.append(
                    PresenceReport.Line(
                        attendee: row.attendee,
                        name: row.name,
                        role: row.role,
                        since: stay.from
                    )
                )
            }
        }
        return PresenceReport(
            at: instant,
            number: record.number,
            topic: topic(of: record),
            isRunning: !running.isEmpty,
            present: lines
        )
    }
}
