import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing

/// What happens to a meeting at Zoom after a course does not reach back into its sheet.
@Suite("After the course")
struct AfterwardsTests {
    let zoom = WebhookSample()

    func course() async throws -> (TestDesk, OccurrenceID) {
        let test = try TestDesk()
        try await test.take([
            zoom.created(start: "2026-03-09T09:00:00Z"),
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A1", user: "1"),
            zoom.left("Ada", at: "2026-03-09T09:58:00Z", connection: "A1", user: "1"),
            zoom.ended(at: "2026-03-09T10:00:00Z"),
        ])
        let id = try await test.sheet().occurrence.id
        _ = try await test.desk.closeSheet(of: id, actor: "t")
        return (test, id)
    }

    /// A change of the meeting, stated days after the course.
    func change(_ event: String, _ object: [String: JSON]) -> [UInt8] {
        var object = object
        object["id"] = .integer(Int64(zoom.number) ?? 0)
        let json: JSON = [
            "event": .string(event), "event_ts": 1_773_400_000_000,
            "payload": [
                "account_id": .string(WebhookSample.account), "time_stamp": 1_773_400_000_000,
                "object": .object(object), "old_object": [:],
            ],
        ]
        return json.canonicalBytes()
    }

    @Test("deleting the meeting leaves its closed sheet as it was")
    func deleted() async throws {
        let (test, id) = try await course()
        let before = try await test.desk.sheet(of: id)
        try await test.take([change("meeting.deleted", ["uuid": .string(zoom.uuid)])])
        let after = try await test.desk.sheet(of: id)
        #expect(after.content == before.content)
        #expect(after.provenance.state == .closed)
    }

    @Test("moving the meeting to next week makes another date, and leaves the first as it was")
    func moved() async throws {
        let (test, id) = try await course()
        let before = try await test.desk.sheet(of: id)
        try await test.take([
            change("meeting.updated", ["start_time": "2026-03-16T09:00:00Z", "duration": 90])
        ])
        #expect(try await test.desk.sheet(of: id).content == before.content)
        let meeting = try await test.meeting()
        let roll = meeting.roll
        let occurrences = roll.occurrences(of: meeting.record.id)
        #expect(
            occurrences.map(\.planned?.start) == ["2026-03-09T09:00:00Z", "2026-03-16T09:00:00Z"]
        )
        let next = try #require(occurrences.last)
        #expect(roll.occurrence(next.id) == next)
        #expect(next.instances.isEmpty)
    }

    @Test("moving it before it ran moves the date")
    func movedBefore() async throws {
        let test = try TestDesk()
        try await test.take([
            zoom.created(start: "2026-03-20T09:00:00Z"),
            change("meeting.updated", ["start_time": "2026-03-21T09:00:00Z"]),
        ])
        let sheet = try await test.sheet()
        #expect(sheet.occurrence.planned?.start == "2026-03-21T09:00:00Z")
        #expect(sheet.occurrence.planned?.seconds == 3600)
    }

    @Test("lengths no meeting can have are passed over, and stop nothing")
    func lengths() async throws {
        let (test, id) = try await course()
        for duration in [Int64.max, .min, 200_000_000_000, -1] {
            try await test.take([
                change("meeting.updated", ["duration": .integer(duration)]),
                change(
                    "meeting.created",
                    [
                        "duration": .integer(duration), "uuid": "x",
                        "start_time": "9999-12-31T23:59:59Z",
                    ]
                ),
            ])
        }
        #expect(try await test.desk.sheet(of: id).content.occurrence.planned?.seconds == 3600)
        #expect(try await test.desk.meetings(limit: 9).meetings.count == 1)
    }
}
