import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing
import Typesetting

// Start here. One test goes the whole way that README describes: what Zoom delivers becomes facts in
// the log, the log folds into a sheet, the sheet is signed, closed, and printed.

@Suite("From a delivery to a signed sheet")
struct DeliveryToSheetTests {
    /// Five minutes after the course.
    let clock: Instant = "2026-03-09T10:05:00Z"

    @Test("delivery → fact → log → sheet → signature → PDF")
    func deliveryToSheet() async throws {
        // The desk of one organisation: its log, its key, and a clock.
        let now = clock
        let log = MemoryEventLog(now: { now })
        let key = try #require(OrganisationKey(bytes: [UInt8](repeating: 7, count: 32)))
        let edges = Edges(now: { now }, random: Edges.live.random)
        let desk = Desk(log: log, index: MemoryEventIndex(), key: key, edges: edges)
        try await desk.nameOrganisation("Formation Lumière", actor: "trainer")

        // 1. Zoom delivers: a meeting is planned, it starts, Ada joins, Ada leaves, it ends.
        let zoom = WebhookSample()
        for body in [
            zoom.created(start: "2026-03-09T09:00:00Z"),
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "16778240"),
            zoom.left("Ada", at: "2026-03-09T09:58:30Z", connection: "A1", user: "16778240"),
            zoom.ended(at: "2026-03-09T10:00:00Z"),
        ] {
            let outcome = try await desk.take(body, source: .live, receivedAt: now)
            #expect(outcome == .stored(facts: 1))
        }

        // 2. The facts are in the log, as they were stated and in the order they came.
        let types = try await log.events(from: 0, limit: 10).map(\.event.type.name)
        #expect(
            types == [
                "organisation.named", "meeting.planned", "instance.started", "connection.joined",
                "connection.left", "instance.ended",
            ]
        )

        // 3. The log folds into a sheet: minutes are counted there, and nowhere else.
        let sheet = try #require(try await desk.meeting(named: zoom.number).sheets.first).content
        let occurrence = sheet.occurrence
        let row = try #require(sheet.rows.first)
        #expect(row.name == "Ada")
        #expect(row.secondsPresent == 56 * 60 + 30)
        #expect(row.status == .present)

        // 4. Ada is asked to sign, and signs by her link.
        let hour = TimeWindow(start: "2026-03-09T09:00:00Z", end: "2026-03-09T10:00:00Z")
        let links = try await desk.openSlot(
            Slot(id: SlotID("whole"), window: hour),
            of: occurrence.id,
            reason: nil,
            actor: "trainer"
        )
        let link = try #require(links.first)
        _ = try await desk.sign(withToken: link.token, png: TestPNG.signature()) { terms in
            SignatureEvidence(route: .drawn, statement: terms.statement(in: .english))
        }

        // 5. The trainer closes the sheet, and its document is the same file ever after.
        let closed = try await desk.closeSheet(of: occurrence.id, actor: "trainer")
        #expect(closed.provenance.state == .closed)
        #expect(closed.content.rows.first?.signatures.count == 1)
        let fonts = try FontShelf.system()
        let pdf = try await desk.pdf(of: occurrence.id, fonts: fonts, actor: "trainer")
        #expect(pdf.starts(with: Array("%PDF-1.7".utf8)))
        #expect(try await desk.pdf(of: occurrence.id, fonts: fonts, actor: "trainer") == pdf)
    }
}
