import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

@Suite("Taking deliveries in")
struct IntakeTests {
    let zoom = WebhookSample()

    @Test("the same bytes are one delivery, and another delivery of the same fact is another")
    func duplicates() async throws {
        let test = try TestDesk()
        let joined = zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1")
        let first = try await test.desk.take(joined, source: .live, receivedAt: TestDesk.now)
        let second = try await test.desk.take(joined, source: .live, receivedAt: TestDesk.now)
        let spaced = try await test.desk.take(
            joined + [0x20],
            source: .live,
            receivedAt: TestDesk.now
        )
        #expect(first == .stored(facts: 1))
        #expect(second == .duplicate)
        #expect(spaced == .stored(facts: 1))
        #expect(try await test.log.size() == 2)
    }

    @Test("a delivery is kept byte for byte with the events made from it")
    func keepsBytes() async throws {
        let test = try TestDesk()
        let body = zoom.started()
        _ = try await test.desk.take(body, source: .live, receivedAt: TestDesk.now, isStale: true)
        let event = try #require(try await test.log.events(from: 0, limit: 1).first)
        let name = try #require(event.metadata["delivery"])
        let document = try await test.log.document(DocumentName(.delivery, name))
        #expect(document?.bytes == body)
        #expect(event.metadata["stale"] == "true")
        #expect(event.actor == .zoom)
    }

    @Test(
        "what states no fact is kept, with the reason",
        arguments: [
            ("not json", nil, "not JSON"),
            ("[]", nil, ""),
            (
                #"{"event":"meeting.new_thing","payload":{"account_id":"a"}}"#, "meeting.new_thing",
                ""
            ),
            (#"{"event":"meeting.started","payload":{"account_id":"a"}}"#, "meeting.started", ""),
            (#"{"event":"meeting.started"}"#, "meeting.started", "account"),
        ] as [(String, String?, String)]
    )
    func keepsUnknown(body: String, event: String?, reason: String) async throws {
        let test = try TestDesk()
        let bytes = Array(body.utf8)
        let outcome = try await test.desk.take(bytes, source: .live, receivedAt: TestDesk.now)
        guard case .kept(let found) = outcome else {
            Issue.record("expected the delivery to be kept, found \(outcome)")
            return
        }
        #expect(found.contains(reason))
        let recorded = try #require(try await test.log.events(from: 0, limit: 1).first)
        let kept = try AttendanceCodec.decode(recorded.event)
        guard case .deliveryKept(let fact) = kept else {
            Issue.record("expected delivery.kept, found \(kept)")
            return
        }
        #expect(fact.eventName == event)
        #expect(
            try await test.log.document(DocumentName(.delivery, fact.delivery))?.bytes == bytes
        )
    }

    @Test("facts from a file say so, and never hide those that came live")
    func fileAndLive() async throws {
        let test = try TestDesk()
        let bodies = [
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
            zoom.left("Ada", at: "2026-03-09T09:32:00Z", connection: "A1", user: "1"),
            zoom.ended(at: "2026-03-09T10:00:00Z"),
        ]
        for body in bodies {
            _ = try await test.desk.take(body, source: .file, receivedAt: TestDesk.now)
        }
        let fromFile = try #require(try await test.sheet().rows.first)
        #expect(fromFile.connections.map(\.source) == [.file])
        try await test.take(bodies)
        let both = try #require(try await test.sheet().rows.first)
        #expect(both.connections.map(\.source) == [.live])
        #expect(both.secondsPresent == 1800)
    }

    @Test("a meeting nobody planned appears with its first delivery")
    func unknownMeeting() async throws {
        let test = try TestDesk()
        try await test.take([
            zoom.left("Ada", at: "2026-03-09T09:32:00Z", connection: "A1", user: "1")
        ])
        let sheet = try await test.sheet()
        #expect(sheet.meeting.number == zoom.number)
        #expect(sheet.rows.map(\.secondsPresent) == [0])
        #expect(sheet.rows.first?.connections.first?.from == nil)
    }

    @Test("no stream name and no metadata holds anything personal (I-11)")
    func nothingPersonal() async throws {
        let test = try TestDesk()
        for line in try Checkout.lines(of: Checkout.courseDay) {
            let delivery = try RecordedDelivery(line: line)
            try await test.take([delivery.body])
        }
        let secrets = ["Amélie", "amelie", "@", "203.0.113"]
        for recorded in try await test.log.events(from: 0, limit: 10_000) {
            let outside =
                [recorded.stream.description, recorded.actor.text]
                + recorded.metadata.flatMap { [$0.key, $0.value] }
            for text in outside {
                #expect(!secrets.contains { text.contains($0) }, "\(recorded.event.type)")
            }
        }
    }
}
