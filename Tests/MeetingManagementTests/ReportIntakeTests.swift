import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomAPI

/// Ada came live and left at a time nobody told of; Boris is on the roster and was not seen.
@Suite("Bringing a report or a file of the portal")
struct ReportIntakeTests {
    private let zoom = WebhookSample()
    private let actor = Actor("clerk")

    private func course() async throws -> TestDesk {
        let test = try TestDesk()
        try await test.take([
            zoom.created(start: "2026-03-09T09:00:00Z"),
            zoom.started(),
            zoom.joined(
                "Hana",
                at: "2026-03-09T09:00:00Z",
                connection: "H",
                user: "100",
                isHost: true
            ),
            zoom.registered(id: "r1", first: "Ada", last: "Alfa", email: "ada@example.org"),
            zoom.registered(id: "r2", first: "Boris", last: "Beta", email: "boris@example.org"),
            zoom.joined(
                "Ada",
                at: "2026-03-09T09:02:00Z",
                connection: "A1",
                user: "101",
                registrant: "r1"
            ),
            zoom.ended(at: "2026-03-09T10:00:00Z"),
        ])
        return test
    }

    private static func page(_ rows: [[String: JSON]], next: String = "") -> [UInt8] {
        let json: JSON = [
            "next_page_token": .string(next),
            "participants": .array(rows.map(JSON.object)),
        ]
        return json.canonicalBytes()
    }

    private static func row(
        _ name: String,
        user: String,
        _ joined: String,
        _ left: String,
        registrant: String = ""
    ) -> [String: JSON] {
        [
            "user_id": .string(user), "name": .string(name), "user_email": "",
            "join_time": .string("2026-03-09T\(joined)Z"),
            "leave_time": .string("2026-03-09T\(left)Z"),
            "registrant_id": .string(registrant), "status": "in_meeting",
        ]
    }

    private static let host = row("Hana", user: "100", "09:00:03", "10:00:00")
    private static let ada = row("Ada", user: "101", "09:02:04", "09:30:00", registrant: "r1")

    private func take(
        _ pages: [[UInt8]],
        at test: TestDesk
    ) async throws(DeskFailure) -> ReportIntake {
        try await test.desk.takeReport(pages, ofRun: zoom.uuid, meeting: zoom.number, actor: actor)
    }

    @Test("fills what is missing, and shows who was absent")
    func fills() async throws {
        let test = try await course()
        let before = try await test.sheet()
        let missing = try #require(before.rows.first { $0.name == "Boris Beta" })
        #expect(missing.status == .unknown)
        #expect(missing.reasons == [.notComplete])
        // Ada's stay lasts until the run ends: 58 minutes, nobody having told of her leaving.
        #expect(before.rows.first { $0.name == "Ada Alfa" }?.secondsPresent == 3480)
        let intake = try await take([Self.page([Self.host, Self.ada])], at: test)
        #expect(intake.rows == 2)
        #expect(intake.isComplete == true)
        #expect(!intake.wasKnown)
        let after = try await test.sheet()
        #expect(after.isComplete)
        let ada = try #require(after.rows.first { $0.name == "Ada Alfa" })
        // From her live join at 09:02:00 to the leave that only the report knows, 09:30:00.
        #expect(ada.secondsPresent == 28 * 60)
        #expect(ada.connections.map(\.report) == [.adds])
        #expect(ada.source == .reconciled)
        #expect(after.rows.first { $0.name == "Boris Beta" }?.status == .absent)
        #expect(after.rows.first { $0.name == "Hana" }?.connections.map(\.report) == [.adds])
    }

    @Test("again changes nothing, and a page of another run nothing of this one")
    func again() async throws {
        let test = try await course()
        _ = try await take([Self.page([Self.host, Self.ada])], at: test)
        let size = try await test.log.size()
        #expect(try await take([Self.page([Self.host, Self.ada])], at: test).wasKnown)
        #expect(try await test.log.size() == size)
        let content = try await test.sheet()
        _ = try await test.desk.takeReport(
            [Self.page([Self.row("Zed", user: "101", "09:00:00", "09:05:00")])],
            ofRun: "otherrun==",
            meeting: zoom.number,
            actor: actor
        )
        let rows = try await test.sheet().rows
        #expect(
            rows.first { $0.name == "Ada Alfa" } == content.rows.first { $0.name == "Ada Alfa" }
        )
    }

    @Test("that contradicts what came live is shown, and what came live counts")
    func contradicts() async throws {
        let test = try await course()
        try await test.take([
            zoom.left(
                "Ada",
                at: "2026-03-09T09:50:00Z",
                connection: "A1",
                user: "101",
                registrant: "r1"
            )
        ])
        _ = try await take([Self.page([Self.host, Self.ada])], at: test)
        let ada = try #require(try await test.sheet().rows.first { $0.name == "Ada Alfa" })
        #expect(ada.secondsPresent == 48 * 60)
        #expect(ada.source == .contradictory)
        #expect(ada.connections.map(\.report) == [.contradicts])
    }

    @Test("of which pages or rows are missing shows nobody's absence")
    func incomplete() async throws {
        let unread = Self.row("Zed", user: "9", "09:00:00", "never")
        for pages in [
            [Self.page([Self.host, Self.ada], next: "more")],
            [Self.page([Self.host]), Self.page([Self.ada])],
            [Self.page([Self.host, Self.ada, unread])],
            [Self.page([])],
        ] {
            let test = try await course()
            _ = try await take(pages, at: test)
            let sheet = try await test.sheet()
            #expect(!sheet.isComplete)
            #expect(sheet.rows.first { $0.name == "Boris Beta" }?.status == .unknown)
        }
        let test = try await course()
        let intake = try await take(
            [Self.page([Self.host], next: "two"), Self.page([Self.ada])],
            at: test
        )
        #expect(intake.isComplete == true)
        #expect(try await test.sheet().isComplete)
    }

    @Test("that is none is refused by its page, and changes nothing")
    func refused() async throws {
        let test = try await course()
        let size = try await test.log.size()
        let error = await #expect(throws: DeskFailure.self) {
            try await take(
                [Self.page([Self.host], next: "x"), Array("{\"code\":300}".utf8)],
                at: test
            )
        }
        #expect(error?.description.contains("page 2") == true)
        await #expect(throws: DeskFailure.self) { try await take([], at: test) }
        // Of a run that lasted from 09:00 to 10:00 a row of the evening tells nothing.
        let evening = Self.row("Zed", user: "101", "18:00:00", "18:30:00")
        let other = await #expect(throws: DeskFailure.self) {
            try await take([Self.page([evening])], at: test)
        }
        #expect(other?.description.contains("--run") == true)
        #expect(try await test.log.size() == size)
    }

    private func takeFile(
        _ rows: String...,
        at test: TestDesk,
        zone: String = "Europe/Paris"
    ) async throws(DeskFailure) -> ReportIntake {
        let header = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,"
        let lines = [header + "Recording disclaimer response,In waiting room"] + rows
        return try await test.desk.takePortalFile(
            Array("\u{FEFF}\(lines.joined(separator: "\r\n"))\r\n".utf8),
            meeting: zoom.number,
            zone: zone,
            dateOrder: nil,
            actor: actor
        )
    }

    @Test("lists the rows of a portal's file, which count when a person has confirmed them")
    func portal() async throws {
        let test = try await course()
        // 10:05 to 10:45 on the clocks of Paris are 09:05 to 09:45.
        let file = "Boris B.,,03/09/2026 10:05:00 AM,03/09/2026 10:45:00 AM,40,Yes,,No"
        let intake = try await takeFile(file, at: test)
        #expect(intake.rows == 1)
        #expect(intake.isComplete == nil)
        let sheet = try await test.sheet()
        let boris = try #require(sheet.rows.first { $0.name == "Boris Beta" })
        let line = try #require(sheet.listed.first)
        #expect(line.from == "2026-03-09T09:05:00Z")
        #expect(line.to == "2026-03-09T09:45:00Z")
        #expect(line.proposals.map(\.attendee) == [boris.attendee])
        #expect(boris.secondsPresent == 0)
        #expect(boris.status == .unknown)
        #expect(boris.reasons.contains(.listed))
        let id = sheet.occurrence.id
        let row = try await test.desk.confirm(
            line.row,
            as: boris.attendee,
            of: id,
            reason: "The trainer remembers him",
            actor: actor
        )
        #expect(row.secondsPresent == 40 * 60)
        #expect(row.source == .manual)
        let decision = try #require(row.corrections.first?.decision)
        #expect(try await test.sheet().listed.first?.confirmed == decision)
        _ = try await test.desk.withdraw(decision, of: id, reason: "Mixed up", actor: actor)
        #expect(try await test.sheet().listed.first?.confirmed == nil)
        #expect(try await takeFile(file, at: test).wasKnown)
    }

    @Test("refuses a file in an unknown zone, one of registrations, and one of another meeting")
    func portalRefused() async throws {
        let test = try await course()
        let size = try await test.log.size()
        let row = "Boris,,03/09/2026 10:05:00 AM,03/09/2026 10:45:00 AM,40,Yes,,No"
        await #expect(throws: DeskFailure.self) {
            try await takeFile(row, at: test, zone: "Europe/Lutetia")
        }
        await #expect(throws: DeskFailure.self) {
            try await test.desk.takePortalFile(
                Array("nothing of the kind\r\n".utf8),
                meeting: zoom.number,
                zone: "UTC",
                dateOrder: nil,
                actor: actor
            )
        }
        #expect(try await test.log.size() == size)
    }
}
