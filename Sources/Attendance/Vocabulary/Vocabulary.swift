/// What Zoom calls the two kinds of meeting.
public enum MeetingKind: String, Sendable, Hashable {
    /// A meeting.
    case meeting
    /// A webinar.
    case webinar
}

/// Where a fact came from.
///
/// The raw values are the storage format.
public enum FactSource: String, Sendable, Hashable {
    /// A webhook, received as it happened.
    case live
    /// A file of recorded deliveries.
    case file
}

/// Who someone is on the sheet.
public enum AttendeeRole: String, Sendable, Hashable {
    /// Someone who learns.
    case attendee
    /// The host of the meeting.
    case trainer
}

/// What the sheet says of an attendee.
///
/// *Absent* needs full coverage or a complete report (I-6).
public enum AttendanceStatus: String, Sendable, Hashable, CaseIterable {
    /// Seen for at least the share the rule pack asks for.
    case present
    /// Seen, but for less than that share.
    case partial
    /// Known not to have come.
    case absent
    /// Expected, not seen, and the occurrence is not over.
    case notSeenYet = "not_seen_yet"
    /// Expected, not seen, and nothing proves that Zoom told everything.
    case unknown
}

/// What ties a connection to an attendee; each is strong by itself (I-7).
public enum IdentityEvidence: String, Sendable, Hashable, CaseIterable {
    /// Zoom's registrant id: the personal join link was used.
    case registrant
    /// Zoom's user id: they were signed in.
    case zoomUser = "zoom_user"
    /// An e-mail address that Zoom or a registration vouches for.
    case email
    /// Somebody stated who they were; it holds against everything else.
    case decision
    /// The personal join link was used by more than one: it counts for nothing here.
    case sharedLink = "shared_link"
}

/// What time counts towards presence, as a rule pack has it.
public enum CountedTime: String, Sendable, Hashable {
    /// From the planned start to the planned end: who comes early or stays late gains nothing. Where
    /// no length was planned, as ``actual``.
    case planned
    /// While a run went on.
    case actual
}

/// In which capacity someone signs.
public enum SigningCapacity: String, Sendable, Hashable {
    /// For their own attendance.
    case attendee
    /// As the trainer who countersigns.
    case trainer
}
