/// One row of a portal's file: a stay, a person or a registration, by ``PortalVariant``.
public struct PortalRow: Sendable, Hashable {
    /// The row's line in the file; the first is 1.
    public var line: Int
    /// The display name without additions, or the name they registered with; `nil` where Zoom
    /// shows none.
    ///
    /// Several people may have the same.
    public var name: String?
    /// The name before it was changed in the meeting, as far as the file tells.
    ///
    /// Zoom writes `Display (Original)`, which may also be a display name with parentheses:
    /// ``writtenName`` has both.
    public var originalName: String?
    /// The name as it was written, but without what nobody sees.
    public var writtenName: String?
    /// The first name they registered with.
    public var firstName: String?
    /// The last name they registered with.
    public var lastName: String?
    /// The e-mail address, where Zoom's rules show it.
    public var email: String?
    /// Whether the name says `(Host)`, or the row stands among the hosts of a webinar.
    public var isHost = false
    /// When they came; absent from unique users, registrations and who did not come.
    public var join: PortalTime?
    /// When they went.
    ///
    /// It shows an earlier time than ``join`` where clocks were set back meanwhile and the duration
    /// confirms it.
    public var leave: PortalTime?
    /// How long, in minutes, rounded up by Zoom.
    public var minutes: Int?
    /// Whether they do not belong to the account; `nil` where the file does not say.
    public var isGuest: Bool?
    /// Whether they only waited to be admitted; `nil` where the file does not say, as before 2021.
    public var inWaitingRoom: Bool?
    /// As what they were at a webinar.
    public var section: PortalSection?
    /// Whether somebody registered for a webinar came; `nil` where the file does not say.
    public var attended: Bool?
    /// Zoom's word for what was decided on the registration, such as `approved`, in lower case.
    public var approvalStatus: String?
    /// When they registered.
    public var registrationTime: PortalTime?

    init(line: Int) { self.line = line }
}

/// As what somebody was at a webinar: the sections of its report.
public enum PortalSection: String, Sendable, Hashable, CaseIterable {
    /// `Host Details`.
    case host
    /// `Panelist Details`.
    case panelist
    /// `Attendee Details`.
    case attendee
    /// `Other Attended`: who came otherwise, such as by telephone.
    case other
}
