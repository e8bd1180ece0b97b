import Attendance
import EventSourcing
import TestSupport

/// A day of one meeting from a seed, with all the disorder that Zoom is known for.
struct GeneratedDay {
    /// The meeting.
    let meeting = SampleMeeting.heights
    /// The one planned occurrence.
    let planned: PlannedTime
    /// What Zoom told, as it was delivered; order means nothing.
    private(set) var facts: [AttendanceEvent] = []
    /// What people decided and the receiver told of itself, in their order.
    private(set) var decisions: [AttendanceEvent] = []
    /// Whether everybody registered and hardly a fact is lost, so that absence can be known.
    private let isTidy: Bool
    private var runs: [GeneratedRun] = []

    /// Makes a day up; every 25th is large.
    init(seed: UInt64) {
        var dice = Dice(seed: seed &* 7919 &+ 17)
        let isLarge = seed % 25 == 24
        isTidy = dice.chance(35)
        let length = isLarge ? dice.number(600, 1500) : dice.number(600, 4800)
        planned = PlannedTime(
            occurrence: OccurrenceID(sample: "one"),
            start: .sample("09:00"),
            seconds: length
        )
        let times = Self.times(of: planned, isLarge: isLarge, dice: &dice)
        let people = GeneratedPeople(
            isLarge ? dice.number(60, 300) : dice.pick(dice.number(5, 15), dice.number(5, 40)),
            of: meeting,
            start: Instant(seconds: times.first?.lowerBound ?? planned.start.seconds),
            isTidy: isTidy,
            dice: &dice
        )
        hold(times, people, dice: &dice)
        decide(people, dice: &dice)
    }

    /// When the runs of the occurrence began and ended: the host drops, and is back minutes later.
    private static func times(
        of planned: PlannedTime,
        isLarge: Bool,
        dice: inout Dice
    ) -> [Range<Int64>] {
        guard !dice.chance(3) else { return [] }
        let first = planned.start.seconds + dice.number(-900, 300)
        let last = planned.start.seconds + (planned.seconds ?? 0) + dice.number(-200, 900)
        let count = isLarge ? dice.pick(1, 2) : dice.pick(1, 1, 2, 3, 4, 5)
        let step = max((last - first) / Int64(count), 90)
        return (0..<Int64(count)).map { place in
            let from = first + place * step
            return from..<(from + step - dice.number(20, min(180, step / 2)))
        }
    }

    private mutating func hold(
        _ times: [Range<Int64>],
        _ people: GeneratedPeople,
        dice: inout Dice
    ) {
        runs = times.enumerated().map { place, time in
            run("\(place + 1)", time, people.crowd, dice: &dice)
        }
        var deliveries = runs.flatMap(\.deliveries)
        if dice.chance(20) {
            let from = planned.start.seconds + (planned.seconds ?? 0) + dice.number(5400, 20_000)
            let again = people.crowd.filter { _ in dice.chance(20) }
            let late = run("late", from..<(from + 700), again, dice: &dice)
            deliveries += late.deliveries
        }
        let byDelivery = deliveries.sorted { $0.at < $1.at }.map(\.fact)
        facts = [meeting.planned(planned)] + people.registrations + byDelivery
    }

    private func run(
        _ name: String,
        _ time: Range<Int64>,
        _ crowd: [GeneratedAttender],
        dice: inout Dice
    ) -> GeneratedRun {
        let (from, to) = (time.lowerBound, time.upperBound)
        let loss = isTidy ? dice.pick(0, 0, 0, 0, 5, 5, 100) : dice.pick(0, 0, 3, 12, 40)
        let run = meeting.run(name, start: Instant(seconds: from))
        return GeneratedRun(run, from: from, to: to, crowd: crowd, loss: loss, dice: &dice)
    }

    private mutating func decide(_ people: GeneratedPeople, dice: inout Dice) {
        let participants = runs.flatMap { held in
            held.visits.stays.map { $0.who.subject(in: held.run) }
        }
        let subjects = people.known.map(\.subject)
        let corrections = GeneratedCorrections(
            meeting,
            planned,
            about: subjects + subjects + people.registrants + participants,
            signers: people.expected.map(\.subject),
            dice: &dice
        )
        decisions = [.organisationNamed(OrganisationNamed(name: "Nordlicht"))]
        decisions += people.decisions
        decisions += receiver(dice: &dice)
        decisions += corrections.decisions
    }

    /// The receiver ran all the time, part of it, or is not known to have run.
    private func receiver(dice: inout Dice) -> [AttendanceEvent] {
        let from = runs.first?.start ?? planned.start.seconds
        let to = runs.last?.end ?? planned.start.seconds
        let middle = dice.number(from + 2, to - 2)
        let (early, late) = (dice.pick(Int64(0), 600), dice.pick(Int64(0), 7200))
        if dice.chance(Odds.restart) {
            return Self.running(from - early, middle) + Self.running(middle + 1, nil)
        }
        return switch dice.number(0, 9) {
        case 0: []
        case 1...6: Self.running(from - early, nil)
        case 7...8: Self.running(from - early, to + late)
        default: Self.running(from + 1, dice.chance(50) ? middle : nil)
        }
    }

    private static func running(_ start: Int64, _ stop: Int64?) -> [AttendanceEvent] {
        let started = ReceiverStarted(at: Instant(seconds: start))
        guard let stop else { return [.receiverStarted(started)] }
        let stopped = ReceiverStopped(at: Instant(seconds: stop))
        return [.receiverStarted(started), .receiverStopped(stopped)]
    }
}
