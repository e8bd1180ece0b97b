import Attendance
import EventSourcing

/// Attendance at one planned occurrence, looked at second by second.
///
/// It is slow, and simple enough to be believed: what the fold says is compared with it.
struct SlowModel {
    private let window: TimeWindow
    private let runs: [SlowRun]
    /// Whether another run went on in the same time.
    private let isBesideOtherRun: Bool
    private let watches: [SlowWatch]
    private let people: SlowPeople
    private let decisions: SlowDecisions

    /// Takes in all events: facts in any order, decisions in theirs.
    init(of events: [AttendanceEvent], at planned: PlannedTime, of meeting: MeetingID) {
        let length = planned.seconds ?? 0
        window = TimeWindow(
            start: planned.start,
            end: planned.start.advanced(bySeconds: length)
        )
        let taken = TimeWindow(
            start: planned.start.advanced(bySeconds: -3600),
            end: planned.start.advanced(bySeconds: length + 3600)
        )
        let ids = Set(events.compactMap { $0.instance?.id })
        var all = ids.map { id in SlowRun(events.filter { $0.instance?.id == id }) }
        for place in all.indices {
            let begin = all[place].begin ?? taken.end
            let later = all.compactMap(\.begin).filter { begin < $0 }
            if let next = later.min() { all[place].note(next: next) }
        }
        runs = all.filter { run in run.start.map { taken.contains($0) } ?? false }
        let others = all.filter { run in run.start.map { !taken.contains($0) } ?? true }
        let time = window
        isBesideOtherRun = others.contains { run in
            guard let begin = run.begin, let last = run.end ?? run.moments.max() else {
                return false
            }
            return begin < time.end && time.start < last
        }
        watches = SlowWatch.all(in: events)
        people = SlowPeople(events, of: meeting)
        decisions = SlowDecisions(events, about: planned.occurrence)
    }

    /// The rows of the sheet.
    var rows: Set<SlowRow> {
        let participants = runs.flatMap { Array($0.participants.values) }
        let groups = groups(of: participants).map {
            SlowGroup($0, participants: participants, people: people, decisions: decisions)
        }
        let stays = runs.flatMap(\.stays)
        let isComplete = runs.allSatisfy { $0.isComplete(receiver: watches) } && !isBesideOtherRun
        let seen = groups.filter { $0.isConnected && !$0.isExplained }
        return Set(
            groups.filter(\.isOnSheet).map { group in
                row(
                    of: group,
                    stays: stays.filter { group.subjects.contains($0.subject) },
                    isAbsenceKnown: isComplete
                        && seen.allSatisfy { group.isPerson ? $0.isPerson : $0.isRegistered }
                )
            }
        )
    }

    private func groups(of participants: [SlowParticipant]) -> [Set<SlowNode>] {
        let identity = SlowIdentity(
            participants: participants,
            people: people.addresses,
            registrations: people.registrations,
            start: runs.compactMap(\.start).min() ?? window.start
        )
        var ties = identity.ties
        let known = Set(participants.map(\.subject))
            .union(people.addresses.keys.map(\.subject))
            .union(people.registrations.keys.flatMap { people.registrants(of: $0) })
        for other in decisions.attendees.subtracting(known) { ties.add(.other(other)) }
        return ties.groups
    }

    private func row(of group: SlowGroup, stays: [SlowStay], isAbsenceKnown: Bool) -> SlowRow {
        let corrections = decisions.corrections.filter { group.subjects.contains($0.attendee) }
        let time = SlowTime(of: window, stays: stays, corrections: corrections)
        let isSeen = !stays.isEmpty || time.count > 0
        return SlowRow(
            attendee: group.attendee,
            status: status(of: group, stays, time, isAbsenceKnown: isAbsenceKnown),
            seconds: time.count,
            share: isSeen ? Int(min(100, time.count * 100 / window.seconds)) : nil
        )
    }

    private func status(
        of group: SlowGroup,
        _ stays: [SlowStay],
        _ time: SlowTime,
        isAbsenceKnown: Bool
    ) -> AttendanceStatus {
        if time.isDecided, time.count == 0 { return .absent }
        guard stays.isEmpty, time.count == 0 else {
            if time.count * 100 >= window.seconds * 75 { return .present }
            return !time.isDecided && stays.contains(where: \.isUntold) ? .unknown : .partial
        }
        guard !runs.isEmpty, runs.allSatisfy({ $0.end != nil }) else { return .notSeenYet }
        return isAbsenceKnown && !group.isToldOf ? .absent : .unknown
    }
}
