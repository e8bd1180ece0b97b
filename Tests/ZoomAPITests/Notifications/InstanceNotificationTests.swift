import EventSourcing
import Testing
import ZoomAPI

@Suite("An instance's notification")
struct InstanceNotificationTests {
    @Test("of a start has the actual start")
    func started() throws {
        let started = try Fixture.instance("started")
        #expect(started.change == .started)
        #expect(started.kind == .meeting)
        #expect(started.instanceUUID == "/3xNordlicht+AAAAAAAAA==")
        #expect(started.meeting.startTime == (try instant("2026-03-09T08:28:41Z")))
        #expect(started.endTime == nil)
        #expect(started.isPracticeSession == nil)
    }

    @Test("of an end has the end")
    func ended() throws {
        let ended = try Fixture.instance("ended")
        #expect(ended.change == .ended)
        #expect(ended.endTime == (try instant("2026-03-09T10:02:17Z")))
    }

    @Test("of a webinar says whether it was practice")
    func practice() throws {
        let ended = try Fixture.instance("ended-practice")
        #expect(ended.kind == .webinar)
        #expect(ended.isPracticeSession == true)
        #expect(ended.meeting.type == .webinar)
        let real = try Fixture.instance(
            "ended-practice",
            replacing: [#""practice_session":true"#: #""practice_session":false"#]
        )
        #expect(real.isPracticeSession == false)
    }
}
