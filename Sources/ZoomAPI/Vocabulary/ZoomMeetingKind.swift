/// Whether something happened to a meeting or to a webinar.
public enum ZoomMeetingKind: String, Sendable, Hashable, CaseIterable {
    /// A meeting: everybody can be seen and heard.
    case meeting
    /// A webinar: panelists present, attendees watch.
    case webinar
}

/// Zoom's `type` of a meeting (Zoom API, *Meetings*).
public struct ZoomMeetingType: Sendable, Hashable, RawRepresentable {
    /// Zoom's number for it.
    public let rawValue: Int64

    /// Wraps Zoom's number, known or not.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Started without a plan.
    public static let instant = ZoomMeetingType(rawValue: 1)
    /// Planned once.
    public static let scheduled = ZoomMeetingType(rawValue: 2)
    /// Recurring at no fixed time.
    public static let recurringNoFixedTime = ZoomMeetingType(rawValue: 3)
    /// Held under a personal meeting id, which then is the number in all events.
    public static let personalMeeting = ZoomMeetingType(rawValue: 4)
    /// A webinar planned once.
    public static let webinar = ZoomMeetingType(rawValue: 5)
    /// A webinar recurring at no fixed time.
    public static let webinarRecurringNoFixedTime = ZoomMeetingType(rawValue: 6)
    /// A personal audio conference.
    public static let personalAudioConference = ZoomMeetingType(rawValue: 7)
    /// Recurring at fixed times.
    public static let recurringFixedTime = ZoomMeetingType(rawValue: 8)
    /// A webinar recurring at fixed times.
    public static let webinarRecurringFixedTime = ZoomMeetingType(rawValue: 9)
    /// Sharing a screen only.
    public static let screenShareOnly = ZoomMeetingType(rawValue: 10)
    /// A recording that was uploaded, not held.
    public static let uploadedRecording = ZoomMeetingType(rawValue: 99)

    /// Whether this is a webinar.
    public var isWebinar: Bool { [5, 6, 9].contains(rawValue) }
    /// Whether several occurrences share the number.
    public var isRecurring: Bool { [3, 6, 8, 9].contains(rawValue) }
}
