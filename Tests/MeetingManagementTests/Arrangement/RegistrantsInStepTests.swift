import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomSimulator

@Suite("The registrants of an arranged meeting")
struct RegistrantsInStepTests {
    @Test("are those the roster expects, by thirty where it is held once, and singly in a series")
    func added() async throws {
        let test = try TestArranging()
        for isSeries in [false, true] {
            let id = isSeries ? try await test.arrangeSeries() : try await test.arrangeOnce()
            try await test.drain()
            let meeting = try #require(try await test.arrangement(id).meeting)
            try await test.expect(31, at: meeting.id)
            try await test.drain()
            #expect(test.registeredAtZoom(meeting.number).count == 30)
            let reading = try await test.meeting(of: id)
            let rows = try #require(reading.sheets.first).content.rows
            #expect(Set(rows.map(\.name)).count == 31)
            test.account.pass(seconds: 60)
            try await test.takeDeliveries()
            let calls = test.account.calls
            try await test.drain()
            #expect(test.account.calls == calls)
            #expect(try await test.meeting(of: id).sheets.first?.content.rows.count == 31)
        }
        let batches = test.account.look {
            $0.callCount("POST", "/meetings/{meetingId}/batch_registrants")
        }
        let singles = test.account.look {
            $0.callCount("POST", "/meetings/{meetingId}/registrants")
        }
        // Thirty and one in the first meeting.
        #expect(batches == 2)
        #expect(singles == 31)
    }

    @Test("are cancelled when they are expected no longer; whoever registered themselves stays")
    func removed() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeOnce()
        try await test.drain()
        let meeting = try #require(try await test.arrangement(id).meeting)
        let own: JSON = ["email": "own@example.org", "first_name": "Olga", "last_name": "Own"]
        #expect(
            test.account.act("POST", "/meetings/\(meeting.number)/registrants", own).status == 201
        )
        let people = try await test.expect(3, at: meeting.id)
        try await test.drain()
        test.account.pass(seconds: 60)
        try await test.takeDeliveries()
        _ = try await test.desk.reduceRoster(
            of: meeting.id,
            at: nil,
            from: nil,
            by: [people[0]],
            actor: TestArranging.actor
        )
        try await test.drain()
        #expect(
            test.registeredAtZoom(meeting.number) == [
                "own@example.org", "p2@example.org", "p3@example.org",
            ]
        )
        // And back again.
        test.account.pass(seconds: 60)
        try await test.takeDeliveries()
        _ = try await test.desk.extendRoster(
            of: meeting.id,
            with: [people[0]],
            actor: TestArranging.actor
        )
        try await test.drain()
        #expect(test.registeredAtZoom(meeting.number).count == 4)
        #expect(try await test.desk.outbox().isEmpty)
    }

    @Test("who wait for an approval are approved where the roster expects them")
    func approved() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeSeries { $0.settings.registration = .manual }
        try await test.drain()
        let meeting = try #require(try await test.arrangement(id).meeting)
        try await test.expect(4, at: meeting.id)
        try await test.drain()
        #expect(test.registeredAtZoom(meeting.number).count == 4)
        #expect(try await test.desk.outbox().isEmpty)
    }

    @Test("whom somebody cancelled at Zoom are not registered again")
    func cancelledThere() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeOnce()
        try await test.drain()
        let meeting = try #require(try await test.arrangement(id).meeting)
        try await test.expect(2, at: meeting.id)
        try await test.drain()
        test.account.pass(seconds: 5)
        let cancel: JSON = ["action": "cancel", "registrants": [["email": "p1@example.org"]]]
        let path = "/meetings/\(meeting.number)/registrants/status"
        #expect(test.account.act("PUT", path, cancel).status == 204)
        test.account.pass(seconds: 60)
        try await test.takeDeliveries()
        try await test.drain()
        #expect(test.registeredAtZoom(meeting.number) == ["p2@example.org"])
    }

    @Test("of single dates are registered to these, where registering is by date")
    func byDate() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeSeries { $0.settings.scope = .chosen }
        try await test.drain()
        let made = try await test.arrangement(id)
        let meeting = try #require(made.meeting)
        let csv = "name,email\nAda Lovelace,ada@example.org\nBoris Spassky,boris@example.org\n"
        let people = try await test.desk.importPeople(csv: csv, actor: TestArranging.actor).people
        _ = try await test.desk.extendRoster(
            of: meeting.id,
            with: [people[0]],
            actor: TestArranging.actor
        )
        _ = try await test.desk.extendRoster(
            of: meeting.id,
            at: made.dates[1].occurrence,
            with: [people[1]],
            actor: TestArranging.actor
        )
        try await test.drain()
        let second = try #require(made.confirmedDates[1].zoomID)
        let registered = try await test.arrangement(id).registered.values
        #expect(registered.first { $0.person == people[0] }?.dates.count == 4)
        #expect(registered.first { $0.person == people[1] }?.dates == [second])
        let listed = test.account.act("GET", "/meetings/\(meeting.number)/registrants").json
        #expect(listed["registrants"]?.array?.count == 2)
    }

    @Test("whom Zoom refuses do not keep the others waiting")
    func refused() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeOnce()
        try await test.drain()
        let meeting = try #require(try await test.arrangement(id).meeting)
        let csv =
            "name,email\nAda,ada@example.org\nNobody,two@@example.org\nBoris,boris@example.org\n"
        let people = try await test.desk.importPeople(csv: csv, actor: TestArranging.actor).people
        _ = try await test.desk.extendRoster(
            of: meeting.id,
            with: people,
            actor: TestArranging.actor
        )
        try await test.drain()
        #expect(
            test.registeredAtZoom(meeting.number) == ["ada@example.org", "boris@example.org"]
        )
        let lines = try await test.desk.outbox()
        #expect(lines.count == 1 && lines.allSatisfy(\.isRefused))
        #expect(lines.first?.reason?.contains("two@@") == false)
        let calls = test.account.calls
        try await test.drain()
        #expect(test.account.calls == calls)
    }

    @Test("are registered with the address they have now")
    func otherAddress() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeOnce()
        try await test.drain()
        let meeting = try #require(try await test.arrangement(id).meeting)
        try await test.expect(1, at: meeting.id)
        try await test.drain()
        test.account.pass(seconds: 5)
        let csv = "name,email,own id\nPerson Nr1,new@example.org,E-1\n"
        _ = try await test.desk.importPeople(csv: csv, actor: TestArranging.actor)
        try await test.drain()
        #expect(test.registeredAtZoom(meeting.number) == ["new@example.org"])
    }

    @Test("are a thousand added once, in 34 batches; a restart sends nothing again")
    func thousand() async throws {
        var test = try TestArranging()
        let id = try await test.arrangeOnce()
        try await test.drain()
        let meeting = try #require(try await test.arrangement(id).meeting)
        try await test.expect(1000, at: meeting.id)
        try await test.drain(roundsMax: 2000)
        let batch = "/meetings/{meetingId}/batch_registrants"
        #expect(test.account.look { $0.callCount("POST", batch) } == 34)
        #expect(
            test.account.look { $0.callCount("POST", "/meetings/{meetingId}/registrants") } == 0
        )
        // What Zoom told of it meanwhile says nothing new.
        test.account.pass(seconds: 120)
        let calls = test.account.calls
        try test.restart()
        try await test.drain()
        #expect(test.account.calls == calls)
        #expect(try await test.arrangement(id).registered.count == 1000)
    }
}
