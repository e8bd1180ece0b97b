public import Attendance
import EventSourcing

/// One date and time of a meeting with the runs that belong to it.
public struct Occurrence: Sendable, Hashable {
    /// The occurrence.
    public var id: OccurrenceID
    /// The meeting.
    public var meeting: MeetingID
    /// When it was to be, where it was planned.
    public var planned: TimeWindow?
    /// Whether it was cancelled.
    public var isCancelled: Bool
    /// Its runs, by start.
    public var instances: [InstanceID]
}

extension Roll {
    /// The occurrences of a meeting, by time: the planned ones, and the chains of runs nobody planned.
    ///
    /// A run belongs to the planned occurrence whose window, with the margins of the rule pack, holds
    /// its start; the nearest wins. What is left over chains into occurrences by gap.
    public func occurrences(of meeting: MeetingID, under pack: RulePack = .generic) -> [Occurrence]
    {
        guard let record = directory.meetings[meeting] else { return [] }
        let runs = runs(of: record)
        let plans = record.plannedOccurrences(ranAt: runs.map(\.begin), under: pack)
        var members: [OccurrenceID: [InstanceLedger]] = [:]
        var unplanned: [InstanceLedger] = []
        for run in runs {
            if let plan = Self.plan(of: run, among: plans, under: pack) {
                members[plan.id, default: []].append(run)
            } else {
                unplanned.append(run)
            }
        }
        var occurrences = plans.map { plan in
            Occurrence(
                id: plan.id,
                meeting: meeting,
                planned: plan.window,
                isCancelled: plan.isCancelled && members[plan.id] == nil,
                instances: (members[plan.id] ?? []).map(\.id)
            )
        }
        for chain in Self.chains(of: unplanned, under: pack) {
            occurrences.append(
                Occurrence(
                    id: OccurrenceID(chain[0].id.text),
                    meeting: meeting,
                    planned: nil,
                    isCancelled: false,
                    instances: chain.map(\.id)
                )
            )
        }
        return occurrences.sorted { sortKey($0) < sortKey($1) }
    }

    /// The occurrence a name stands for: a planned one, or the one that a run belongs to.
    public func occurrence(_ id: OccurrenceID) -> Occurrence? {
        if let run = presence.instances[InstanceID(id.text)] {
            return occurrences(of: run.meeting).first { $0.instances.contains(run.id) }
        }
        guard let meeting = directory.meeting(planning: id) else { return nil }
        return occurrences(of: meeting).first { $0.id == id }
    }

    /// The runs of an occurrence.
    public func runs(of occurrence: Occurrence) -> [InstanceLedger] {
        occurrence.instances.compactMap { presence.instances[$0] }
    }

    private func runs(of record: MeetingRecord) -> [InstanceLedger] {
        record.instances
            .compactMap { presence.instances[$0] }
            .filter { !$0.isPractice && $0.meeting == record.id }
            .sorted { ($0.begin, $0.id) < ($1.begin, $1.id) }
    }

    private func sortKey(_ occurrence: Occurrence) -> (Instant, OccurrenceID) {
        let first = runs(of: occurrence).first?.begin
        return (occurrence.planned?.start ?? first ?? .distantPast, occurrence.id)
    }

    private static func plan(
        of run: InstanceLedger,
        among plans: [PlannedOccurrence],
        under pack: RulePack
    ) -> PlannedOccurrence? {
        let start = run.begin
        let candidates = plans.filter { $0.window.widened(under: pack).contains(start) }
        return candidates.min { nearness($0, to: start) < nearness($1, to: start) }
    }

    /// What really ran belongs to a cancelled plan only where there is no other.
    private static func nearness(
        _ plan: PlannedOccurrence,
        to start: Instant
    ) -> (Int, Int64, OccurrenceID) {
        (plan.isCancelled ? 1 : 0, abs(plan.window.start.seconds(to: start)), plan.id)
    }

    private static func chains(
        of runs: [InstanceLedger],
        under pack: RulePack
    ) -> [[InstanceLedger]] {
        var chains: [[InstanceLedger]] = []
        var reach: Instant?
        for run in runs {
            if let reach, reach.seconds(to: run.begin) <= pack.chainGapSecondsMax {
                chains[chains.count - 1].append(run)
            } else {
                chains.append([run])
            }
            let last = run.end ?? run.lastKnown ?? run.begin
            reach = max(reach ?? last, last)
        }
        return chains
    }
}

extension InstanceLedger {
    /// Its start, or the first moment known of it.
    var begin: Instant { start ?? lastKnown ?? Instant(microseconds: 0) }
}
