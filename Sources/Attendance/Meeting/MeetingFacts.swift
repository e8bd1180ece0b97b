public import EventSourcing

/// A meeting was planned at Zoom.
///
/// From `meeting.created` and `webinar.created`.
public struct MeetingPlanned: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingReference
    /// What it is to be.
    public var details: MeetingDetails
    /// The planned dates and times: one, or those of a series.
    ///
    /// Empty where none is fixed.
    public var times: [PlannedTime]

    /// Creates the fact.
    public init(meeting: MeetingReference, details: MeetingDetails, times: [PlannedTime]) {
        self.meeting = meeting
        self.details = details
        self.times = times
    }
}

/// Fields of a meeting were changed at Zoom.
///
/// From `meeting.updated` and `webinar.updated`; what was not changed is `nil` or empty.
public struct MeetingChanged: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingReference
    /// The fields that changed.
    public var details: MeetingDetails
    /// The planned times, where they changed.
    public var times: [PlannedTime]

    /// Creates the fact.
    public init(meeting: MeetingReference, details: MeetingDetails, times: [PlannedTime]) {
        self.meeting = meeting
        self.details = details
        self.times = times
    }
}

/// A meeting, or occurrences of it, was deleted or recovered at Zoom.
///
/// Nothing is deleted here.
public struct MeetingStanding: Sendable, Hashable {
    /// What Zoom did.
    ///
    /// The raw values are the storage format.
    public enum Change: String, Sendable, Hashable {
        /// Moved to the trash.
        case deleted
        /// Deleted for good.
        case permanentlyDeleted = "permanently_deleted"
        /// Brought back from the trash.
        case recovered
    }

    /// The meeting.
    public var meeting: MeetingReference
    /// What was done.
    public var change: Change
    /// The planned times it was done to; empty means the whole meeting.
    public var times: [PlannedTime]

    /// Creates the fact.
    public init(meeting: MeetingReference, change: Change, times: [PlannedTime]) {
        self.meeting = meeting
        self.change = change
        self.times = times
    }
}

/// Someone registered for a meeting at Zoom, or their registration changed.
public struct RegistrationChanged: Sendable, Hashable {
    /// Where a registration stands.
    ///
    /// The raw values are the storage format.
    public enum Standing: String, Sendable, Hashable {
        /// Waits for approval.
        case pending
        /// May join.
        case approved
        /// Was cancelled.
        case cancelled
        /// Was refused.
        case denied
    }

    /// The meeting.
    public var meeting: MeetingReference
    /// The registrant.
    public var registrant: SubjectID
    /// The keyed hash of Zoom's registrant id.
    public var registrantIndex: BlindIndex
    /// The keyed hash of the e-mail address.
    public var emailIndex: BlindIndex?
    /// Where the registration stands now.
    public var standing: Standing
    /// The name given.
    public var name: Personal<String>?
    /// The e-mail address given.
    public var email: Personal<String>?
    /// The personal join link.
    public var joinLink: Personal<String>?

    /// Creates the fact.
    public init(
        meeting: MeetingReference,
        registrant: SubjectID,
        registrantIndex: BlindIndex,
        emailIndex: BlindIndex?,
        standing: Standing,
        name: Personal<String>?,
        email: Personal<String>?,
        joinLink: Personal<String>?
    ) {
        self.meeting = meeting
        self.registrant = registrant
        self.registrantIndex = registrantIndex
        self.emailIndex = emailIndex
        self.standing = standing
        self.name = name
        self.email = email
        self.joinLink = joinLink
    }
}
