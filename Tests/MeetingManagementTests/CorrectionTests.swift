import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// Ada was connected from 09:02 to 09:30 of an hour from 09:00.
@Suite("Correcting at the desk")
struct CorrectionTests {
    private let zoom = WebhookSample()

    private func course() async throws -> (desk: Desk, id: OccurrenceID, ada: SubjectID) {
        let test = try TestDesk()
        try await test.take([
            zoom.created(start: "2026-03-09T09:00:00Z"),
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
            zoom.left("Ada", at: "2026-03-09T09:30:00Z", connection: "A1", user: "1"),
            zoom.ended(at: "2026-03-09T10:00:00Z"),
        ])
        let sheet = try await test.sheet()
        let ada = try #require(sheet.rows.first { $0.name == "Ada" }?.attendee)
        return (test.desk, sheet.occurrence.id, ada)
    }

    private static func window(_ start: Instant, _ end: Instant) -> TimeWindow {
        TimeWindow(start: start, end: end)
    }

    private static let late = window("2026-03-09T09:30:00Z", "2026-03-09T10:00:00Z")

    @Test("amends a closed sheet, which can be closed again; revision 1 stays what it was")
    func revisions() async throws {
        let (desk, id, ada) = try await course()
        let first = try await desk.closeSheet(of: id, actor: "trainer")
        let row = try await desk.correct(
            ada,
            of: id,
            StayCorrection(present: [Self.late]),
            reason: "Went on by telephone",
            actor: "cli:trainer"
        )
        #expect(row.secondsPresent == 58 * 60)
        #expect(row.secondsTold == 1680)
        let line = try #require(row.corrections.first)
        #expect(line.by == "cli:trainer")
        #expect(line.at == TestDesk.now)
        #expect(line.reason == "Went on by telephone")
        let amended = try await desk.sheet(of: id)
        #expect(amended.provenance.state == .amended)
        #expect(amended.provenance.revision == 1)
        let second = try await desk.closeSheet(of: id, actor: "trainer")
        #expect(second.provenance.state == .closed)
        #expect(second.provenance.revision == 2)
        let name = DocumentName(.sheet, first.contentHash.text)
        #expect(
            try await desk.log.document(name)?.bytes == first.content.json.canonicalBytes()
        )
    }

    @Test("takes a decision back by its name, and all of it")
    func withdrawn() async throws {
        let (desk, id, ada) = try await course()
        let before = try await desk.sheet(of: id).content
        let row = try await desk.correct(
            ada,
            of: id,
            StayCorrection(
                notPresent: [Self.window("2026-03-09T09:10:00Z", "2026-03-09T09:20:00Z")],
                present: [Self.late]
            ),
            reason: "Seen",
            actor: "t"
        )
        #expect(row.secondsPresent == 48 * 60)
        #expect(Set(row.corrections.map(\.decision)).count == 1)
        let decision = try #require(row.corrections.first?.decision)
        let after = try #require(
            try await desk.withdraw(decision, of: id, reason: "Another Ada", actor: "t")
        )
        #expect(after.correctionsInForce.isEmpty)
        #expect(after.corrections.count == 2)
        #expect(after.secondsPresent == before.rows.first { $0.attendee == ada }?.secondsPresent)
    }

    @Test("puts a known person on the sheet whom Zoom never told of, and off it again")
    func unseen() async throws {
        let (desk, id, _) = try await course()
        let people = try await desk.importPeople(csv: "name,own id\nBoris Berg,E-2\n", actor: "t")
        let boris = try #require(people.people.first).subject
        let row = try await desk.correct(
            boris,
            of: id,
            StayCorrection(present: [Self.window("2026-03-09T09:00:00Z", "2026-03-09T10:00:00Z")]),
            reason: "Sat beside Ada",
            actor: "t"
        )
        #expect(row.name == "Boris Berg")
        #expect(row.status == .present)
        #expect(row.connections.isEmpty)
        let decision = try #require(row.corrections.first?.decision)
        #expect(try await desk.withdraw(decision, of: id, reason: "Next week", actor: "t") == nil)
        #expect(try await !desk.sheet(of: id).content.rows.contains { $0.attendee == boris })
    }

    @Test("excuses, with where the proof is kept")
    func excused() async throws {
        let (desk, id, ada) = try await course()
        let row = try await desk.excuse(
            ada,
            of: id,
            document: "certificate 17",
            reason: "Ill",
            actor: "t"
        )
        #expect(row.isExcused)
        #expect(row.corrections.first?.document == "certificate 17")
    }

    @Test("is refused for nobody, for no such date, and for what was never decided")
    func refused() async throws {
        let (desk, id, ada) = try await course()
        let size = try await desk.log.size()
        let correction = StayCorrection(present: [Self.late])
        await #expect(throws: DeskFailure.self) {
            try await desk.correct("nobody", of: id, correction, reason: "r", actor: "t")
        }
        await #expect(throws: DeskFailure.self) {
            try await desk.correct(ada, of: OccurrenceID("x"), correction, reason: "r", actor: "t")
        }
        await #expect(throws: DeskFailure.self) {
            try await desk.withdraw(DecisionID("never"), of: id, reason: "r", actor: "t")
        }
        #expect(try await desk.log.size() == size)
    }

    @Test("leaves nothing readable of the reasons when the attendee is erased")
    func erased() async throws {
        let (desk, id, ada) = try await course()
        _ = try await desk.excuse(ada, of: id, document: "file 9", reason: "Ill", actor: "t")
        _ = try await desk.erase(ada, reason: "asked", actor: "t")
        // The log in memory seals nothing; a desk that folded nothing yet has kept nothing open.
        let rows = try await TestDesk(over: desk.log).desk.sheet(of: id).content.rows
        let line = try #require(rows.first { $0.attendee == ada }?.corrections.first)
        #expect(line.reason == "[erased]")
        #expect(line.document == "[erased]")
    }

    @Test("is not needed where only an erasure changed what a closed sheet shows")
    func closedAndErased() async throws {
        let (desk, id, ada) = try await course()
        let closed = try await desk.closeSheet(of: id, actor: "t")
        _ = try await desk.erase(ada, reason: "asked", actor: "t")
        let other = try TestDesk(over: desk.log).desk
        let reading = try await other.sheet(of: id)
        #expect(reading.content != closed.content)
        #expect(reading.content.rows.map(\.name).contains("[erased]"))
        #expect(reading.provenance == closed.provenance)
        #expect(try await other.closeSheet(of: id, actor: "t").provenance.revision == 1)
    }

    @Test("gives a row's connections to whom somebody recognises, and to nobody again")
    func identified() async throws {
        let (desk, id, ada) = try await course()
        let people = try await desk.importPeople(csv: "name,own id\nBoris Berg,E-2\n", actor: "t")
        let boris = try #require(people.people.first)
        let rows = try await desk.identify(ada, as: boris, of: id, reason: "Voice", actor: "t")
        #expect(rows.map(\.name) == ["Boris Berg"])
        #expect(rows.first?.secondsPresent == 1680)
        #expect(rows.first?.evidence == [.decision])
        let apart = try await desk.identify(
            boris.subject,
            as: nil,
            of: id,
            reason: "Not his voice",
            actor: "t"
        )
        #expect(apart.map(\.name) == ["Ada"])
        #expect(try await !desk.sheet(of: id).content.rows.contains { $0.person == boris })
        await #expect(throws: DeskFailure.self) {
            try await desk.identify(ada, as: PersonID("x"), of: id, reason: "r", actor: "t")
        }
    }

    @Test("leads erasing a person to the connections somebody recognised them by")
    func erasedWhereRecognised() async throws {
        let (desk, id, ada) = try await course()
        let people = try await desk.importPeople(csv: "name,own id\nAda Lang,E-1\n", actor: "t")
        let person = try #require(people.people.first)
        _ = try await desk.identify(ada, as: person, of: id, reason: "Voice", actor: "t")
        let erased = try await desk.erase(person.subject, reason: "asked", actor: "t")
        #expect(erased.subjects == [person.subject, ada])
        let sheet = try await TestDesk(over: desk.log).desk.sheet(of: id).content
        #expect(sheet.rows.map(\.name) == ["[erased]"])
    }

    @Test("recognises nobody in a row that is no person's")
    func strangers() async throws {
        let (desk, id, ada) = try await course()
        await #expect(throws: DeskFailure.self) {
            try await desk.identify(ada, as: PersonID(ada.text), of: id, reason: "r", actor: "t")
        }
    }
}
