import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomAPI
import ZoomSimulator

/// Two accounts, a course in rooms with registrants, a round of guests whose host drops out, a webinar and
/// a host who stays alone, for a week in which a twentieth of the deliveries is lost, a tenth comes twice
/// and a fifth late; Zoom is down twice, once losing what it had to deliver, and Muster is killed twice.
@Suite("A week of lost deliveries", .timeLimit(.minutes(30)))
struct SimulatedWeekTests {
    private static let start: Instant = "2026-03-09T06:00:00Z"
    private static let end: Instant = "2026-03-15T06:00:00Z"

    /// In the course of Tuesday, and over the whole of Friday's round.
    private static let kills = [
        TimeWindow(start: "2026-03-10T09:40:00Z", end: "2026-03-10T10:20:00Z"),
        TimeWindow(start: "2026-03-13T13:00:00Z", end: "2026-03-13T16:30:00Z"),
    ]

    static func account(_ name: String) -> ScenarioAccount {
        var account = ScenarioAccount(
            id: name,
            clientID: "\(name)-client",
            clientSecret: "\(name)-secret",
            secretToken: SimulatedWorld.secret
        )
        account.users = [
            ScenarioUser(email: "trainer@\(name).example", firstName: "Nora", lastName: name)
        ]
        account.webhooks = [ScenarioWebhook(url: "http://receiver.invalid/zoom")]
        return account
    }

    static func people(_ count: Int) -> [ScenarioPerson] {
        (0..<count).map { place in
            ScenarioPerson(
                firstName: "Person",
                lastName: String(place + 1),
                email: "person\(place + 1)@example.org"
            )
        }
    }

    static func meeting(
        _ topic: String,
        at account: String,
        hour: Int,
        minutes: Int64,
        days: Int64
    ) -> ScenarioMeeting {
        var meeting = ScenarioMeeting(topic: topic, host: "trainer@\(account).example")
        meeting.plannedBy = .scenario
        meeting.firstDate = CivilDate("2026-03-09")
        meeting.secondOfDay = hour * 3600
        meeting.minutes = minutes
        meeting.days = days
        return meeting
    }

    private static func scenario(seed: UInt64) -> Scenario {
        var scenario = Scenario(
            name: "a week",
            seed: seed,
            start: start,
            accounts: [account("north"), account("south")]
        )
        scenario.people = Self.people(16)
        var course = meeting("First aid", at: "north", hour: 9, minutes: 180, days: 5)
        course.habits = AttendanceHabits()
        course.habits.absent = 0.1
        course.habits.late = 0.15
        course.habits.early = 0.1
        course.habits.drops = 0.3
        course.habits.crashes = 0.25
        course.habits.breakouts = 0.8
        course.habits.waitingRoom = 0.2
        course.habits.beforeHost = 0.1
        course.habits.hostDrops = 0.2
        course.people = scenario.people.map(\.email)
        var round = meeting("Questions", at: "south", hour: 14, minutes: 60, days: 5)
        round.isRegistered = false
        round.habits.drops = 0.2
        round.habits.twoDevices = 0.1
        round.habits.hostDrops = 0.4
        var webinar = meeting("Fire safety", at: "south", hour: 17, minutes: 45, days: 2)
        webinar.kind = .webinar
        webinar.habits.late = 0.3
        var alone = meeting("Preparation", at: "north", hour: 7, minutes: 30, days: 2)
        alone.isRegistered = false
        alone.people = []
        scenario.meetings = [course, round, webinar, alone]
        scenario.deliveries.lost = 0.05
        scenario.deliveries.duplicated = 0.1
        scenario.deliveries.reordered = 0.2
        // Plans and registrations are kept in step otherwise.
        scenario.deliveries.rules = ["meeting", "webinar"].flatMap { kind in
            ["created", "registration_*"].map {
                DeliveryRule(event: "\(kind).\($0)", action: .deliver)
            }
        }
        scenario.outages = [
            ScenarioOutage(from: "2026-03-11T11:30:00Z", seconds: 3600),
            ScenarioOutage(from: "2026-03-12T13:30:00Z", seconds: 6000, losesDeliveries: true),
        ]
        return scenario
    }

    @Test("leaves sheets that say what really happened", arguments: [1, 2, 3] as [UInt64])
    func truth(seed: UInt64) async throws {
        let world = SimulatedWorld(Self.scenario(seed: seed))
        let log = SimulatedMuster.log(of: world)
        var muster: SimulatedMuster?
        while world.clock.now < Self.end {
            let next = world.clock.now.advanced(bySeconds: 300)
            if Self.kills.contains(where: { $0.start < next && next <= $0.end }) {
                muster = nil
                try await world.run(until: next, delivering: nil)
            } else {
                let running = try muster ?? SimulatedMuster(over: log, beside: world)
                if muster == nil { try await running.desk.receiverStarts(actor: Actor("receiver")) }
                muster = running
                try await running.run(world, until: next)
            }
        }
        let desk = try #require(muster).desk
        let truth = await world.truth.instances
        #expect(truth.count >= 14)
        for instance in truth { try await compare(instance, of: truth, in: world, at: desk, seed) }
        try await expectNoCallTwice(world, running: try #require(muster), over: log)
    }

    /// Compares the sheet that a run is on with all that really happened at its date.
    private func compare(
        _ instance: Truth.TrueInstance,
        of truth: [Truth.TrueInstance],
        in world: SimulatedWorld,
        at desk: Desk,
        _ seed: UInt64
    ) async throws {
        let place: Comment = "seed \(seed): \(instance.number) at \(instance.start)"
        let meeting = try await desk.meeting(named: String(instance.number))
        let found = meeting.sheets.map(\.content).first { sheet in
            sheet.instances.contains { $0.uuid == instance.uuid }
        }
        let sheet = try #require(found, place)
        let runs = truth.filter { run in sheet.instances.contains { $0.uuid == run.uuid } }
        #expect(runs.count == sheet.instances.count, place)
        #expect(sheet.occurrence.planned?.start == instance.plannedStart, place)
        #expect(sheet.occurrence.actualStart == runs.map(\.start).min(), place)
        #expect(sheet.occurrence.actualEnd == runs.compactMap(\.end).max(), place)
        guard runs.allSatisfy({ Set($0.connections.map(\.person)).count > 1 }) else {
            // Zoom makes no report of whoever was alone, so nobody's absence is known from one.
            #expect(sheet.rows.allSatisfy { $0.status != .absent }, place)
            return
        }
        #expect(sheet.isComplete, place)
        let script = world.scenario.meetings.first { $0.topic == meeting.topic }
        let came = Set(runs.flatMap(\.connections).map(\.person))
        let absent =
            script?.isRegistered != true
            ? [] : world.scenario.people.filter { !came.contains($0.email) }
        let names = Set(absent.map { "\($0.firstName) \($0.lastName)" })
        for row in sheet.rows {
            #expect(row.status != .unknown, "\(place): \(row.name)")
            #expect((row.status == .absent) == names.contains(row.name), "\(place): \(row.name)")
        }
        #expect(
            SheetLines(of: sheet).lines
                == SheetLines(
                    of: runs,
                    counting: sheet.occurrence.counted,
                    absent: Array(names)
                ).lines,
            place
        )
    }

    /// Whoever starts anew over the same log has nothing to ask.
    private func expectNoCallTwice(
        _ world: SimulatedWorld,
        running muster: SimulatedMuster,
        over log: MemoryEventLog
    ) async throws {
        let (calls, size) = (await world.callCount, try await log.size())
        await muster.reconciler.look { _ in }
        try await SimulatedMuster(over: log, beside: world).reconciler.look { _ in }
        #expect(await world.callCount == calls)
        #expect(try await log.size() == size)
    }
}
