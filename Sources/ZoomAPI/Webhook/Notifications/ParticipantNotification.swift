public import EventSourcing

/// A participant came, went, waited or changed
/// (Zoom webhooks, *Participant has joined meeting* and its neighbours).
public struct ParticipantNotification: Sendable, Hashable {
    /// What happened.
    public var change: ParticipantChange
    /// Meeting or webinar.
    public var kind: ZoomMeetingKind
    /// Which run; in a breakout room it is still that of the main meeting (measured).
    public var instanceUUID: String
    /// The meeting; its ``ZoomMeeting/startTime`` is the actual start of the instance.
    public var meeting: ZoomMeeting
    /// Which breakout room, new for each session.
    ///
    /// Its name is never told (measured).
    public var breakoutRoomUUID: String?
    /// The participant.
    public var participant: ZoomParticipant

    /// When it happened, by the participant's own times; waiting for the host has none.
    public var time: Instant? {
        switch change {
        case .joined, .joinedBreakoutRoom: participant.joinTime ?? participant.dateTime
        case .left, .leftBreakoutRoom: participant.leaveTime ?? participant.dateTime
        default: participant.dateTime ?? participant.joinTime ?? participant.leaveTime
        }
    }

    init(
        _ change: ParticipantChange,
        of kind: ZoomMeetingKind,
        body: JSON
    ) throws(WebhookShortcoming) {
        let object = try body.payloadObject
        guard let participant = object["participant"], case .object = participant else {
            throw .missing("payload.object.participant")
        }
        let meeting = try ZoomMeeting(json: object, place: "payload.object")
        guard let uuid = meeting.uuid else { throw .missing("payload.object.uuid") }
        self.change = change
        self.kind = kind
        self.instanceUUID = uuid
        self.meeting = meeting
        self.breakoutRoomUUID = object.text("breakout_room_uuid")
        self.participant = ZoomParticipant(json: participant)
    }
}

/// What happened to a participant.
///
/// The raw value is the end of Zoom's name for the event.
public enum ParticipantChange: String, Sendable, Hashable, CaseIterable {
    /// They are in; also sent on coming back from a breakout room, then paired with a
    /// ``left`` of the same connection and second (measured).
    case joined = "participant_joined"
    /// They are out; also sent on moving to a breakout room.
    case left = "participant_left"
    /// They entered a breakout room.
    case joinedBreakoutRoom = "participant_joined_breakout_room"
    /// They left a breakout room. Not sent when they leave the meeting from it (measured).
    case leftBreakoutRoom = "participant_left_breakout_room"
    /// They wait to be admitted.
    case joinedWaitingRoom = "participant_joined_waiting_room"
    /// They left the waiting room, or were removed from it.
    case leftWaitingRoom = "participant_left_waiting_room"
    /// They were admitted; ``joined`` follows.
    case admitted = "participant_admitted"
    /// They were in and were sent back to wait.
    case putInWaitingRoom = "participant_put_in_waiting_room"
    /// They came before the host; ``joined`` follows, so this is no attendance.
    case joinedBeforeHost = "participant_jbh_joined"
    /// They wait for the host to start.
    case waitsForHost = "participant_jbh_waiting"
    /// They stopped waiting for the host.
    case stoppedWaitingForHost = "participant_jbh_waiting_left"
    /// Their role changed.
    case roleChanged = "participant_role_changed"
    /// Their telephone line was joined to their client.
    case bound = "participant_bind"
}
