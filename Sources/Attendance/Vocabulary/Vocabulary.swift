/// What Zoom calls the two kinds of meeting.
public enum MeetingKind: String, Sendable, Hashable, CaseIterable {
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
    /// The participants report that Zoom makes of a run after its end.
    case report
    /// A file saved from Zoom's web portal.
    case portal
    /// What Zoom's REST API answered about a meeting, its registrants or a run.
    case api
    /// Somebody of the organisation.
    case person
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

/// Why an attendee's status is no other.
public enum StatusReason: String, Sendable, Hashable, CaseIterable {
    /// Not every run has ended, or none is known.
    case notOver = "not_over"
    /// Nothing proves that Zoom told everything.
    case notComplete = "not_complete"
    /// Somebody who was connected is not identified, and may be they.
    case unidentified = "unidentified_participants"
    /// They signed.
    case signed
    /// They were seen, though not in the meeting: in a waiting room, or before the host.
    case sighted
    /// A row of a portal's file that nobody has confirmed, and no connection known has the time of, may
    /// be theirs.
    case listed
    /// Another run of the meeting, which belongs to another date, went on in the same time.
    case otherRun = "other_run"
    /// When they came or left is not known.
    case endsUnknown = "ends_unknown"
    /// Somebody stated it.
    case decided
}

/// What is said of where a row's time comes from.
public enum RowSource: String, Sendable, Hashable, CaseIterable {
    /// It came as it happened.
    case live
    /// From a file of recorded deliveries.
    case file
    /// From Zoom's report alone.
    case report
    /// It came as it happened, and the report agrees.
    case reconciled
    /// The report says otherwise.
    case contradictory
    /// Somebody stated it.
    case manual
}

/// What the report of a run says of a stay that came live.
public enum ReportCheck: String, Sendable, Hashable, CaseIterable {
    /// The same, to within five seconds.
    case agrees
    /// What was missing.
    case adds
    /// Otherwise; what came live counts.
    case contradicts
    /// Nothing, though all of it was read.
    case lacks
}

/// What ties a connection to an attendee; each is strong by itself (I-7).
public enum IdentityEvidence: String, Sendable, Hashable, CaseIterable {
    /// Zoom's registrant id: the personal join link was used.
    case registrant
    /// Zoom's user id: they were signed in.
    case zoomUser = "zoom_user"
    /// An e-mail address that Zoom or a registration vouches for.
    case email
    /// The own id that an application of the organisation let them in with.
    case customerKey = "customer_key"
    /// Somebody stated who they were; it holds against everything else.
    case decision
    /// Zoom bound a telephone to it.
    case boundDevices = "bound_devices"
    /// What ties it to somebody ties it to somebody else as well: it counts for nothing here.
    case conflict
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
public enum SigningCapacity: String, Sendable, Hashable, CaseIterable {
    /// For their own attendance.
    case attendee
    /// As the trainer who countersigns.
    case trainer
}
