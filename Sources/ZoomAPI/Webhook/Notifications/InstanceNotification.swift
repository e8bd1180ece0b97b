public import EventSourcing

/// A run of a meeting started or ended
/// (Zoom webhooks, *Meeting has started*, *Meeting has ended*).
///
/// An end also comes when the last participant leaves; the same number may start again seconds
/// later, under a new uuid (measured).
public struct InstanceNotification: Sendable, Hashable {
    /// What happened.
    public var change: InstanceChange
    /// Meeting or webinar.
    public var kind: ZoomMeetingKind
    /// Which run.
    public var instanceUUID: String
    /// The meeting; its ``ZoomMeeting/startTime`` is the actual start.
    public var meeting: ZoomMeeting
    /// When it ended.
    public var endTime: Instant?
    /// Whether what ended was a webinar's practice session, which is not attendance.
    public var isPracticeSession: Bool?

    init(
        _ change: InstanceChange,
        of kind: ZoomMeetingKind,
        body: JSON
    ) throws(WebhookShortcoming) {
        let object = try body.payloadObject
        let meeting = try ZoomMeeting(json: object, place: "payload.object")
        guard let uuid = meeting.uuid else { throw .missing("payload.object.uuid") }
        self.change = change
        self.kind = kind
        self.instanceUUID = uuid
        self.meeting = meeting
        self.endTime = object.instant("end_time")
        self.isPracticeSession = object.flag("practice_session")
    }
}

/// What happened to an instance.
///
/// The raw value is the end of Zoom's name for the event.
public enum InstanceChange: String, Sendable, Hashable, CaseIterable {
    /// It started.
    case started
    /// It ended.
    case ended
}
