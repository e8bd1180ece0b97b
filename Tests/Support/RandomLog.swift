public import Attendance
import EventSourcing

/// A day of one meeting from a seed, with the disorder that Zoom is known for: hops, rejoins, second
/// devices, joins and leaves that never came, leaves that came late, runs dropped and practised.
public struct RandomLog {
    /// The meeting.
    public let meeting: SampleMeeting
    private var occurrence: SampleOccurrence {
        .morning.named(OccurrenceID(sample: plan("one")))
    }

    /// A planned occurrence's name is its meeting's alone.
    private func plan(_ name: String) -> String {
        name + meeting.number + meeting.account.filter(\.isNumber)
    }

    /// What Zoom told; order means nothing.
    public private(set) var facts: [AttendanceEvent] = []
    /// What people decided, in their order.
    public private(set) var decisions: [AttendanceEvent] = []
    private var generator: SeededGenerator
    private var userID = 0

    /// Makes a day up.
    public init(seed: UInt64, of meeting: SampleMeeting = .invoices) {
        self.meeting = meeting
        generator = SeededGenerator(seed: seed)
        plans()
        for registrant in 1...4 { register(registrant) }
        decide()
        hold(meeting.run("one", start: .sample("09:00")), from: 0, minutes: 25)
        hold(meeting.run("two", start: .sample("09:27")), from: 27, minutes: 35)
        hold(meeting.run("evening", start: .sample("18:00")), from: 540, minutes: 20)
        let practice = meeting.run("practice", start: .sample("08:40"))
        facts.append(practice.joined(.hana, .sample("08:41")))
        facts.append(practice.ended(.sample("08:50"), isPractice: true))
    }

    private mutating func plans() {
        facts.append(meeting.planned(.sample(plan("one"), .sample("09:00"), minutes: 60)))
        if chance(40) {
            let moved = PlannedTime.sample(plan("unnamed"), moment(10), minutes: 50)
            facts.append(meeting.changed(moved, statedAt: .sample("08:10")))
        }
        if chance(40) {
            let longer = meeting.details(plannedSeconds: 4200, topic: "Invoices II")
            facts.append(meeting.changed(details: longer, statedAt: .sample("08:20")))
        }
        if chance(30) {
            let again = PlannedTime.sample(plan("again"), moment(360), minutes: 30)
            facts.append(meeting.changed(again, statedAt: .sample("12:00")))
        }
        if chance(20) { facts.append(meeting.standing(.deleted, statedAt: .sample("08:30"))) }
        if chance(20) { facts.append(meeting.standing(.recovered, statedAt: .sample("08:31"))) }
    }

    private mutating func register(_ number: Int) {
        let name = "Registrant \(number)"
        let email = "r\(number % 3)@example.org"
        facts.append(
            meeting.registered(name, registrant: "\(number)", email: email, standing: .pending)
        )
        guard chance(80) else { return }
        facts.append(
            meeting.registered(
                name,
                registrant: "\(number)",
                email: email,
                standing: chance(80) ? .approved : .cancelled,
                statedAt: .sample("08:05")
            )
        )
    }

    private mutating func decide() {
        decisions = [
            .organisationNamed(OrganisationNamed(name: "Nordlicht")),
            .personRegistered(.sample(.ada, name: "Ada", email: "r1@example.org", ownID: "E-1")),
            .personRegistered(.sample(.boris, name: "Boris", email: "boris@example.org")),
            meeting.expects(.ada, .boris),
            .slotOpened(occurrence.opened(reason: "Funding")),
            .signatureRequested(occurrence.request(from: PersonID.ada.subject)),
            .signatureGiven(
                occurrence.signature(of: PersonID.ada.subject, at: .sample("09:50"))
            ),
        ]
        if chance(50) {
            decisions.append(
                .personRegistered(.sample(.boris, name: "Boris", email: "r2@example.org"))
            )
        }
    }

    private mutating func hold(_ run: SampleRun, from start: Int, minutes: Int) {
        if chance(80) { facts.append(run.started()) }
        if chance(80) { facts.append(run.ended(moment(start + minutes))) }
        var crowd = [SampleParticipant.hana, .ada, .guest("Ada", connection: "other-ada")]
        crowd.append(
            SampleParticipant(name: "B", connection: "b", zoomUser: "b", email: "r2@example.org")
        )
        for registrant in 1...4 {
            let guest = SampleParticipant.guest("Guest \(registrant)")
            var linked = guest
            linked.registrant = "\(registrant)"
            crowd.append(chance(80) ? linked : guest)
        }
        for participant in crowd where chance(85) {
            attend(participant, run, from: start, minutes: minutes)
            guard chance(35) else { continue }
            attend(
                participant.on(connection: "again-\(participant.connection)"),
                run,
                from: start,
                minutes: minutes
            )
        }
    }

    private mutating func attend(
        _ who: SampleParticipant,
        _ run: SampleRun,
        from start: Int,
        minutes: Int
    ) {
        var times = (0...Int.random(in: 1...4, using: &generator)).map { _ in
            moment(start + .random(in: 0...minutes, using: &generator))
        }
        times.sort()
        for (from, to) in zip(times, times.dropFirst()) {
            userID += 1
            if chance(88) { facts.append(run.joined(who, from, as: "\(userID)")) }
            if chance(88) { facts.append(run.left(who, to, as: "\(userID)")) }
        }
        if chance(30) { facts.append(run.sighted(who, .enteredWaitingRoom, times[0])) }
    }

    /// A moment some minutes after 09:00.
    private func moment(_ minutes: Int) -> Instant {
        Instant.sample("09:00").advanced(bySeconds: Int64(minutes * 60))
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }
}

extension Sequence<AttendanceEvent> {
    /// The same facts in another order, some of them twice, with decisions in their own order among
    /// them.
    public func disordered(
        with decisions: [AttendanceEvent],
        using generator: inout SeededGenerator
    ) -> [AttendanceEvent] {
        var facts = Array(self)
        facts += facts.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 }
        facts.shuffle(using: &generator)
        var places = facts.map { _ in false } + decisions.map { _ in true }
        places.shuffle(using: &generator)
        var (nextFact, nextDecision) = (facts.makeIterator(), decisions.makeIterator())
        return places.compactMap { $0 ? nextDecision.next() : nextFact.next() }
    }
}
