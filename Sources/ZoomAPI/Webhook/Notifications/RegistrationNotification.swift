import EventSourcing

/// Somebody registered, or a registration was decided
/// (Zoom webhooks, *Meeting registration has been created* and its neighbours).
public struct RegistrationNotification: Sendable, Hashable {
    /// What happened.
    public var change: RegistrationChange
    /// What they registered for.
    public var kind: ZoomMeetingKind
    /// The meeting, with the occurrences the registration is for.
    ///
    /// Its uuid names no instance yet.
    public var meeting: ZoomMeeting
    /// The person.
    public var registrant: ZoomRegistrant
    /// Who decided.
    public var by: ZoomOperator?

    init(
        _ change: RegistrationChange,
        of kind: ZoomMeetingKind,
        body: JSON
    ) throws(WebhookShortcoming) {
        let object = try body.payloadObject
        guard let registrant = object["registrant"], case .object = registrant else {
            throw .missing("payload.object.registrant")
        }
        self.change = change
        self.kind = kind
        self.meeting = try ZoomMeeting(json: object, place: "payload.object")
        self.registrant = ZoomRegistrant(json: registrant)
        self.by = ZoomOperator(payload: body["payload"])
    }
}

/// What happened to a registration.
///
/// The raw value is the end of Zoom's name for the event.
public enum RegistrationChange: String, Sendable, Hashable, CaseIterable {
    /// It was made; with automatic approval no other event follows.
    case created = "registration_created"
    /// It was approved by hand.
    case approved = "registration_approved"
    /// It was cancelled.
    case cancelled = "registration_cancelled"
    /// It was denied.
    case denied = "registration_denied"
}
