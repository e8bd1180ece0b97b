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
    /// The names of what Zoom planned for that time, where the organisation planned it too.
    public var aliases: [OccurrenceID] = []
}

extension Roll {
    /// The occurrences of a meeting, by time: the planned ones, and the chains of runs nobody planned.
    ///
    /// A run belongs where somebody put it; else to the planned occurrence whose window, with the
    /// margins of its rule pack, holds its start; the nearest wins. What is left over chains into
    /// occurrences by gap. What the organisation planned holds against what Zoom tells of that time.
    public func occurrences(of meeting: MeetingID) -> [Occurrence] {
        guard let record = directory.meetings[meeting] else { return [] }
        let runs = runs(of: record)
        let plans = plans(of: record, ranAt: runs.map(\.begin))
        var members: [OccurrenceID: [InstanceLedger]] = [:]
        var unplanned: [InstanceLedger] = []
        var placed: [(run: InstanceLedger, to: OccurrenceID)] = []
        for run in runs {
            if let target = directory.placement(of: run.id) {
                placed.append((run, target))
            } else if let plan = plan(of: run, among: plans) {
                members[plan.id, default: []].append(run)
            } else {
                unplanned.append(run)
            }
        }
        var chains = chains(of: unplanned)
        // Those set apart first: others may have been put to them.
        let (apart, rest) = (placed.filter(Self.isApart), placed.filter { !Self.isApart($0) })
        for (run, target) in apart + rest {
            place(run, at: target, among: plans, &members, &chains)
        }
        let planned = plans.map { plan in
            Occurrence(
                id: plan.id,
                meeting: meeting,
                planned: plan.window,
                isCancelled: plan.isCancelled && members[plan.id] == nil,
                instances: (members[plan.id] ?? []).sorted(by: Self.isEarlier).map(\.id),
                aliases: plan.aliases
            )
        }
        let chained = chains.map { $0.sorted(by: Self.isEarlier) }.compactMap { chain in
            chain.first.map { first in
                Occurrence(
                    id: OccurrenceID(first.id.text),
                    meeting: meeting,
                    planned: nil,
                    isCancelled: false,
                    instances: chain.map(\.id)
                )
            }
        }
        return (planned + chained).sorted { sortKey($0) < sortKey($1) }
    }

    /// The occurrence a name stands for: a planned one, or the one that a run belongs to.
    public func occurrence(_ id: OccurrenceID) -> Occurrence? {
        if let run = presence.instances[InstanceID(id.text)] {
            return occurrences(of: run.meeting).first { $0.instances.contains(run.id) }
        }
        guard let meeting = directory.meeting(planning: id) else { return nil }
        return occurrences(of: meeting).first { $0.id == id || $0.aliases.contains(id) }
    }

    /// The runs of an occurrence, by start.
    public func runs(of occurrence: Occurrence) -> [InstanceLedger] {
        guard let record = directory.meetings[occurrence.meeting] else { return [] }
        return runs(of: record).filter { occurrence.instances.contains($0.id) }
    }

    /// The rules an occurrence is judged by: those agreed when it was planned, else those the
    /// organisation had adopted when it began.
    public func rulePack(of occurrence: Occurrence) -> RulePack {
        let schedule = directory.schedule(of: occurrence.meeting)
        if let agreed = schedule.entries[occurrence.id]?.plan.pack { return agreed }
        let start = occurrence.planned?.start ?? runs(of: occurrence).first?.begin
        return adopted.pack(at: start ?? .distantPast)
    }

    /// The runs of a meeting, by start; each knows when the next began.
    func runs(of record: MeetingRecord) -> [InstanceLedger] {
        var runs = record.instances
            .compactMap { presence.instances[$0] }
            .filter { !$0.isPractice && $0.meeting == record.id }
            .sorted(by: Self.isEarlier)
        for index in runs.indices.dropLast() { runs[index].note(successor: runs[index + 1].begin) }
        return runs
    }

    /// The zone an occurrence was planned in: as the organisation planned it, else as Zoom has it.
    func zone(of occurrence: Occurrence, in record: MeetingRecord) -> String? {
        let own = directory.schedule(of: record.id).entries[occurrence.id]?.plan
        return own?.time.zone.identifier ?? record.zone
    }

    private static func isEarlier(_ left: InstanceLedger, _ right: InstanceLedger) -> Bool {
        (left.begin, left.id) < (right.begin, right.id)
    }

    /// What was planned, by the organisation and, for the times it left open, at Zoom.
    private func plans(
        of record: MeetingRecord,
        ranAt starts: [Instant]
    ) -> [PlannedOccurrence] {
        let known = record.plannedOccurrences(ranAt: starts, under: adopted.pack)
        var own = directory.schedule(of: record.id).occurrences
        guard !own.isEmpty else { return known }
        var others: [PlannedOccurrence] = []
        for plan in known {
            // What is cancelled takes only what Zoom cancelled too: else it is another date.
            let place = own.firstIndex {
                $0.id == plan.id
                    || ((!$0.isCancelled || plan.isCancelled) && $0.window.shares(plan.window))
            }
            if let place {
                if own[place].id != plan.id { own[place].aliases.append(plan.id) }
            } else {
                others.append(plan)
            }
        }
        return own + others
    }

    /// Whether anybody planned a date of a meeting.
    func isPlanned(_ record: MeetingRecord) -> Bool {
        !plans(of: record, ranAt: runs(of: record).map(\.begin)).isEmpty
    }

    private func sortKey(_ occurrence: Occurrence) -> (Instant, OccurrenceID) {
        let first = runs(of: occurrence).first?.begin
        return (occurrence.planned?.start ?? first ?? .distantPast, occurrence.id)
    }

    private func margins(of plan: PlannedOccurrence, in meeting: MeetingID) -> RulePack {
        directory.schedule(of: meeting).entries[plan.id]?.plan.pack
            ?? adopted.pack(at: plan.window.start)
    }

    private func plan(
        of run: InstanceLedger,
        among plans: [PlannedOccurrence]
    ) -> PlannedOccurrence? {
        let start = run.begin
        let candidates = plans.filter {
            $0.window.widened(under: margins(of: $0, in: run.meeting)).contains(start)
        }
        return candidates.min { Self.nearness($0, to: start) < Self.nearness($1, to: start) }
    }

    /// What really ran belongs to a cancelled plan only where there is no other.
    private static func nearness(
        _ plan: PlannedOccurrence,
        to start: Instant
    ) -> (Int, Int64, OccurrenceID) {
        (plan.isCancelled ? 1 : 0, abs(plan.window.start.seconds(to: start)), plan.id)
    }

    private func chains(of runs: [InstanceLedger]) -> [[InstanceLedger]] {
        var chains: [[InstanceLedger]] = []
        var reach: Instant?
        for run in runs {
            let gap = adopted.pack(at: run.begin).membership.chainGapSecondsMax
            if let reach, reach.seconds(to: run.begin) <= gap {
                chains[chains.count - 1].append(run)
            } else {
                chains.append([run])
            }
            let last = run.end ?? run.lastKnown ?? run.begin
            reach = max(reach ?? last, last)
        }
        return chains
    }

    private static func isApart(_ placed: (run: InstanceLedger, to: OccurrenceID)) -> Bool {
        placed.to.text == placed.run.id.text
    }

    /// Puts a run where somebody said it belongs: to a plan, to the runs of another, or by itself.
    private func place(
        _ run: InstanceLedger,
        at target: OccurrenceID,
        among plans: [PlannedOccurrence],
        _ members: inout [OccurrenceID: [InstanceLedger]],
        _ chains: inout [[InstanceLedger]]
    ) {
        if let plan = plans.first(where: { $0.id == target || $0.aliases.contains(target) }) {
            members[plan.id, default: []].append(run)
            return
        }
        let other = InstanceID(target.text)
        if let plan = members.first(where: { $0.value.contains { $0.id == other } })?.key {
            members[plan]?.append(run)
        } else if let chain = chains.firstIndex(where: { $0.contains { $0.id == other } }) {
            chains[chain].append(run)
        } else {
            chains.append([run])
        }
    }
}

extension TimeWindow {
    /// Whether two plans are about one time: they overlap, or one without length begins in the other.
    fileprivate func shares(_ other: TimeWindow) -> Bool {
        intersection(other) != nil || (other.seconds == 0 && contains(other.start))
    }
}
