import Attendance
import EventSourcing
import TestSupport

/// What is told of one run, with the disorder that Zoom is known for.
struct GeneratedRun {
    /// The run.
    let run: SampleRun
    /// What really happened.
    let visits: GeneratedVisits
    /// When it started and ended.
    let start: Int64
    let end: Int64
    private(set) var deliveries: [GeneratedDelivery] = []

    /// Makes up what happened in a run, of which some facts are lost.
    init(
        _ run: SampleRun,
        from start: Int64,
        to end: Int64,
        crowd: [GeneratedAttender],
        loss: Int,
        dice: inout Dice
    ) {
        let run = dice.chance(8) ? run.told(by: .file) : run
        self.run = run
        (self.start, self.end) = (start, end)
        visits = GeneratedVisits(crowd, from: start, to: end, dice: &dice)
        if dice.chance(85) { deliver(run.started(), at: start, dice: &dice) }
        if dice.chance(92) {
            let told = dice.chance(80) ? run : run.told(by: .file)
            deliver(told.ended(Instant(seconds: end)), at: end + 18, dice: &dice)
            if dice.chance(3) {
                deliver(told.ended(Instant(seconds: end - 1)), at: end + 19, dice: &dice)
            }
        }
        for stay in visits.stays { tell(of: stay, loss: loss, dice: &dice) }
        for who in visits.waiting {
            let at = dice.number(start, end - 1)
            let sighted = run.sighted(who, .enteredWaitingRoom, Instant(seconds: at))
            deliver(sighted, at: at, dice: &dice)
        }
        if dice.chance(50) {
            let report = GeneratedReport(run.told(by: .report), visits, dice: &dice)
            for fact in report.facts { deliver(fact, at: end + 1800, dice: &dice) }
        }
    }

    private mutating func tell(of stay: GeneratedStay, loss: Int, dice: inout Dice) {
        let run = dice.chance(Odds.mixedSource) ? run.told(by: .file) : run
        sight(stay, dice: &dice)
        let isJoinTold = !dice.chance(loss)
        if isJoinTold {
            let isTimed = !dice.chance(Odds.untoldTime)
            let joined = ConnectionJoined(
                instance: run.reference(statedAt: Instant(seconds: stay.joined + 2)),
                participant: stay.participant(in: run),
                at: isTimed ? Instant(seconds: stay.joined) : nil
            )
            // Of a hop, the join is often delivered first.
            let delay = stay.isHop ? dice.number(-1, 1) : 0
            deliver(.connectionJoined(joined), at: stay.joined + delay, dice: &dice)
        }
        if !dice.chance(loss) {
            let isTimed = !dice.chance(Odds.untoldTime)
            var told = run
            if isJoinTold, dice.chance(2) { told.start = nil }
            if dice.chance(1) { told.start = told.start?.advanced(bySeconds: 3) }
            let left = ConnectionLeft(
                instance: told.reference(statedAt: Instant(seconds: stay.left + 2)),
                participant: stay.participant(in: run, learns: !dice.chance(10)),
                at: isTimed ? Instant(seconds: stay.left) : nil,
                reason: nil
            )
            deliver(.connectionLeft(left), at: stay.left, dice: &dice)
        }
    }

    private mutating func sight(_ stay: GeneratedStay, dice: inout Dice) {
        if dice.chance(6) {
            var waited = stay
            waited.userID = stay.userID.map { "\($0)9" }
            sight(waited, .enteredWaitingRoom, at: stay.joined - 6, dice: &dice)
            sight(stay, .admitted, at: stay.joined - 1, dice: &dice)
        }
        if stay.joined < start { sight(stay, .joinedBeforeHost, at: stay.joined, dice: &dice) }
        if stay.isHop, dice.chance(60) {
            sight(stay, .enteredBreakoutRoom, at: stay.joined, dice: &dice)
            sight(stay, .leftBreakoutRoom, at: stay.left, dice: &dice)
        }
        if dice.chance(2) { sight(stay, .changedRole, at: stay.left + 400, dice: &dice) }
    }

    private mutating func sight(
        _ stay: GeneratedStay,
        _ sighting: ParticipantSighted.Sighting,
        at second: Int64,
        dice: inout Dice
    ) {
        let isRoom = sighting == .enteredBreakoutRoom || sighting == .leftBreakoutRoom
        let sighted = ParticipantSighted(
            instance: run.reference(statedAt: Instant(seconds: second + 1)),
            participant: stay.participant(in: run),
            sighting: sighting,
            at: Instant(seconds: second),
            object: isRoom ? "room-\(second % 3)" : sighting == .changedRole ? "attendee" : nil
        )
        deliver(.participantSighted(sighted), at: second, dice: &dice)
    }

    /// A fact comes within seconds, or minutes later, or twice.
    private mutating func deliver(_ fact: AttendanceEvent, at second: Int64, dice: inout Dice) {
        let delay = dice.chance(95) ? dice.number(0, 4) : dice.number(300, 5400)
        deliveries.append(GeneratedDelivery(at: second + delay, fact: fact))
        guard dice.chance(4) else { return }
        let again = dice.pick(0, 300, 1200, 3600)
        deliveries.append(GeneratedDelivery(at: second + delay + Int64(again), fact: fact))
    }
}

extension SampleRun {
    /// The run with facts of another source.
    func told(by source: FactSource) -> SampleRun {
        var other = self
        other.meeting.source = source
        return other
    }
}
