public import EventSourcing

/// A date and time as it was planned: what the clock on the wall is to show, and what that was
/// resolved to at the time of planning.
public struct ScheduledTime: Sendable, Hashable {
    /// What the clock on the wall is to show at the start, as ``zone`` has it: `2026-03-09T09:00:00`.
    public var wallStart: String
    /// The rules of the zone over the planned time, as the time zone database had them.
    public var zone: ZoneRules
    /// The edition of that database, such as `2026a`; `nil` where the system does not tell.
    public var zoneEdition: String?
    /// From the start to the end.
    public var window: TimeWindow

    /// Creates a planned time.
    public init(
        wallStart: String,
        zone: ZoneRules,
        zoneEdition: String?,
        window: TimeWindow
    ) {
        self.wallStart = wallStart
        self.zone = zone
        self.zoneEdition = zoneEdition
        self.window = window
    }
}

/// Somebody of the organisation planned an occurrence, or planned it anew.
///
/// It holds against what Zoom tells of plans at that time. The rule pack is kept whole, so that no
/// later version of it changes what was agreed.
public struct OccurrenceScheduled: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingReference
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// When it is to be.
    public var time: ScheduledTime
    /// The rules its sheet is judged by.
    public var pack: RulePack

    /// Creates the event.
    public init(
        meeting: MeetingReference,
        occurrence: OccurrenceID,
        time: ScheduledTime,
        pack: RulePack
    ) {
        self.meeting = meeting
        self.occurrence = occurrence
        self.time = time
        self.pack = pack
    }
}

/// Somebody cancelled a planned occurrence.
public struct OccurrenceCancelled: Sendable, Hashable {
    /// The meeting.
    public var meeting: MeetingID
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// Why.
    public var reason: Personal<String>

    /// Creates the event.
    public init(meeting: MeetingID, occurrence: OccurrenceID, reason: Personal<String>) {
        self.meeting = meeting
        self.occurrence = occurrence
        self.reason = reason
    }
}
