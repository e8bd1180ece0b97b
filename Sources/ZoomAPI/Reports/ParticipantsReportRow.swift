public import EventSourcing

/// One stay of somebody in the meeting, in a breakout room or in the waiting room: everything Zoom
/// says, nothing concluded from it.
public struct ParticipantsReportRow: Sendable, Hashable {
    /// Names this stay within the run, new on every join and every move (measured).
    public var userID: String?
    /// The Zoom user id of who was signed in and visible to the account.
    public var participantUserID: String?
    /// The older field for the Zoom user id (deprecated); for who was not signed in it may be the
    /// registrant id.
    public var id: String?
    /// The display name.
    ///
    /// Where a comma was in it, Zoom may write `#` (measured).
    public var name: String?
    /// The e-mail address (`user_email`, or `email`), where Zoom's rules show it; also where the
    /// webhooks of the same meeting had none (measured).
    public var email: String?
    /// When the stay began, usually to the second.
    public var joinTime: Instant?
    /// When it ended.
    public var leaveTime: Instant?
    /// How long it was, in seconds; 0 while Zoom still counts (measured).
    public var durationSeconds: Int64?
    /// Filled only when they came by their personal registration link, and only if asked for.
    public var registrantID: String?
    /// What an embedding application called them.
    public var customerKey: String?
    /// Which breakout room.
    public var breakoutMeetingID: String?
    /// Whether they were moved to another data centre.
    public var failover: Bool?
    /// Where they were.
    public var status: ParticipantsReportStatus?
    /// Whether they belong to the account; only *past meeting participants* say so.
    public var isInternalUser: Bool?

    /// Reads a row.
    /// - Parameter json: An element of `participants`.
    /// - Throws: ``ParticipantsReportRowFault`` for a row that could be placed nowhere in time.
    public init(json: JSON) throws(ParticipantsReportRowFault) {
        guard case .object = json else { throw .notAnObject }
        self.userID = json.text("user_id")
        self.participantUserID = json.text("participant_user_id")
        self.id = json.text("id")
        self.name = json.text("name")
        self.email = json.text("user_email") ?? json.text("email")
        self.joinTime = json.instant("join_time")
        self.leaveTime = json.instant("leave_time")
        self.durationSeconds = json.count("duration")
        self.registrantID = json.text("registrant_id")
        self.customerKey = json.text("customer_key")
        self.breakoutMeetingID = json.text("bo_mtg_id")
        self.failover = json.flag("failover")
        self.status = json.text("status").map(ParticipantsReportStatus.init)
        self.isInternalUser = json.flag("internal_user")
        if joinTime == nil, json.text("join_time") != nil { throw .unreadableJoinTime }
        if leaveTime == nil, json.text("leave_time") != nil { throw .unreadableLeaveTime }
        if joinTime == nil, leaveTime == nil { throw .noTime }
    }
}

/// Where somebody was during a row, in Zoom's word.
public struct ParticipantsReportStatus: Sendable, Hashable, RawRepresentable {
    /// Zoom's word for it.
    public let rawValue: String

    /// Wraps Zoom's word, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// In the meeting or webinar.
    public static let inMeeting = ParticipantsReportStatus(rawValue: "in_meeting")
    /// Waiting to be admitted, which is no attendance.
    public static let inWaitingRoom = ParticipantsReportStatus(rawValue: "in_waiting_room")
}
