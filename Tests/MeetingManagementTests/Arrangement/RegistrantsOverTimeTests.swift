import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomSimulator

@Suite("The registrants of an arranged meeting, as time passes")
struct RegistrantsOverTimeTests {
    private static let status = "/meetings/{meetingId}/registrants/status"

    private func people(_ csv: String, in test: TestArranging) async throws -> [PersonID] {
        try await test.desk.importPeople(csv: "name,email\n" + csv, actor: TestArranging.actor)
            .people
    }

    private func expect(
        _ people: [PersonID],
        at meeting: MeetingID,
        on date: OccurrenceID? = nil,
        in test: TestArranging
    ) async throws {
        _ = try await test.desk.extendRoster(
            of: meeting,
            at: date,
            with: people,
            actor: TestArranging.actor
        )
    }

    private func reduce(
        _ people: [PersonID],
        at meeting: MeetingID,
        in test: TestArranging
    ) async throws {
        _ = try await test.desk.reduceRoster(
            of: meeting,
            at: nil,
            from: nil,
            by: people,
            actor: TestArranging.actor
        )
    }

    @Test("who were cancelled at Zoom without a word are found out by reading, and stay cancelled")
    func cancelledUnheard() async throws {
        var test = try TestArranging()
        let id = try await test.arrangeOnce()
        try await test.drain()
        let meeting = try #require(try await test.arrangement(id).meeting)
        let people = try await test.expect(2, at: meeting.id)
        try await test.drain()
        test.account.pass(seconds: 1200)
        let cancel: JSON = ["action": "cancel", "registrants": [["email": "p1@example.org"]]]
        let path = "/meetings/\(meeting.number)/registrants/status"
        #expect(test.account.act("PUT", path, cancel).status == 204)
        test.account.pass(seconds: 60)
        _ = test.account.deliveries()
        // Something is to be done, and a process that knows nothing reads first.
        try test.restart()
        try await test.expect(3, at: meeting.id)
        try await test.drain()
        #expect(
            test.registeredAtZoom(meeting.number) == ["p2@example.org", "p3@example.org"]
        )
        let reading = try await test.meeting(of: id)
        let due = reading.roll.registrantsDue(
            for: try await test.arrangement(id),
            at: test.account.now
        )
        #expect(due.isNothing && due.cancelledThere == 1)
        let decisions = test.account.look { $0.callCount("PUT", Self.status) }
        try await reduce([people[0]], at: meeting.id, in: test)
        try await test.drain()
        #expect(test.account.look { $0.callCount("PUT", Self.status) } == decisions)
        #expect(try await test.desk.outbox().isEmpty)
    }

    @Test("stay registered for a date that is over: nobody is told that it was cancelled")
    func over() async throws {
        var test = try TestArranging()
        let id = try await test.arrangeSeries { $0.settings.scope = .chosen }
        try await test.drain()
        let made = try await test.arrangement(id)
        let meeting = try #require(made.meeting)
        let people = try await people("Ada,ada@example.org\nBoris,boris@example.org\n", in: test)
        try await expect([people[0]], at: meeting.id, in: test)
        try await expect([people[1]], at: meeting.id, on: made.dates[0].occurrence, in: test)
        try await test.drain()
        #expect(test.registeredAtZoom(meeting.number).count == 2)
        test.account.pass(
            seconds: made.dates[0].time.window.end.seconds - test.account.now.seconds + 60
        )
        try test.restart()
        try await test.drain()
        #expect(test.account.look { $0.callCount("PUT", Self.status) } == 0)
        #expect(
            test.registeredAtZoom(meeting.number) == ["ada@example.org", "boris@example.org"]
        )
        #expect(try await test.desk.outbox().isEmpty)
    }

    @Test("of whom Zoom takes no more calls today are registered tomorrow, by themselves")
    func threeADay() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeSeries()
        try await test.drain()
        let meeting = try #require(try await test.arrangement(id).meeting)
        let people = try await people("Ada,ada@example.org\nBoris,boris@example.org\n", in: test)
        let path = "/meetings/\(meeting.number)/registrants"
        let own: JSON = ["email": "ada@example.org", "first_name": "Ada"]
        for _ in 0..<3 { #expect(test.account.act("POST", path, own).status == 201) }
        test.account.pass(seconds: 5)
        let deny: JSON = ["action": "deny", "registrants": [["email": "ada@example.org"]]]
        #expect(test.account.act("PUT", path + "/status", deny).status == 204)
        test.account.pass(seconds: 60)
        try await test.takeDeliveries()
        try await expect(people, at: meeting.id, in: test)
        let progress = try await test.outbox.empty()
        #expect(test.registeredAtZoom(meeting.number) == ["boris@example.org"])
        #expect(progress.nextAt == "2026-03-02T00:00:00Z")
        #expect(try await test.desk.outbox().allSatisfy { !$0.isRefused })
        try await test.drain()
        #expect(
            test.registeredAtZoom(meeting.number) == ["ada@example.org", "boris@example.org"]
        )
        #expect(try await test.desk.outbox().isEmpty)
    }

    @Test("who share an address are registered once, for the dates of both")
    func sharedAddress() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeSeries { $0.settings.scope = .chosen }
        try await test.drain()
        let made = try await test.arrangement(id)
        let meeting = try #require(made.meeting)
        let csv = "name,email,own id\nAda,office@example.org,1\nBoris,office@example.org,2\n"
        let people = try await test.desk.importPeople(csv: csv, actor: TestArranging.actor).people
        for place in 0...1 {
            let date = made.dates[place].occurrence
            try await expect([people[place]], at: meeting.id, on: date, in: test)
        }
        try await test.drain()
        #expect(test.registeredAtZoom(meeting.number) == ["office@example.org"])
        let dates = try await test.arrangement(id).registered.values.flatMap(\.dates)
        #expect(Set(dates) == Set(made.confirmedDates.prefix(2).compactMap(\.zoomID)))
        #expect(try await test.desk.outbox().isEmpty)
    }

    @Test("are not registered for a date that was deleted at Zoom")
    func deletedDate() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeSeries { $0.settings.scope = .chosen }
        try await test.drain()
        let made = try await test.arrangement(id)
        let meeting = try #require(made.meeting)
        test.account.pass(seconds: 5)
        let gone = try #require(made.confirmedDates[1].zoomID)
        let path = "/meetings/\(meeting.number)"
        #expect(test.account.act("DELETE", path, query: ["occurrence_id": gone]).status == 204)
        test.account.pass(seconds: 60)
        try await test.takeDeliveries()
        let people = try await people("Ada,ada@example.org\n", in: test)
        try await expect(people, at: meeting.id, in: test)
        try await test.drain()
        #expect(test.registeredAtZoom(meeting.number) == ["ada@example.org"])
        let dates = try await test.arrangement(id).registered.values.flatMap(\.dates)
        #expect(dates == made.confirmedDates.compactMap(\.zoomID).filter { $0 != gone })
        #expect(try await test.desk.outbox().isEmpty)
    }
}
