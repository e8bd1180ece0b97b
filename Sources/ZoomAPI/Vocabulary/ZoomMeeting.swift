public import EventSourcing

/// A meeting or webinar as an event describes it (`payload.object`).
public struct ZoomMeeting: Sendable, Hashable {
    /// The number (`id`).
    public var number: ZoomMeetingNumber
    /// One run of the meeting has one uuid; every start makes a new one (measured).
    public var uuid: String?
    /// Whose meeting it is: neither the host of the moment nor who started it.
    public var hostID: String?
    /// The title.
    ///
    /// It may be personal data.
    public var topic: String?
    /// What sort of meeting it is.
    public var type: ZoomMeetingType?
    /// Where the event plans something, the planned start; elsewhere the actual start of the
    /// instance, the same in all its events (measured).
    public var startTime: Instant?
    /// The planned length, also after the end; 0 for instant and personal meetings (measured).
    public var durationMinutes: Int64?
    /// The zone it was planned in, an IANA name.
    public var timezone: String?
    /// The address by which anybody joins.
    public var joinURL: String?
    /// The occurrences the event is about, or all of them where the meeting is created.
    public var occurrences: [ZoomOccurrence]
    /// By which rule it recurs.
    public var recurrence: ZoomRecurrence?

    /// Creates a meeting of which nothing is known but the number.
    public init(number: ZoomMeetingNumber) {
        self.number = number
        self.occurrences = []
    }

    /// Reads an object; `number` stands in where a partial object does not repeat it.
    /// - Throws: ``WebhookShortcoming`` when there is no meeting number; `place` says where.
    init(
        json: JSON,
        number known: ZoomMeetingNumber? = nil,
        place: String
    ) throws(WebhookShortcoming) {
        let hasNumber = json["id"] != nil && json["id"] != .null && json["id"] != ""
        guard let number = hasNumber ? ZoomMeetingNumber(json: json["id"]) : known else {
            throw hasNumber ? .notAMeetingNumber("\(place).id") : .missing("\(place).id")
        }
        self.number = number
        self.uuid = json.text("uuid")
        self.hostID = json.text("host_id")
        self.topic = json.text("topic")
        self.type = json.count("type").map(ZoomMeetingType.init)
        self.startTime = json.instant("start_time")
        self.durationMinutes = json.count("duration")
        self.timezone = json.text("timezone")
        self.joinURL = json.text("join_url")
        self.occurrences = json.elements("occurrences").compactMap(ZoomOccurrence.init)
        self.recurrence = json["recurrence"].flatMap(ZoomRecurrence.init)
    }
}
