import Attendance
import EventSourcing
import EventStore
import MeetingManagement
import Projections
import TestSupport
import Testing

/// What whoever asks for signatures has shown to others, and how much of it.
@Suite("What signers are shown")
struct ShownTextTests {
    @Test(
        "leads to an address of the web",
        arguments: [
            "https://zoom.us/j/1?pwd=x", "http://localhost:8080/", "HTTPS://zoom.us/j/1#success",
            "https://[2001:db8::1]/j", "https://münchen.example/j",
        ]
    )
    func addresses(text: String) {
        #expect(WebAddress(text)?.text == text)
    }

    @Test(
        "leads nowhere else",
        arguments: [
            "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//zoom.us/j/1",
            "https:", "https://", "https:///j/1", "https:zoom.us", "zoom.us/j/1", "", " ",
            " https://zoom.us", "https://zoom.us/a b", "https://zoom.us/\n", "java\tscript:x",
            "https://zoom.us/\u{0}", "ftp://zoom.us/", "file:///etc/passwd", "https://:80/",
            "https://zoom.us/" + String(repeating: "x", count: 2048),
        ]
    )
    func others(text: String) {
        #expect(WebAddress(text) == nil)
    }

    @Test("is as long as people count, and no letter of it is endless")
    func bounds() {
        let bound = TextBound(charactersMax: 5)
        let endless = "e" + String(repeating: "\u{301}", count: 30_000)
        #expect(endless.count == 1)
        for (text, isHeld) in [
            ("", true), ("Zoë M", true), ("Zoë Mü", false), ("🌸🌸🌸🌸🌸", true), (endless, false),
            ("ab" + endless, false),
        ] {
            #expect(bound.holds(text) == isHeld)
            let kept = bound.beginning(of: text)
            #expect(bound.holds(kept))
            #expect(isHeld ? kept == text : !kept.isEmpty)
            #expect(text.unicodeScalars.starts(with: kept.unicodeScalars))
        }
        #expect(bound.beginning(of: "Zoë Müller") == "Zoë M")
        #expect(bound.beginning(of: "🌸🌸🌸🌸🌸🌸") == "🌸🌸🌸🌸🌸")
        let agent = String(repeating: "x", count: 511) + "ü"
        #expect(TextBound.userAgent.beginning(of: agent).utf8.count == 511)
    }

    @Test("is refused by the desk, whoever asks, and nothing is recorded")
    func refused() async throws {
        let zoom = WebhookSample()
        let test = try TestDesk()
        try await test.take([
            zoom.started(),
            zoom.joined("Ada", at: "2026-03-09T09:02:00Z", connection: "A", user: "1"),
        ])
        let id = try await test.sheet().occurrence.id
        let slot = Slot(
            id: SlotID("whole"),
            window: TimeWindow(start: "2026-03-09T11:00:00Z", end: "2026-03-09T12:30:00Z")
        )
        let size = try await test.log.size()
        let script = await #expect(throws: DeskFailure.self) {
            try await test.desk.openSlot(
                slot,
                of: id,
                reason: nil,
                joinLink: "javascript:alert(1)",
                actor: "t"
            )
        }
        guard case .notAnAddress = script else {
            Issue.record("\(String(describing: script))")
            return
        }
        for reason in [
            String(repeating: "x", count: 501), "e" + String(repeating: "\u{301}", count: 1000),
        ] {
            for isRoom in [true, false] {
                let failure = await #expect(throws: DeskFailure.self) {
                    if isRoom {
                        _ = try await test.desk.openRoom(
                            .ownDevices,
                            for: slot,
                            of: id,
                            reason: reason,
                            actor: "t"
                        )
                    } else {
                        _ = try await test.desk.openSlot(slot, of: id, reason: reason, actor: "t")
                    }
                }
                guard case .reasonTooLong = failure else {
                    Issue.record("\(String(describing: failure))")
                    return
                }
            }
        }
        #expect(try await test.log.size() == size)
        let long = String(repeating: "x", count: 500)
        #expect(try await test.desk.openSlot(slot, of: id, reason: long, actor: "t").count == 1)
    }
}
