import EventSourcing
import Testing
import ZoomAPI

@Suite("A participant's notification")
struct ParticipantNotificationTests {
    @Test("of a guest who joined has name, connection and address, and nothing else")
    func guest() throws {
        let notification = try Fixture.decoded("joined-guest")
        #expect(notification.event == "meeting.participant_joined")
        #expect(notification.eventTimestamp == (try instant("2026-03-09T08:30:03.133Z")))
        #expect(notification.accountID == "Acct-Nordlicht-0000001")
        let joined = try Fixture.participant("joined-guest")
        #expect(joined.change == .joined)
        #expect(joined.kind == .meeting)
        #expect(joined.instanceUUID == "/3xNordlicht+AAAAAAAAA==")
        #expect(joined.meeting.number == ZoomMeetingNumber(81_230_045_607))
        #expect(joined.meeting.topic == "First aid, part 2")
        #expect(joined.meeting.type == .recurringFixedTime)
        #expect(joined.meeting.hostID == "Host-Maren-Okafor-0001")
        #expect(joined.meeting.startTime == (try instant("2026-03-09T08:28:41Z")))
        #expect(joined.meeting.durationMinutes == 90)
        #expect(joined.meeting.timezone == "Europe/Berlin")
        #expect(joined.breakoutRoomUUID == nil)
        var guest = ZoomParticipant(json: [:])
        guest.userID = "16778240"
        guest.userName = "Ines"
        guest.participantUUID = "7F1C0D5B-8B2A-AD73-36DF-00000000A001"
        guest.joinTime = try instant("2026-03-09T08:30:01Z")
        guest.publicIP = "198.51.100.23"
        #expect(joined.participant == guest)
        #expect(joined.time == guest.joinTime)
    }

    @Test("of a registrant has who they are, in any script")
    func registrant() throws {
        let participant = try Fixture.participant("joined-registrant").participant
        #expect(participant.userName == "Zoë – Çelik 🚒")
        #expect(participant.id == "Zuser-Zoe-00000001")
        #expect(participant.participantUserID == "Zuser-Zoe-00000001")
        #expect(participant.email == "zoe.celik@nordlicht.example")
        #expect(participant.registrantID == "reg-Zoe-0001")
        #expect(participant.customerKey == nil)
    }

    @Test("of a leave has time, reason and the inner address")
    func left() throws {
        let left = try Fixture.participant("left")
        #expect(left.change == .left)
        #expect(left.time == (try instant("2026-03-09T09:39:59Z")))
        #expect(left.participant.leaveTime == left.time)
        #expect(left.participant.joinTime == nil)
        #expect(left.participant.registrantID == nil)
        #expect(
            left.participant.leaveReason == "left the meeting. Reason : left the meeting"
        )
        #expect(left.participant.privateIP == "10.0.7.12")
    }

    @Test("of a breakout room keeps a malformed user id and the one in the main meeting")
    func breakout() throws {
        let joined = try Fixture.participant("joined-breakout")
        #expect(joined.change == .joinedBreakoutRoom)
        #expect(joined.instanceUUID == "/3xNordlicht+AAAAAAAAA==")
        #expect(joined.breakoutRoomUUID == "Rm1NordlichtAAAAAAAAAA==")
        #expect(joined.participant.userID == "167782402026-03-09 09:00:00:000")
        #expect(joined.participant.parentUserID == "16778240")
        #expect(joined.time == (try instant("2026-03-09T09:00:00Z")))
        let left = try Fixture.participant("left-breakout")
        #expect(left.change == .leftBreakoutRoom)
        #expect(left.time == (try instant("2026-03-09T09:15:00Z")))
        #expect(left.participant.leaveReason == "Leave breakout room.")
    }

    @Test(
        "of the waiting room has its own time",
        arguments: [
            ("joined-waiting-room", ParticipantChange.joinedWaitingRoom),
            ("left-waiting-room", .leftWaitingRoom), ("admitted", .admitted),
            ("put-in-waiting-room", .putInWaitingRoom),
        ]
    )
    func waitingRoom(name: String, change: ParticipantChange) throws {
        let notification = try Fixture.participant(name)
        #expect(notification.change == change)
        #expect(notification.time == (try instant("2026-03-09T08:29:55Z")))
        #expect(notification.participant.dateTime == notification.time)
        #expect(notification.participant.userID == "16780288")
    }

    @Test(
        "of waiting for the host has a name and no time",
        arguments: [
            ("joined-before-host", ParticipantChange.joinedBeforeHost),
            ("waits-for-host", .waitsForHost),
            ("stopped-waiting-for-host", .stoppedWaitingForHost),
        ]
    )
    func beforeHost(name: String, change: ParticipantChange) throws {
        let notification = try Fixture.participant(name)
        #expect(notification.change == change)
        #expect(notification.time == nil)
        var waiting = ZoomParticipant(json: [:])
        waiting.userName = "Ines"
        #expect(notification.participant == waiting)
    }

    @Test("of a role has the one before and the one after")
    func role() throws {
        let notification = try Fixture.participant("role-changed")
        #expect(notification.change == .roleChanged)
        #expect(notification.participant.oldRole == "attendee")
        #expect(notification.participant.newRole == "co-host")
        #expect(notification.participant.registrantID == nil)
        #expect(notification.time == (try instant("2026-03-09T08:40:00Z")))
    }

    @Test("of a telephone line names the client it was bound to")
    func bound() throws {
        let notification = try Fixture.participant("bound")
        #expect(notification.change == .bound)
        #expect(notification.kind == .webinar)
        #expect(notification.participant.phoneNumber == "+49305550100")
        #expect(notification.participant.bindUserID == "16778240")
        #expect(
            notification.participant.bindParticipantUUID
                == "7F1C0D5B-8B2A-AD73-36DF-00000000A001"
        )
        #expect(notification.time == (try instant("2026-03-09T08:41:00Z")))
    }

    @Test("of 2020 has numbers for text and lacks what came later")
    func old() throws {
        let notification = try Fixture.decoded("joined-2020")
        #expect(notification.eventTimestamp == nil)
        let joined = try Fixture.participant("joined-2020")
        #expect(joined.meeting.number.value == 812_345_678)
        #expect(joined.meeting.timezone == nil)
        #expect(joined.participant.userID == "16778240")
        #expect(joined.participant.userName == nil)
        #expect(joined.participant.participantUUID == nil)
        #expect(joined.participant.id == "reg-Zoe-0001")
    }
}
