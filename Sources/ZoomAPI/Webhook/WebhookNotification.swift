public import EventSourcing

/// What one delivery says, decoded.
///
/// Decoding is tolerant: Zoom adds fields and events all the time, leaves out others, and writes
/// the same number once as a number and once as text (measured).
public struct WebhookNotification: Sendable, Hashable {
    /// Zoom's name of the event, such as `meeting.participant_joined`.
    public var event: String
    /// When Zoom made the notification, to the millisecond; absent from bodies before 2021.
    ///
    /// It lags behind what happened by seconds and does not order events (measured); use the times
    /// in the payload.
    public var eventTimestamp: Instant?
    /// The Zoom account in which it happened.
    public var accountID: String?
    /// What happened.
    public var payload: WebhookPayload

    /// Creates a notification.
    public init(
        event: String,
        eventTimestamp: Instant? = nil,
        accountID: String? = nil,
        payload: WebhookPayload
    ) {
        self.event = event
        self.eventTimestamp = eventTimestamp
        self.accountID = accountID
        self.payload = payload
    }

    /// Decodes the body of a delivery.
    /// - Throws: ``WebhookNotUnderstood`` for bytes that are not a JSON object naming an event, and
    ///   for nothing else.
    public init(parsing body: [UInt8]) throws(WebhookNotUnderstood) {
        let json: JSON
        do {
            json = try JSON(parsing: body)
        } catch {
            throw .notJSON(error)
        }
        guard case .object = json else { throw .notAnObject }
        guard let event = json["event"]?.string, !event.isEmpty else { throw .noEvent }
        let payload = json["payload"] ?? .null
        self.event = event
        // `app_deauthorized` keeps its time inside the payload.
        self.eventTimestamp = json.timestamp("event_ts") ?? payload.timestamp("event_ts")
        self.accountID = payload.text("account_id")
        self.payload = WebhookPayload(event: event, body: json)
    }
}

extension WebhookNotification: CustomStringConvertible {
    /// The event's name; everything else may be personal data.
    public var description: String { event }
}

/// Why a body could not be read at all.
///
/// It quotes nothing from the body.
public enum WebhookNotUnderstood: Error, Hashable, CustomStringConvertible {
    /// It is not JSON.
    case notJSON(JSONError)
    /// It is JSON, but no object.
    case notAnObject
    /// The object has no text `event`.
    case noEvent

    /// The reason in words.
    public var description: String {
        switch self {
        case .notJSON(let error): error.description
        case .notAnObject: "the body is not a JSON object"
        case .noEvent: "the body names no event"
        }
    }
}
