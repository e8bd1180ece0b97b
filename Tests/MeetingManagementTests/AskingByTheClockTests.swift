import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing

@Suite("Asking when the rules say so")
struct AskingByTheClockTests {
    private let zoom = WebhookSample()
    private let day = "2026-03-09"

    /// A log where a morning from 10 to 12 in Paris was planned under a pack, and its people came.
    private func planned(
        under name: String = "fr-formation",
        lead: Int64 = 0
    ) async throws -> (any EventLog, OccurrenceID) {
        let log = MemoryEventLog(now: { "2026-03-01T08:00:00Z" })
        let before = try TestDesk(over: log, now: "2026-03-01T08:00:00Z")
        try await before.take([zoom.created(start: "2026-03-09T09:00:00Z")])
        var pack = try #require(RulePack.shipped(name))
        pack.signing.leadSeconds = lead
        let plan = DatePlan(
            date: try #require(CivilDate(day)),
            secondOfDay: 10 * 3600,
            zone: "Europe/Paris",
            seconds: 2 * 3600
        )
        let dates = try await before.desk.schedule(
            [plan],
            of: .known(zoom.number),
            under: pack,
            actor: "planner"
        )
        return (log, try #require(dates.first))
    }

    private func come(_ names: [String], _ log: any EventLog) async throws {
        let test = try TestDesk(over: log, now: "2026-03-09T09:05:00Z")
        var bodies = [zoom.started()]
        for (index, name) in names.enumerated() {
            bodies.append(
                zoom.joined(
                    name,
                    at: "2026-03-09T09:02:00Z",
                    connection: name,
                    user: "\(index)",
                    isHost: name == "Host"
                )
            )
        }
        try await test.take(bodies)
    }

    private func ask(_ log: any EventLog, at now: Instant) async throws -> [String] {
        let asked = try await TestDesk(over: log, now: now).desk.askWhereDue()
        return asked.flatMap(\.1).map(\.name).sorted()
    }

    @Test("happens once the slot may be signed, for everyone the rules want, and each once")
    func once() async throws {
        let (log, id) = try await planned()
        try await come(["Ada", "Host"], log)
        #expect(try await ask(log, at: "2026-03-09T08:59:59Z").isEmpty)
        #expect(try await ask(log, at: "2026-03-09T09:06:00Z") == ["Ada", "Host"])
        let size = try await log.size()
        #expect(try await ask(log, at: "2026-03-09T09:07:00Z").isEmpty)
        #expect(try await log.size() == size)
        // Whoever comes later is asked then.
        try await come(["Ada", "Host", "Boris"], log)
        #expect(try await ask(log, at: "2026-03-09T09:08:00Z") == ["Boris"])
        let report = try await TestDesk(over: log, now: "2026-03-09T09:09:00Z").desk.signing(of: id)
        #expect(report.lines.map(\.state) == [.asked, .asked, .asked])
        let events = try await log.events(from: 0, limit: 1000)
        let asked = events.filter { $0.event.type.name == "signature.requested" }
        #expect(asked.count == 3)
        #expect(asked.allSatisfy { $0.actor == "muster" })
        #expect(events.count { $0.event.type.name == "slot.opened" } == 1)
    }

    @Test("makes links that sign, until the grace after the slot")
    func links() async throws {
        let (log, _) = try await planned()
        try await come(["Ada"], log)
        let now: Instant = "2026-03-09T10:30:00Z"
        let asked = try await TestDesk(over: log, now: now).desk.askWhereDue()
        let link = try #require(asked.first?.1.first)
        #expect(link.opens == "2026-03-09T09:00:00Z")
        #expect(link.expires == "2026-03-09T11:15:00Z")
        _ = try await TestDesk(over: log, now: now).desk.sign(
            withToken: link.token,
            png: TestPNG.signature()
        ) { SignatureEvidence(route: .drawn, statement: $0.statement(in: .english)) }
        #expect(try await ask(log, at: "2026-03-09T10:31:00Z").isEmpty)
    }

    @Test("begins with the lead before the slot, also on the day before, and ends with the grace")
    func window() async throws {
        let (log, _) = try await planned(lead: 12 * 3600)
        try await come(["Ada"], log)
        #expect(try await ask(log, at: "2026-03-08T20:59:00Z").isEmpty)
        #expect(try await ask(log, at: "2026-03-08T21:00:00Z") == ["Ada"])
        let (late, _) = try await planned()
        try await come(["Ada"], late)
        #expect(try await ask(late, at: "2026-03-09T11:15:00Z").isEmpty)
        #expect(try await ask(late, at: "2026-03-09T11:14:59Z") == ["Ada"])
    }

    @Test("leaves alone whoever was asked, declined, had their link revoked, or took it back")
    func leavesAlone() async throws {
        let (log, id) = try await planned()
        try await come(["Ada", "Boris"], log)
        #expect(try await ask(log, at: "2026-03-09T09:06:00Z").count == 2)
        let desk = try TestDesk(over: log, now: "2026-03-09T09:07:00Z").desk
        let line = try #require(try await desk.signing(of: id).lines.first)
        try await desk.revokeRequests(of: line.attendee, in: line.slot, of: id, actor: "trainer")
        let other = try #require(try await desk.signing(of: id).lines.last)
        let anew = try await desk.openSlot(
            try #require(try await desk.signing(of: id).slots.first),
            of: id,
            reason: nil,
            for: other.attendee,
            actor: "trainer"
        )
        #expect(try await ask(log, at: "2026-03-09T09:08:00Z").isEmpty)
        // The trainer's link is the one that is good.
        let token = try #require(anew.first?.token)
        #expect(try await desk.invitation(withToken: token).name == other.name)
    }

    @Test("does not touch a slot that a trainer opened with another time")
    func otherTime() async throws {
        let (log, id) = try await planned()
        try await come(["Ada"], log)
        let desk = try TestDesk(over: log, now: "2026-03-09T09:03:00Z").desk
        let window = TimeWindow(start: "2026-03-09T09:00:00Z", end: "2026-03-09T10:00:00Z")
        let reading = try await desk.signingReading(of: id)
        let offered = try #require(reading.offered.first)
        _ = try await desk.openSlot(
            Slot(id: offered.id, window: window),
            of: id,
            reason: nil,
            actor: "trainer"
        )
        let size = try await log.size()
        #expect(try await ask(log, at: "2026-03-09T09:06:00Z").isEmpty)
        #expect(try await log.size() == size)
    }

    @Test("asks nobody under rules that want no signature, nor for a date that Zoom alone planned")
    func others() async throws {
        let (log, _) = try await planned(under: "generic")
        try await come(["Ada"], log)
        #expect(try await ask(log, at: "2026-03-09T09:06:00Z").isEmpty)
        let unplanned = MemoryEventLog(now: { "2026-03-09T09:06:00Z" })
        let test = try TestDesk(over: unplanned, now: "2026-03-09T09:06:00Z")
        try await test.take([zoom.created(start: "2026-03-09T09:00:00Z"), zoom.started()])
        #expect(try await ask(unplanned, at: "2026-03-09T09:06:00Z").isEmpty)
    }

    @Test("asks nobody for a date that was cancelled")
    func cancelled() async throws {
        let (log, id) = try await planned()
        let before = try TestDesk(over: log, now: "2026-03-02T08:00:00Z").desk
        try await before.cancel(id, of: zoom.number, reason: "Ill", actor: "planner")
        #expect(try await ask(log, at: "2026-03-09T09:06:00Z").isEmpty)
    }
}
