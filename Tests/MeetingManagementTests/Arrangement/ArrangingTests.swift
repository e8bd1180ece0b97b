import Attendance
import EventSourcing
import MeetingManagement
import Projections
import TestSupport
import Testing
import ZoomSimulator

@Suite("Arranging a meeting at Zoom")
struct ArrangingTests {
    @Test("makes it, and ties its date to the rules that were agreed")
    func once() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeOnce()
        let wanted = try await test.arrangement(id)
        #expect(wanted.meeting == nil)
        try await test.drain()
        let made = try await test.arrangement(id)
        let number = try #require(made.meeting?.number)
        #expect(test.meetingsAtZoom().map { $0["id"] } == [.integer(Int64(number) ?? 0)])
        let reading = try await test.meeting(of: id)
        #expect(reading.topic == "Working at heights")
        let occurrence = try #require(reading.sheets.first).content.occurrence
        #expect(reading.sheets.count == 1)
        #expect(occurrence.id == wanted.dates.first?.occurrence)
        #expect(occurrence.planned?.start == "2026-03-09T09:00:00Z")
        #expect(try #require(reading.sheets.first).content.rulePack.hasPrefix("fr-formation"))
    }

    @Test(
        "of a series ties each of Zoom's dates to the one that was wanted, over a change of clocks"
    )
    func series() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeSeries()
        try await test.drain()
        let made = try await test.arrangement(id)
        #expect(made.confirmedDates.map(\.occurrence) == made.dates.map(\.occurrence))
        #expect(made.confirmedDates.map(\.start) == made.dates.map(\.time.window.start))
        #expect(made.confirmedDates.last?.start == "2026-03-30T08:00:00Z")
        let reading = try await test.meeting(of: id)
        #expect(reading.sheets.map(\.content.occurrence.id) == made.dates.map(\.occurrence))
    }

    @Test(
        "tells of one meeting with its dates, whether the webhook comes before or after the answer",
        arguments: [MeetingKind.meeting, .webinar],
        [false, true]
    )
    func webhookToo(kind: MeetingKind, isFirst: Bool) async throws {
        let test = try TestArranging()
        let single = try await test.desk.arrange(
            try test.draft(.once(try test.time("2026-03-12")), kind),
            actor: TestArranging.actor
        )
        let series = try await test.arrangeSeries(count: 3, kind)
        if isFirst {
            // The answer is lost, and the webhook arrives before it is found out what was made.
            test.account.disturb { $0 >= 2 ? .killedAfter : nil }
            _ = try await test.outbox.empty()
            test.account.disturb { _ in nil }
            test.account.pass(seconds: 60)
            try await test.takeDeliveries()
        }
        try await test.drain()
        test.account.pass(seconds: 60)
        try await test.takeDeliveries()
        #expect(test.meetingsAtZoom("\(kind.rawValue)s").count == 2)
        #expect(try await test.desk.meetings(limit: 10).meetings.count == 2)
        let id = try #require(single.arrangement.id)
        #expect(try await test.meeting(of: id).sheets.count == 1)
        let dates = try await test.meeting(of: series).sheets.map(\.content.occurrence.id)
        #expect(dates == (try await test.arrangement(series)).dates.map(\.occurrence))
    }

    @Test("without fixed time, and at once, makes it without dates")
    func unfixed() async throws {
        let test = try TestArranging()
        let unfixed = try await test.desk.arrange(
            try test.draft(.unfixed),
            actor: TestArranging.actor
        )
        let instant = try await test.desk.arrange(
            try test.draft(.instant, topic: "Right now"),
            actor: TestArranging.actor
        )
        try await test.drain()
        #expect(test.meetingsAtZoom().count == 2)
        for entry in [unfixed, instant] {
            let made = try await test.arrangement(try #require(entry.arrangement.id))
            #expect(made.isMade && made.confirmedDates.isEmpty)
        }
    }

    @Test("changes only what differs, and once")
    func change() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeOnce()
        try await test.drain()
        let before = test.account.look { $0.callCount("PATCH", "/meetings/{meetingId}") }
        var draft = ArrangementChangeDraft()
        draft.topic = "Working at heights"
        try await test.desk.change(id.text, to: draft, actor: TestArranging.actor)
        try await test.drain()
        #expect(test.account.look { $0.callCount("PATCH", "/meetings/{meetingId}") } == before)
        draft.topic = "Ladders"
        draft.start = try test.time("2026-03-10", hour: 14, minutes: 90)
        draft.seconds = 5400
        test.account.pass(seconds: 5)
        try await test.desk.change(id.text, to: draft, actor: TestArranging.actor)
        try await test.drain()
        #expect(test.account.look { $0.callCount("PATCH", "/meetings/{meetingId}") } == before + 1)
        test.account.pass(seconds: 60)
        try await test.takeDeliveries()
        let reading = try await test.meeting(of: id)
        #expect(reading.topic == "Ladders")
        let planned = reading.sheets.map(\.content.occurrence.planned)
        #expect(planned == [TimeWindow(start: "2026-03-10T13:00:00Z", end: "2026-03-10T14:30:00Z")])
        let shown = try #require(test.meetingsAtZoom().first)
        #expect(shown["agenda"]?.string?.hasPrefix("Bring your harness") == true)
    }

    @Test("moves one date of a series, and leaves the others")
    func moveDate() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeSeries()
        try await test.drain()
        let dates = try await test.arrangement(id).dates
        var draft = ArrangementChangeDraft()
        draft.occurrence = dates[1].occurrence
        draft.start = try test.time("2026-03-17")
        test.account.pass(seconds: 5)
        try await test.desk.change(id.text, to: draft, actor: TestArranging.actor)
        try await test.drain()
        test.account.pass(seconds: 60)
        try await test.takeDeliveries()
        let reading = try await test.meeting(of: id)
        #expect(reading.sheets.map(\.content.occurrence.id) == dates.map(\.occurrence))
        #expect(
            reading.sheets.compactMap(\.content.occurrence.planned?.start) == [
                "2026-03-09T09:00:00Z", "2026-03-17T09:00:00Z", "2026-03-23T09:00:00Z",
                "2026-03-30T08:00:00Z",
            ]
        )
    }

    @Test(
        "cancels a date, and then all of it; nothing is lost, and what is gone already is cancelled"
    )
    func cancel() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeSeries()
        try await test.drain()
        let dates = try await test.arrangement(id).dates
        test.account.pass(seconds: 5)
        try await test.desk.cancelArrangement(
            id.text,
            at: dates[2].occurrence,
            reason: "Hall closed",
            actor: TestArranging.actor
        )
        try await test.drain()
        var reading = try await test.meeting(of: id)
        #expect(
            reading.standings == [false, false, true, false]
        )
        let number = try #require(try await test.arrangement(id).meeting?.number)
        let shown = test.account.act("GET", "/meetings/\(number)").json["occurrences"]?.array
        #expect(
            shown?.map { $0["status"]?.string } == [
                "available", "available", "deleted", "available",
            ]
        )
        // Somebody deletes it at Zoom before it is cancelled here.
        #expect(test.account.act("DELETE", "/meetings/\(number)").status == 204)
        try await test.desk.cancelArrangement(
            id.text,
            reason: "Trainer ill",
            actor: TestArranging.actor
        )
        try await test.drain()
        reading = try await test.meeting(of: id)
        #expect(reading.sheets.count == 4)
        #expect(reading.standings == [true, true, true, true])
        let meeting = try #require(try await test.arrangement(id).meeting)
        let told = try await test.desk.history(of: meeting.id).entries.map(\.sentence)
        #expect(told.contains { $0.contains("Trainer ill") })
        #expect(test.meetingsAtZoom().isEmpty)
    }

    @Test("is cancelled before it is made, and never made then")
    func cancelledBefore() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeOnce()
        try await test.desk.cancelArrangement(
            id.text,
            reason: "A mistake",
            actor: TestArranging.actor
        )
        try await test.drain()
        #expect(test.account.look { $0.callCount("POST", "/users/{userId}/meetings") } == 0)
        #expect(try await test.desk.outbox().isEmpty)
    }

    @Test("is deleted at Zoom by somebody: that is told, and registers nobody any more")
    func deletedAtZoom() async throws {
        let test = try TestArranging()
        let id = try await test.arrangeOnce()
        try await test.drain()
        let meeting = try #require(try await test.arrangement(id).meeting)
        try await test.expect(3, at: meeting.id)
        try await test.drain()
        #expect(test.registeredAtZoom(meeting.number).count == 3)
        test.account.pass(seconds: 5)
        #expect(test.account.act("DELETE", "/meetings/\(meeting.number)").status == 204)
        test.account.pass(seconds: 60)
        try await test.takeDeliveries()
        try await test.expect(5, at: meeting.id)
        let calls = test.account.calls
        try await test.drain()
        #expect(test.account.calls == calls)
        let reading = try await test.meeting(of: id)
        // What the organisation planned holds until it is cancelled here.
        #expect(reading.standings == [false])
        #expect(reading.sheets.first?.content.rows.count == 5)
        let told = try await test.desk.history(of: meeting.id).entries.map(\.sentence)
        #expect(told.contains("The meeting was deleted at Zoom."))
    }

    @Test("that Zoom refuses says why, without naming anybody, and is tried again when wanted")
    func refused() async throws {
        let test = try TestArranging()
        let entry = try await test.desk.arrange(
            try test.draft(.once(try test.time("2026-03-09"))) { $0.host = "nobody@example.org" },
            actor: TestArranging.actor
        )
        let id = try #require(entry.arrangement.id)
        try await test.drain()
        let line = try #require(try await test.desk.outbox().first)
        #expect(line.isRefused)
        let reason = try #require(line.reason)
        #expect(reason.contains("1001") && !reason.contains("nobody"))
        let calls = test.account.calls
        try await test.drain()
        #expect(test.account.calls == calls)
        try await test.desk.retryArrangement(id.text, actor: TestArranging.actor)
        try await test.drain()
        #expect(test.account.calls > calls)
        #expect(try await test.desk.outbox().first?.isRefused == true)
    }

    @Test("keeps to Zoom's hundred creations and changes a day of one host")
    func dailyLimit() async throws {
        let test = try TestArranging()
        for index in 0..<105 {
            let hour = index % 20
            let date = "2026-04-\(index / 20 + 10)"
            let draft = try test.draft(
                .once(try test.time(date, hour: hour)),
                topic: "No. \(index)"
            )
            _ = try await test.desk.arrange(draft, actor: TestArranging.actor)
        }
        let progress = try await test.outbox.empty()
        #expect(progress.waiting == 5)
        #expect(test.account.look { $0.callCount("POST", "/users/{userId}/meetings") } == 100)
        #expect(progress.nextAt == "2026-03-02T00:00:00Z")
        #expect(try await test.desk.outbox().allSatisfy { $0.reason?.contains("100") == true })
        try await test.drain()
        #expect(test.account.look { $0.callCount("POST", "/users/{userId}/meetings") } == 105)
        #expect(Set(test.meetingsAtZoom().map { $0["topic"] }).count == 30)
        #expect(try await test.desk.outbox().isEmpty)
    }
}
