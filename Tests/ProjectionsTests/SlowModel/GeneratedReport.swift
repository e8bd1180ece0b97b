import Attendance
import EventSourcing
import TestSupport

/// What the participants report of a run says.
struct GeneratedReport {
    private(set) var facts: [AttendanceEvent] = []
    private let run: SampleRun

    init(_ run: SampleRun, _ visits: GeneratedVisits, dice: inout Dice) {
        self.run = run
        let loss = dice.pick(0, 0, 10, 60)
        let skew = dice.pick(Int64(0), 5, 90)
        for stay in visits.stays where !dice.chance(loss) { add(stay, skew: skew, dice: &dice) }
        for who in visits.waiting where dice.chance(70) { addWaiting(who, among: visits) }
        if dice.chance(15), let stay = visits.stays.last { addStranger(like: stay, dice: &dice) }
        if dice.chance(8) { facts = [] }
        guard dice.chance(90) else { return }
        let read = ReportRead(
            instance: run.reference(statedAt: nil),
            rowCount: Int64(facts.count),
            isComplete: dice.chance(75)
        )
        facts.append(.reportRead(read))
    }

    private mutating func add(_ stay: GeneratedStay, skew: Int64, dice: inout Dice) {
        let differs = dice.chance(40)
        let joined = stay.joined + (differs ? dice.number(-skew, skew) : 0)
        let left = stay.left + (differs ? dice.number(-skew, skew) : 0)
        let row = ParticipantReported(
            instance: run.reference(statedAt: nil),
            participant: stay.row(in: run),
            joined: dice.chance(2) ? nil : Instant(seconds: joined),
            left: dice.chance(2) ? nil : Instant(seconds: max(joined, left))
        )
        facts.append(.participantReported(row))
    }

    /// Somebody of whom nothing came live.
    private mutating func addStranger(like stay: GeneratedStay, dice: inout Dice) {
        var stranger = stay
        stranger.who = .guest("Late row", connection: "stranger")
        stranger.userID = "99"
        add(stranger, skew: 0, dice: &dice)
    }

    private mutating func addWaiting(_ who: SampleParticipant, among visits: GeneratedVisits) {
        let first = visits.stays.first?.joined ?? run.start?.seconds ?? 0
        let stay = GeneratedStay(
            who: who,
            isOnPhone: false,
            userID: "8-\(who.connection)",
            joined: first,
            left: first + 4
        )
        let row = ParticipantReported(
            instance: run.reference(statedAt: nil),
            participant: stay.row(in: run),
            joined: Instant(seconds: first),
            left: Instant(seconds: first + 4),
            isWaiting: true
        )
        facts.append(.participantReported(row))
    }
}
