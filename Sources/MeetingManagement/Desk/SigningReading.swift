public import Attendance
import EventSourcing
public import Projections

/// What whoever gives a course is shown of its signatures.
public struct SigningReading: Sendable, Hashable {
    /// The sheet.
    public var sheet: SheetReading
    /// Who has signed, and who has not.
    public var report: SigningReport
    /// The slots that the rules divide the occurrence into and nobody opened yet.
    public var offered: [Slot]
}

extension Desk {
    /// An occurrence as whoever gives the course sees it.
    /// - Throws: ``DeskFailure`` when there is no such occurrence, or the log failed.
    public func signingReading(of id: OccurrenceID) async throws(DeskFailure) -> SigningReading {
        let roll = try await self.roll(showing: id)
        guard let found = roll.occurrence(id),
            let report = SigningReport(of: found, in: roll, at: edges.now())
        else { throw .occurrenceUnknown }
        let sheet = try await reading(of: id, in: roll)
        let known = Set(report.slots.map(\.id))
        return SigningReading(
            sheet: sheet,
            report: report,
            offered: slots(of: found, sheet.content, in: roll).filter { !known.contains($0.id) }
        )
    }

    /// What the rules divide an occurrence into.
    ///
    /// Of one that nobody planned it is what it took, or while it lasts, to the end of the hour.
    func slots(of occurrence: Occurrence, _ sheet: AttendanceSheet, in roll: Roll) -> [Slot] {
        let line = sheet.occurrence
        let window =
            occurrence.planned
            ?? line.actualStart.map {
                TimeWindow(start: $0, end: line.actualEnd ?? edges.now().endOfHour)
            }
        guard let window else { return [] }
        let zone = ZoneRules.system(named: line.zone, around: window.start)
        return roll.rulePack(of: occurrence).slots.slots(of: window, in: zone)
    }
}

extension Instant {
    /// The next full hour, in UTC.
    fileprivate var endOfHour: Instant { Instant(seconds: (seconds / 3600 + 1) * 3600) }
}
