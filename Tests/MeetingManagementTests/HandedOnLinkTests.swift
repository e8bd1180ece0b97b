import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import Synchronization
import TestSupport
import Testing

/// A link is known in clear to whoever made it alone: once it is recorded, it must not get lost.
@Suite("Links that were recorded")
struct HandedOnLinkTests {
    private static let busy = EventLogError(.busy, "too many batches are waiting")
    private let zoom = WebhookSample()
    private let slot = Slot(
        id: SlotID("whole"),
        window: TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:30:00Z")
    )

    /// What the clock asked for, and what it could not.
    private struct Asked {
        var links: [OccurrenceID: [SigningLink]] = [:]
        var failed: [OccurrenceID] = []
    }

    private func ask(_ log: any EventLog, at now: Instant) async throws -> Asked {
        var asked = Asked()
        try await TestDesk(over: log, now: now).desk.askWhereDue { id, links in
            asked.links[id, default: []] += links
        } noting: { id, _ in
            asked.failed.append(id)
        }
        return asked
    }

    /// A log where five dates of an hour were planned on one day, each of them due all day; Ada is
    /// expected.
    private func planned(_ hours: Int64 = 1) async throws -> (InterposedLog, [OccurrenceID]) {
        let start: Instant = "2026-03-01T08:00:00Z"
        let log = InterposedLog(over: MemoryEventLog(now: { start }))
        let test = try TestDesk(over: log, now: start)
        try await test.take([zoom.created(start: "2026-03-09T08:00:00Z")])
        var pack = try #require(RulePack.shipped("fr-formation"))
        pack.signing.leadSeconds = 12 * 3600
        let date = try #require(CivilDate("2026-03-09"))
        let dates = try await test.desk.schedule(
            (9...13).map {
                DatePlan(date: date, secondOfDay: $0 * 3600, zone: "UTC", seconds: hours * 3600)
            },
            of: .known(zoom.number),
            under: pack,
            actor: "planner"
        )
        let people = try await test.desk.importPeople(csv: "name,own id\nAda,E-1\n", actor: "t")
        let meeting = try await test.meeting().record.id
        try await test.desk.extendRoster(of: meeting, with: people.people, actor: "t")
        return (log, dates.sorted())
    }

    @Test("are handed on though another date fails, which is asked for the next time")
    func anotherDate() async throws {
        let (log, dates) = try await planned()
        #expect(dates.count == 5)
        let failing = StreamName.occurrence(dates[3])
        log.interpose { batch throws(EventLogError) in
            if batch.streams.contains(where: { $0.stream == failing }) { throw Self.busy }
        }
        let now: Instant = "2026-03-09T08:00:00Z"
        let asked = try await ask(log, at: now)
        #expect(asked.failed == [dates[3]])
        #expect(Set(asked.links.keys) == Set(dates).subtracting([dates[3]]))
        let desk = try TestDesk(over: log, now: now).desk
        for link in asked.links.values.joined() {
            #expect(try await desk.invitation(withToken: link.token).name == "Ada")
        }
        log.interpose(nil)
        let next = try await ask(log, at: now)
        #expect(next.failed.isEmpty)
        #expect(Array(next.links.keys) == [dates[3]])
    }

    @Test("are handed on though another slot of their date fails")
    func anotherSlot() async throws {
        let log = InterposedLog(over: MemoryEventLog(now: { "2026-03-01T08:00:00Z" }))
        let test = try TestDesk(over: log, now: "2026-03-01T08:00:00Z")
        try await test.take([zoom.created(start: "2026-03-09T08:00:00Z")])
        var pack = try #require(RulePack.shipped("fr-formation"))
        pack.signing.leadSeconds = 12 * 3600
        let plan = DatePlan(
            date: try #require(CivilDate("2026-03-09")),
            secondOfDay: 9 * 3600,
            zone: "UTC",
            seconds: 8 * 3600
        )
        let dates = try await test.desk.schedule(
            [plan],
            of: .known(zoom.number),
            under: pack,
            actor: "planner"
        )
        let people = try await test.desk.importPeople(csv: "name,own id\nAda,E-1\n", actor: "t")
        let meeting = try await test.meeting().record.id
        try await test.desk.extendRoster(of: meeting, with: people.people, actor: "t")
        let appends = Mutex(0)
        log.interpose { _ throws(EventLogError) in
            let count = appends.withLock { count in
                count += 1
                return count
            }
            if count > 1 { throw Self.busy }
        }
        let asked = try await ask(log, at: "2026-03-09T08:00:00Z")
        #expect(asked.failed == dates)
        #expect(asked.links.values.joined().map(\.place.slot) == [SlotID("morning")])
    }

    /// A course that ran twice, an hour apart, and where Hana was asked after each run; and that was
    /// planned as one date, as came out later.
    private func askedTwice() async throws -> (InterposedLog, TestDesk, [SigningLink]) {
        let log = InterposedLog(over: MemoryEventLog(now: { TestDesk.now }))
        let test = try TestDesk(over: log)
        var runs = [zoom, zoom]
        runs[1].uuid = "dUuUUQm7Rv+3Wv0TmFh0Kw=="
        runs[1].start = "2026-03-09T11:30:00Z"
        var links: [SigningLink] = []
        for (run, end) in zip(runs, ["2026-03-09T09:20:00Z", "2026-03-09T11:50:00Z"]) {
            try await test.take([
                run.started(),
                run.joined("Hana", at: run.start, connection: run.uuid, user: "1", isHost: true),
                run.ended(at: end),
            ])
        }
        for sheet in try await test.meeting().sheets {
            links += try await test.desk.openSlot(
                slot,
                of: sheet.content.occurrence.id,
                reason: nil,
                actor: "t"
            )
        }
        #expect(links.count == 2)
        var plan = zoom
        plan.minutes = 180
        try await test.take([plan.created(start: "2026-03-09T09:00:00Z")])
        #expect(try await test.meeting().sheets.count == 1)
        return (log, test, links)
    }

    private func isGood(_ link: SigningLink, _ test: TestDesk) async throws -> Bool {
        do {
            _ = try await test.desk.invitation(withToken: link.token)
            return true
        } catch DeskFailure.linkUnknown {
            return false
        }
    }

    @Test("take the place of earlier ones by other names in one go: all of it, or nothing")
    func together() async throws {
        let (log, test, earlier) = try await askedTwice()
        let id = try await test.sheet().occurrence.id
        let appends = Mutex<[Int]>([])
        log.interpose { batch throws(EventLogError) in
            let count = appends.withLock { appends in
                appends.append(batch.streams.count)
                return appends.count
            }
            if count != 2 { throw Self.busy }
        }
        let size = try await log.size()
        await #expect(throws: DeskFailure.self) {
            try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        }
        #expect(try await log.size() == size)
        for link in earlier { #expect(try await isGood(link, test)) }
        let links = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        #expect(appends.withLock { $0 } == [2, 2])
        #expect(links.map(\.name) == ["Hana"])
        for link in links { #expect(try await isGood(link, test)) }
        for link in earlier { #expect(try await !isGood(link, test)) }
    }

    @Test("are the only ones that are returned: whoever has signed meanwhile gets none")
    func meanwhile() async throws {
        let log = InterposedLog(over: MemoryEventLog(now: { TestDesk.now }))
        let test = try TestDesk(over: log)
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A", user: "1"),
            zoom.joined("Boris", at: "2026-03-09T09:03:00Z", connection: "B", user: "2"),
        ])
        let id = try await test.sheet().occurrence.id
        let first = try await test.desk.openSlot(slot, of: id, reason: nil, actor: "t")
        let ada = try #require(first.first { $0.name == "Ada" })
        // She signs when everybody is being asked anew already.
        let hasSigned = Mutex(false)
        let other = try TestDesk(over: log.base).desk
        log.interpose { _ throws(EventLogError) in
            let isFirst = hasSigned.withLock { hasSigned in
                defer { hasSigned = true }
                return !hasSigned
            }
            guard isFirst else { return }
            let given = try? await other.sign(withToken: ada.token, png: TestPNG.signature()) {
                SignatureEvidence(route: .drawn, statement: $0.statement(in: .english))
            }
            #expect(given != nil)
        }
        let links = try await test.desk.openSlot(slot, of: id, reason: "Again", actor: "t")
        #expect(links.map(\.name) == ["Boris"])
        for link in links { #expect(try await isGood(link, test)) }
    }
}
