import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomSimulator

@Suite("The panelists of an arranged webinar")
struct PanelistsTests {
    private static let calls = "/webinars/{webinarId}/panelists"

    /// A webinar at Zoom, and three people who are known.
    private func webinar(
        _ test: TestArranging
    ) async throws -> (id: ArrangementID, number: String) {
        let draft = try test.draft(.once(try test.time("2026-03-09")), .webinar)
        let entry = try await test.desk.arrange(draft, actor: TestArranging.actor)
        let id = try #require(entry.arrangement.id)
        try await test.drain()
        let csv = "name,email\nAda A,ada@example.org\nBo B,bo@example.org\nCy C,cy@example.org\n"
        _ = try await test.desk.importPeople(csv: csv, actor: TestArranging.actor)
        return (id, try #require(try await test.arrangement(id).meeting).number)
    }

    private func name(
        _ people: [String],
        of id: ArrangementID,
        in test: TestArranging
    ) async throws {
        let addresses = people.map { "\($0)@example.org" }
        try await test.desk.namePanelists(of: id.text, addresses, actor: TestArranging.actor)
    }

    private func atZoom(_ number: String, _ test: TestArranging) -> [String] {
        let answer = test.account.act("GET", "/webinars/\(number)/panelists")
        return (answer.json["panelists"]?.array ?? [])
            .compactMap { $0["email"]?.string?.split(separator: "@").first.map(String.init) }
            .sorted()
    }

    @Test("are those who were named; whoever somebody made one at Zoom stays")
    func named() async throws {
        let test = try TestArranging()
        let (id, number) = try await webinar(test)
        let own: JSON = ["panelists": [["name": "Olga", "email": "olga@example.org"]]]
        #expect(test.account.act("POST", "/webinars/\(number)/panelists", own).status == 201)
        try await name(["ada", "bo"], of: id, in: test)
        #expect(try await test.desk.outbox().map(\.what) == ["panelists: 2 to add"])
        try await test.drain()
        #expect(atZoom(number, test) == ["ada", "bo", "olga"])
        #expect(test.account.look { $0.callCount("POST", Self.calls) } == 2)
        try await name(["cy", "bo", "bo"], of: id, in: test)
        try await test.drain()
        #expect(atZoom(number, test) == ["bo", "cy", "olga"])
        try await name([], of: id, in: test)
        try await test.drain()
        #expect(atZoom(number, test) == ["olga"])
        #expect(try await test.desk.outbox().isEmpty)
    }

    @Test("that are in step cost no call, and naming them again says nothing")
    func inStep() async throws {
        var test = try TestArranging()
        let (id, _) = try await webinar(test)
        try await name(["ada"], of: id, in: test)
        try await test.drain()
        let calls = test.account.calls
        let size = try await test.log.size()
        try await name(["ada"], of: id, in: test)
        #expect(try await test.log.size() == size)
        try test.restart()
        try await test.drain()
        #expect(test.account.calls == calls)
    }

    @Test("are added once, wherever the process ends or an answer is lost", arguments: 0..<4)
    func killed(call: Int) async throws {
        for trouble in [
            SimulatedAccount.Trouble.killedBefore, .killedAfter, .answerLost, .unreachable,
        ] {
            var test = try TestArranging()
            let (id, number) = try await webinar(test)
            try await name(["ada", "bo"], of: id, in: test)
            test.account.disturb { $0 == call ? trouble : nil }
            _ = try? await test.outbox.empty()
            try test.restart()
            test.account.disturb { _ in nil }
            test.account.pass(seconds: 400)
            try await test.drain()
            #expect(atZoom(number, test) == ["ada", "bo"])
            let adding = test.account.look { $0.callCount("POST", Self.calls) }
            #expect(adding == 1)
            try await name(["bo"], of: id, in: test)
            test.account.disturb { $0 == call ? trouble : nil }
            _ = try? await test.outbox.empty()
            try test.restart()
            test.account.disturb { _ in nil }
            test.account.pass(seconds: 400)
            try await test.drain()
            #expect(atZoom(number, test) == ["bo"])
        }
    }

    @Test("follow a person's address")
    func moved() async throws {
        let test = try TestArranging()
        let (id, number) = try await webinar(test)
        let csv = "name,email,own id\nDi D,di@example.org,E-9\n"
        _ = try await test.desk.importPeople(csv: csv, actor: TestArranging.actor)
        try await name(["di"], of: id, in: test)
        try await test.drain()
        let moved = "name,email,own id\nDi D,diana@example.org,E-9\n"
        _ = try await test.desk.importPeople(csv: moved, actor: TestArranging.actor)
        try await test.drain()
        #expect(atZoom(number, test) == ["diana"])
    }

    @Test("that Zoom does not take are told one by one, and tried again when somebody wants it")
    func refused() async throws {
        let test = try TestArranging()
        let (id, number) = try await webinar(test)
        // Longer than Zoom takes addresses.
        let long = String(repeating: "x", count: 130)
        let csv = "name,email\nLong,\(long)@example.org\n"
        _ = try await test.desk.importPeople(csv: csv, actor: TestArranging.actor)
        try await name(["ada", long], of: id, in: test)
        try await test.drain()
        #expect(atZoom(number, test) == ["ada"])
        let lines = try await test.desk.outbox()
        #expect(lines.count == 1)
        #expect(lines.first?.isRefused == true)
        #expect(lines.first?.what.hasPrefix("make a panelist of") == true)
        #expect(lines.first?.reason?.contains("xxx") == false)
        try await test.desk.retryArrangement(id.text, actor: TestArranging.actor)
        #expect(try await test.desk.outbox().map(\.what) == ["panelists: 1 to add"])
    }

    @Test("are a webinar's alone, and of a webinar that is held")
    func webinarsOnly() async throws {
        let test = try TestArranging()
        let meeting = try await test.arrangeOnce()
        await #expect(throws: DeskFailure.self) {
            try await test.desk.namePanelists(of: meeting.text, [], actor: TestArranging.actor)
        }
        let (id, number) = try await webinar(test)
        try await name(["ada"], of: id, in: test)
        try await test.desk.cancelArrangement(
            id.text,
            reason: "No",
            actor: TestArranging.actor
        )
        try await test.drain()
        #expect(atZoom(number, test).isEmpty)
        await #expect(throws: DeskFailure.self) { try await name(["bo"], of: id, in: test) }
    }
}
