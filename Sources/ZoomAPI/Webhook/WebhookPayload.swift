public import EventSourcing

/// What happened, in the kinds that attendance distinguishes.
public enum WebhookPayload: Sendable, Hashable {
    /// A meeting was planned, changed or withdrawn.
    case planning(PlanningNotification)
    /// Somebody registered, or a registration was decided.
    case registration(RegistrationNotification)
    /// A run of a meeting started or ended.
    case instance(InstanceNotification)
    /// A participant came, went, waited or changed.
    case participant(ParticipantNotification)
    /// A recording of one meeting was made or removed.
    case recording(RecordingNotification)
    /// Recordings of several meetings were removed or recovered at once.
    case recordingBatch(RecordingBatchNotification)
    /// Zoom checks that we know the secret; the answer is ``EndpointValidation``.
    case urlValidation(plainToken: String)
    /// The app was removed from an account.
    case appDeauthorized(AppDeauthorization)
    /// An event that has no part in attendance, or that is newer than this code. The whole body is
    /// kept.
    case other(JSON)
    /// An event of a kind above that lacks what the kind needs. The whole body is kept.
    case notUsable(WebhookShortcoming, JSON)
}

/// What a known event lacks.
///
/// It names places in the body, never what stands there.
public enum WebhookShortcoming: Error, Hashable, CustomStringConvertible {
    /// Nothing of the needed kind is at this place.
    case missing(String)
    /// What is at this place is no meeting number.
    case notAMeetingNumber(String)

    /// The shortcoming in words.
    public var description: String {
        switch self {
        case .missing(let place): "\(place) is missing"
        case .notAMeetingNumber(let place): "\(place) is not a meeting number"
        }
    }
}

extension WebhookPayload {
    /// Decodes what a named event says; `body` is the whole delivery.
    init(event: String, body: JSON) {
        do {
            self = try Self.known(event: event, body: body) ?? .other(body)
        } catch {
            self = .notUsable(error, body)
        }
    }

    private static func known(
        event: String,
        body: JSON
    ) throws(WebhookShortcoming) -> WebhookPayload? {
        switch event {
        case "endpoint.url_validation":
            guard let token = body["payload"]?.text("plainToken") else {
                throw .missing("payload.plainToken")
            }
            return .urlValidation(plainToken: token)
        case "app_deauthorized":
            return .appDeauthorized(AppDeauthorization(json: body["payload"] ?? .null))
        default: break
        }
        guard let dot = event.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
        let subject = event[..<dot]
        let change = String(event[event.index(after: dot)...])
        if let kind = ZoomMeetingKind(rawValue: String(subject)) {
            return try known(change, of: kind, body: body)
        }
        guard subject == "recording" else { return nil }
        if let change = RecordingChange(rawValue: change) {
            return .recording(try RecordingNotification(change, body: body))
        }
        if let change = RecordingBatchChange(rawValue: change) {
            return .recordingBatch(try RecordingBatchNotification(change, body: body))
        }
        return nil
    }

    private static func known(
        _ change: String,
        of kind: ZoomMeetingKind,
        body: JSON
    ) throws(WebhookShortcoming) -> WebhookPayload? {
        if let change = ParticipantChange(rawValue: change) {
            return .participant(try ParticipantNotification(change, of: kind, body: body))
        }
        if let change = InstanceChange(rawValue: change) {
            return .instance(try InstanceNotification(change, of: kind, body: body))
        }
        if let change = PlanningChange(rawValue: change) {
            return .planning(try PlanningNotification(change, of: kind, body: body))
        }
        if let change = RegistrationChange(rawValue: change) {
            return .registration(try RegistrationNotification(change, of: kind, body: body))
        }
        return nil
    }
}
