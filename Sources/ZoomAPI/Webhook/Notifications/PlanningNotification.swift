public import EventSourcing

/// A meeting was planned, changed or withdrawn
/// (Zoom webhooks, *Meeting has been created* and its neighbours).
public struct PlanningNotification: Sendable, Hashable {
    /// What was done.
    public var change: PlanningChange
    /// What it was done to; for a conversion, what it was before.
    public var kind: ZoomMeetingKind
    /// The meeting.
    ///
    /// After ``PlanningChange/updated`` it holds only what changed, and the number.
    public var meeting: ZoomMeeting
    /// What the changed fields held before.
    public var previous: ZoomMeeting?
    /// Who did it.
    public var by: ZoomOperator?
    /// Whether it concerns one occurrence (`single`) or all.
    public var operation: String?
    /// Which occurrences an update concerns: `single`, `all` or others of Zoom's.
    public var scope: String?
    /// When an update was made (`time_stamp`); where two differ, the later one counts.
    public var timeStamp: Instant?

    init(
        _ change: PlanningChange,
        of kind: ZoomMeetingKind,
        body: JSON
    ) throws(WebhookShortcoming) {
        let payload = body["payload"]
        let old = payload?["old_object"]
        let meeting = try ZoomMeeting(
            json: try body.payloadObject,
            // An update repeats only what changed; the number is in either half.
            number: change == .updated ? ZoomMeetingNumber(json: old?["id"]) : nil,
            place: "payload.object"
        )
        self.change = change
        self.kind = kind
        self.meeting = meeting
        // An old half that cannot be read does not take the new one with it.
        self.previous =
            old?.object == nil
            ? nil
            : try? ZoomMeeting(
                json: old ?? .null,
                number: meeting.number,
                place: "payload.old_object"
            )
        self.by = ZoomOperator(payload: payload)
        self.operation = payload?.text("operation")
        self.scope = payload?.text("scope")
        self.timeStamp = payload?.timestamp("time_stamp")
    }
}

/// What was done to a plan.
///
/// The raw value is the end of Zoom's name for the event.
public enum PlanningChange: String, Sendable, Hashable, CaseIterable {
    /// It was planned. Instant meetings have no such event (measured).
    case created
    /// Something in it changed.
    case updated
    /// It, or one occurrence, was deleted; it can be recovered.
    case deleted
    /// It came back.
    case recovered
    /// It was deleted for good.
    case permanentlyDeleted = "permanently_deleted"
    /// A meeting became a webinar.
    case convertedToWebinar = "converted_to_webinar"
    /// A webinar became a meeting.
    case convertedToMeeting = "converted_to_meeting"
}
