import Attendance
import EventSourcing
import MeetingManagement
import Projections
import Synchronization
import Testing
import TestSupport

@Suite("A meeting that nobody linked")
struct UnlinkedMeetingTests {
    private static let number = "81234567890"

    @Test("keeps personal data for 30 days after it was told, run by run")
    func days() async throws {
        let office = try UnlinkedOffice()
        try await office.take(
            WebhookSample.run("one", on: "2026-03-09"),
            at: "2026-03-09T12:00:00Z"
        )
        try await office.take(
            WebhookSample.run("two", on: "2026-03-20"),
            at: "2026-03-20T12:00:00Z"
        )
        let id = try await office.meeting(Self.number).record.id
        #expect(try await !office.meeting(Self.number).isLinked)
        var listed = try await office.desk.unlinkedMeetings()
        #expect(listed.map { $0.firstExpiry.map(Self.second) } == ["2026-04-08T12:00:00Z"])
        #expect(listed.map { $0.lastExpiry.map(Self.second) } == ["2026-04-19T12:00:00Z"])
        #expect(listed.map(\.topic) == ["First aid"])

        #expect(await office.sweep(at: "2026-04-08T11:59:59Z").isEmpty)
        #expect(try await office.names(at: Self.number) == [["Ada", "Boris"], ["Ada", "Boris"]])
        let seconds = try await Self.seconds(at: office)

        let first = await office.sweep(at: "2026-04-08T12:00:01Z")
        #expect(first == [.expired(id, subjects: 2)])
        let names = try await office.names(at: Self.number)
        #expect(names.last == ["Ada", "Boris"])
        #expect(names.first?.contains { ["Ada", "Boris"].contains($0) } == false)
        #expect(try await office.meeting(Self.number).topic == "First aid")

        // The second run, and the topic with it.
        let second = await office.sweep(at: "2026-04-19T12:00:01Z")
        #expect(second == [.expired(id, subjects: 3)])
        #expect(try await office.meeting(Self.number).topic != "First aid")
        // What happened stays.
        #expect(try await Self.seconds(at: office) == seconds)
        listed = try await office.desk.unlinkedMeetings()
        #expect(listed.isEmpty)
        #expect(await office.sweep(at: "2027-01-01T00:00:00Z").isEmpty)
    }

    @Test("loses the deliveries that named its people, with what else they said")
    func deliveries() async throws {
        let office = try UnlinkedOffice()
        let bodies = WebhookSample.run("one", on: "2026-03-09")
        try await office.take(bodies, at: "2026-03-09T12:00:00Z")
        let names = try await office.log.events(from: 0, limit: 100).compactMap {
            $0.metadata["delivery"].map { DocumentName(.delivery, $0) }
        }
        #expect(Set(names).count == bodies.count)
        for name in names { #expect(try await office.log.document(name) != nil) }
        await office.sweep(at: "2026-05-01T00:00:00Z")
        for name in names { #expect(try await office.log.document(name) == nil) }
    }

    @Test("is heard of again, and keeps that for another 30 days")
    func again() async throws {
        let office = try UnlinkedOffice()
        try await office.take(
            WebhookSample.run("one", on: "2026-03-09"),
            at: "2026-03-09T12:00:00Z"
        )
        await office.sweep(at: "2026-05-01T00:00:00Z")
        try await office.take(
            WebhookSample.run("two", on: "2026-05-04"),
            at: "2026-05-04T12:00:00Z"
        )
        #expect(try await office.meeting(Self.number).topic == "First aid")
        #expect(await office.sweep(at: "2026-06-03T11:00:00Z").isEmpty)
        #expect(try await office.names(at: Self.number).last == ["Ada", "Boris"])
        try await office.desk.link(
            Self.number,
            to: .course("FA", session: nil, group: nil),
            actor: UnlinkedOffice.officer
        )
        #expect(await office.sweep(at: "2027-06-03T11:00:00Z").isEmpty)
        #expect(try await office.names(at: Self.number).last == ["Ada", "Boris"])
    }

    /// What makes a meeting the organisation's.
    enum Use: CaseIterable {
        case linked, scheduled, expected, asked, closed
    }

    @Test("is linked by a person, or by what people do with it", arguments: Use.allCases)
    func linked(use: Use) async throws {
        let office = try UnlinkedOffice()
        try await office.take(
            WebhookSample.run("one", on: "2026-03-09"),
            at: "2026-03-09T12:00:00Z"
        )
        let reading = try await office.meeting(Self.number)
        let (desk, officer) = (office.desk, UnlinkedOffice.officer)
        let occurrence = try #require(reading.sheets.first?.content.occurrence.id)
        switch use {
        case .linked: try await desk.link(Self.number, actor: officer)
        case .scheduled:
            let plan = DatePlan(
                date: try #require(CivilDate("2026-06-01")),
                secondOfDay: 36_000,
                zone: "Europe/Paris",
                seconds: 3600
            )
            _ = try await desk.schedule(
                [plan],
                of: .known(Self.number),
                under: .generic,
                actor: officer
            )
        case .expected:
            try await desk.extendRoster(of: reading.record.id, with: [.ada], actor: officer)
        case .asked:
            let slot = Slot(
                id: SlotID("whole"),
                window: TimeWindow(start: "2026-03-09T09:00:00Z", end: "2026-03-09T10:00:00Z")
            )
            _ = try await desk.openSlot(slot, of: occurrence, reason: nil, actor: officer)
        case .closed: _ = try await desk.closeSheet(of: occurrence, actor: officer)
        }
        #expect(try await office.meeting(Self.number).isLinked)
        #expect(try await desk.unlinkedMeetings().isEmpty)
        let notes = await office.sweep(at: "2026-06-09T12:00:00Z")
        #expect(notes == (use == .linked ? [] : [.linked(reading.record.id, .use)]))
        #expect(await office.sweep(at: "2027-06-09T12:00:00Z").isEmpty)
        let names = try await Set(office.names(at: Self.number).joined())
        #expect(names.isSuperset(of: ["Ada", "Boris"]))
    }

    @Test("that is said to be none of ours loses personal data with the next sweep, each time")
    func disowned() async throws {
        let office = try UnlinkedOffice()
        try await office.take(
            WebhookSample.run("one", on: "2026-03-09"),
            at: "2026-03-09T12:00:00Z"
        )
        #expect(try await office.desk.disown(Self.number, actor: UnlinkedOffice.officer))
        #expect(try await !office.desk.disown(Self.number, actor: UnlinkedOffice.officer))
        let id = try await office.meeting(Self.number).record.id
        #expect(await office.sweep(at: "2026-03-09T12:01:00Z") == [.expired(id, subjects: 3)])
        #expect(try await office.meeting(Self.number).topic != "First aid")
        try await office.take(
            WebhookSample.run("two", on: "2026-03-10"),
            at: "2026-03-10T12:00:00Z"
        )
        #expect(await office.sweep(at: "2026-03-10T12:01:00Z") == [.expired(id, subjects: 3)])
        // Until somebody says otherwise.
        try await office.desk.link(Self.number, actor: UnlinkedOffice.officer)
        try await office.take(
            WebhookSample.run("three", on: "2026-03-11"),
            at: "2026-03-11T12:00:00Z"
        )
        #expect(await office.sweep(at: "2026-03-11T12:01:00Z").isEmpty)
        #expect(try await office.names(at: Self.number).last == ["Ada", "Boris"])
    }

    @Test("that is none of ours is not asked about at Zoom", arguments: [false, true])
    func unasked(isDisowned: Bool) async throws {
        let office = try UnlinkedOffice()
        try await office.take(
            WebhookSample.run("one", on: "2026-03-09"),
            at: "2026-03-09T12:00:00Z"
        )
        if isDisowned {
            try await office.desk.disown(Self.number, actor: UnlinkedOffice.officer)
        }
        let notes = Mutex<[ReconciliationNote]>([])
        // Whoever is not connected is missed when something is to be asked.
        await Reconciler(desk: office.desk, clients: ZoomClients()).look { note in
            notes.withLock { $0.append(note) }
        }
        let account = ReconciliationNote.notConnected(account: WebhookSample.account)
        #expect(notes.withLock { $0.contains(account) } == !isDisowned)
    }

    @Test("that people use cannot be said to be none of ours")
    func used() async throws {
        let office = try UnlinkedOffice()
        try await office.take(
            WebhookSample.run("one", on: "2026-03-09"),
            at: "2026-03-09T12:00:00Z"
        )
        let meeting = try await office.meeting(Self.number).record.id
        try await office.desk.extendRoster(
            of: meeting,
            with: [.ada],
            actor: UnlinkedOffice.officer
        )
        do {
            try await office.desk.disown(Self.number, actor: UnlinkedOffice.officer)
            Issue.record("it was")
        } catch {
            guard case .link(.used) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("keeps everything when somebody links or uses it just then", arguments: [false, true])
    func meanwhile(isUse: Bool) async throws {
        let office = try UnlinkedOffice()
        try await office.take(
            WebhookSample.run("one", on: "2026-03-09"),
            at: "2026-03-09T12:00:00Z"
        )
        let meeting = try await office.meeting(Self.number).record.id
        let desk = office.desk
        office.log.interpose { [log = office.log] _ throws(EventLogError) in
            log.interpose(nil)
            let event: AttendanceEvent =
                isUse
                ? .rosterExtended(RosterExtended(meeting: meeting, people: [.ada]))
                : .meetingLinked(
                    MeetingLinked(meeting: meeting, link: .global, ground: .decision)
                )
            let append = StreamAppend(
                to: event.stream,
                expecting: .any,
                events: [(AttendanceCodec.encode(event), "2026-05-01T00:00:00Z")]
            )
            _ = try await desk.log.append(AppendBatch([append], actor: "officer"))
        }
        #expect(await office.sweep(at: "2026-05-01T00:00:00Z").isEmpty)
        let names = try await Set(office.names(at: Self.number).joined())
        #expect(names.isSuperset(of: ["Ada", "Boris"]))
        #expect(try await office.meeting(Self.number).isLinked)
    }

    /// The log tells events apart by a microsecond.
    private static func second(_ instant: Instant) -> Instant {
        Instant(microseconds: instant.microseconds / 1_000_000 * 1_000_000)
    }

    private static func seconds(at office: UnlinkedOffice) async throws -> [[Int64]] {
        try await office.meeting(number).sheets.map {
            $0.content.rows.map(\.secondsPresent).sorted()
        }
    }
}
