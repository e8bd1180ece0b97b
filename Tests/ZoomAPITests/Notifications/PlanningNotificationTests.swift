import EventSourcing
import Testing
import ZoomAPI

@Suite("A planning notification")
struct PlanningNotificationTests {
    @Test("of a new series has its occurrences and rule")
    func created() throws {
        let created = try Fixture.planning("created")
        #expect(created.change == .created)
        #expect(created.kind == .meeting)
        #expect(created.operation == "all")
        #expect(
            created.by
                == ZoomOperator(
                    id: "Host-Maren-Okafor-0001",
                    email: "maren.okafor@nordlicht.example"
                )
        )
        let meeting = created.meeting
        #expect(meeting.number.value == 81_230_045_607)
        #expect(meeting.joinURL == "https://nordlicht.example/j/81230045607")
        #expect(meeting.occurrences.map(\.id) == ["1773045000000", "1773649800000"])
        #expect(meeting.occurrences.last?.startTime == (try instant("2026-03-16T08:30:00Z")))
        #expect(meeting.occurrences.last?.durationMinutes == 90)
        #expect(meeting.occurrences.last?.status == "available")
        #expect(meeting.recurrence?.type == 2)
        #expect(meeting.recurrence?.interval == 1)
        #expect(meeting.recurrence?.weeklyDays == "2")
        #expect(meeting.recurrence?.endTimes == 2)
        #expect(meeting.recurrence?.endDateTime == nil)
        #expect(created.previous == nil)
    }

    @Test("of a change has what changed, before and after, and when")
    func updated() throws {
        let updated = try Fixture.planning("updated")
        let number = try #require(ZoomMeetingNumber("812 3004 5607"))
        var after = ZoomMeeting(number: number)
        after.topic = "First aid, part 2"
        var before = ZoomMeeting(number: number)
        before.topic = "First aid"
        #expect(updated.change == .updated)
        #expect(updated.meeting == after)
        #expect(updated.previous == before)
        #expect(updated.scope == "single")
        #expect(updated.timeStamp == (try instant("2026-02-25T06:14:59.664Z")))
    }

    @Test("of a change finds the number in either half")
    func updatedNumber() throws {
        let onlyBefore = try Fixture.planning(
            "updated",
            replacing: [#""object":{"id":81230045607,"#: #""object":{"#]
        )
        #expect(onlyBefore.meeting.number.value == 81_230_045_607)
        let onlyAfter = try Fixture.planning(
            "updated",
            replacing: [#""old_object":{"id":81230045607,"#: #""old_object":{"#]
        )
        #expect(onlyAfter.previous?.number.value == 81_230_045_607)
        #expect(onlyAfter.previous?.topic == "First aid")
        let broken = try Fixture.planning(
            "updated",
            replacing: [#""old_object":{"id":81230045607,"#: #""old_object":{"id":"none","#]
        )
        #expect(broken.previous == nil)
        #expect(broken.meeting.topic == "First aid, part 2")
    }

    @Test(
        "of a withdrawal or return names the occurrence",
        arguments: [
            ("deleted", PlanningChange.deleted), ("recovered", .recovered),
            ("permanently-deleted", .permanentlyDeleted),
        ]
    )
    func withdrawn(name: String, change: PlanningChange) throws {
        let notification = try Fixture.planning(name)
        #expect(notification.change == change)
        #expect(notification.operation == "single")
        #expect(notification.meeting.occurrences.map(\.id) == ["1773649800000"])
        #expect(notification.meeting.occurrences.first?.durationMinutes == nil)
    }

    @Test("of a conversion says what it was before")
    func converted() throws {
        let converted = try Fixture.planning("converted")
        #expect(converted.change == .convertedToWebinar)
        #expect(converted.kind == .meeting)
        #expect(converted.meeting.type?.isWebinar == true)
        #expect(converted.meeting.timezone == nil)
    }
}
