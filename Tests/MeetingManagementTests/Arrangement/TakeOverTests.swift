import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

@Suite("Taking a meeting over from Zoom")
struct TakeOverTests {
    private func plan(at account: SimulatedAccount, kind: String = "meetings") throws -> String {
        let body: JSON = [
            "topic": "First aid", "type": kind == "meetings" ? 8 : 9, "duration": 90,
            "start_time": "2026-03-09T10:00:00", "timezone": "Europe/Paris",
            "recurrence": ["type": 1, "repeat_interval": 1, "end_times": 3],
            "settings": ["approval_type": 0, "registration_type": 1],
        ]
        let answer = account.act("POST", "/users/\(SimulatedAccount.host)/\(kind)", body)
        let number = String(try #require(answer.json["id"]?.integer))
        for name in ["ada", "boris"] {
            let person: JSON = [
                "email": .string("\(name)@example.org"), "first_name": .string(name),
            ]
            let path = "/\(kind)/\(number)/registrants"
            #expect(account.act("POST", path, person).status == 201)
        }
        return number
    }

    @Test(
        "reads it, its dates and its registrants, whether Zoom told of them or not",
        arguments: ["meetings", "webinars"],
        [false, true]
    )
    func takesOver(kind: String, isTold: Bool) async throws {
        let test = try TestArranging()
        let number = try plan(at: test.account, kind: kind)
        test.account.pass(seconds: 60)
        if isTold { try await test.takeDeliveries() }
        for _ in 0..<2 {
            let entry = try await test.desk.takeOver(
                number,
                account: SimulatedAccount.id,
                link: .course("FA-1", session: nil, group: nil),
                under: .generic,
                through: test.account.clients(),
                actor: TestArranging.actor
            )
            #expect(entry.arrangement.confirmedDates.count == 3)
        }
        try await test.takeDeliveries()
        let reading = try await test.desk.meeting(named: number)
        #expect(reading.topic == "First aid")
        #expect(reading.sheets.count == 3)
        #expect(reading.sheets.first?.content.rows.count == 2)
        #expect(reading.sheets.allSatisfy { $0.content.rulePack == RulePack.generic.id })
        let calls = test.account.calls
        try await test.drain()
        #expect(test.account.calls == calls)
        let people = try await test.expect(3, at: reading.record.id)
        try await test.drain()
        #expect(test.registeredAtZoom(number, kind).count == 5)
        _ = try await test.desk.reduceRoster(
            of: reading.record.id,
            at: nil,
            from: nil,
            by: people,
            actor: TestArranging.actor
        )
        try await test.drain()
        #expect(test.registeredAtZoom(number, kind) == ["ada@example.org", "boris@example.org"])
    }

    @Test("can be changed and cancelled then, and is refused of what was arranged here")
    func afterwards() async throws {
        let test = try TestArranging()
        let number = try plan(at: test.account)
        let clients = test.account.clients()
        let entry = try await test.desk.takeOver(
            number,
            account: SimulatedAccount.id,
            through: clients,
            actor: TestArranging.actor
        )
        var draft = ArrangementChangeDraft()
        draft.topic = "First aid, again"
        test.account.pass(seconds: 5)
        try await test.desk.change(number, to: draft, actor: TestArranging.actor)
        let last = try #require(entry.arrangement.confirmedDates.last)
        try await test.desk.cancelArrangement(
            number,
            at: last.occurrence,
            reason: "Two are enough",
            actor: TestArranging.actor
        )
        try await test.drain()
        #expect(test.meetingsAtZoom().first?["topic"]?.string == "First aid, again")
        let standings = try await test.desk.meeting(named: number).standings
        #expect(standings == [false, false, true])
        let own = try await test.arrangeOnce()
        try await test.drain()
        let made = try #require(try await test.arrangement(own).meeting?.number)
        await #expect(throws: DeskFailure.self) {
            try await test.desk.takeOver(
                made,
                account: SimulatedAccount.id,
                through: clients,
                actor: TestArranging.actor
            )
        }
        await #expect(throws: DeskFailure.self) {
            try await test.desk.takeOver(
                "99999999999",
                account: SimulatedAccount.id,
                through: clients,
                actor: TestArranging.actor
            )
        }
    }
}
