import Attendance
import EventSourcing
import MeetingManagement
import TestSupport
import Testing

@Suite("Recordings as files")
struct FileIntakeTests {
    @Test(
        "a line that cannot be read is refused with its reason",
        arguments: [
            ("garbage", "not JSON"),
            (#"{"received_at":"2026-03-09T09:28:11Z"}"#, "body"),
            (#"{"received_at":"yesterday","body":"{}"}"#, "received_at"),
            (#"{"body":"{}"}"#, "received_at"),
            (#"{"received_at":"2026-03-09T09:28:11Z","body":{}}"#, "body"),
        ]
    )
    func refused(line: String, reason: String) throws {
        let refusal = #expect(throws: RecordedDelivery.Refusal.self) {
            try RecordedDelivery(line: Array(line.utf8))
        }
        #expect(refusal?.reason.contains(reason) == true)
    }

    @Test("a time may be text or milliseconds, and a bare body counts as when Zoom stamped it")
    func times() throws {
        let text = #"{"received_at":"2026-03-09T09:28:11.304Z","body":"{}"}"#
        let number = #"{"received_at":1773048491304,"body":"{}"}"#
        let bare = #"{"event":"meeting.started","event_ts":1773048491304}"#
        for line in [text, number, bare] {
            let delivery = try RecordedDelivery(line: Array(line.utf8))
            #expect(delivery.receivedAt == "2026-03-09T09:28:11.304Z", "\(line)")
        }
    }

    @Test("the rest of a file is taken in when a line is broken")
    func counts() async throws {
        let test = try TestDesk()
        let body = JSON.string(String(decoding: WebhookSample().started(), as: UTF8.self))
        let good = #"{"received_at":"2026-03-09T09:28:11Z","body":\#(body.canonicalText)}"#
        let unknown = #"{"received_at":"2026-03-09T09:28:11Z","body":"hello"}"#
        var intake = FileIntake()
        for (index, line) in [good, "broken", "", good, unknown].enumerated() {
            try await intake.take(line: Array(line.utf8), number: index + 1, at: test.desk)
        }
        #expect(intake.stored == 1)
        #expect(intake.duplicates == 1)
        #expect(intake.keptUnknown == 1)
        #expect(intake.refused.map(\.number) == [2])
    }
}
