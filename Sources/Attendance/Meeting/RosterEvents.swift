public import EventSourcing

/// People are expected at a meeting, or at one occurrence of it.
///
/// Decided by a person of the organisation.
public struct RosterExtended: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingID
    /// The occurrence, by the name it had; `nil` means every one.
    public var occurrence: OccurrenceID?
    /// As what they are expected.
    public var role: AttendeeRole
    /// Those who are expected.
    public var people: [PersonID]
    /// Why, where somebody said.
    public var reason: Personal<String>?

    /// Creates the event.
    public init(
        meeting: MeetingID,
        occurrence: OccurrenceID? = nil,
        as role: AttendeeRole = .attendee,
        people: [PersonID],
        reason: Personal<String>? = nil
    ) {
        self.meeting = meeting
        self.occurrence = occurrence
        self.role = role
        self.people = people
        self.reason = reason
    }
}

/// People are no longer expected at a meeting, or not at one occurrence of it.
public struct RosterReduced: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingID
    /// The occurrence, by the name it had; `nil` means every one from ``from`` on.
    public var occurrence: OccurrenceID?
    /// The first moment an occurrence may begin at to be meant; what began before keeps its roster.
    public var from: Instant?
    /// Those who are not expected.
    public var people: [PersonID]
    /// Why, where somebody said.
    public var reason: Personal<String>?

    /// Creates the event.
    public init(
        meeting: MeetingID,
        occurrence: OccurrenceID? = nil,
        from: Instant? = nil,
        people: [PersonID],
        reason: Personal<String>? = nil
    ) {
        self.meeting = meeting
        self.occurrence = occurrence
        self.from = from
        self.people = people
        self.reason = reason
    }
}
