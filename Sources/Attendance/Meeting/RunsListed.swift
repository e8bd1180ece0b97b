public import EventSourcing

/// Zoom was asked which runs of a meeting have ended.
///
/// Those that were not known stand beside it as facts of their own; no other run that ended by then is
/// known to Zoom.
public struct RunsListed: Sendable, Hashable {
    /// The meeting.
    @Indirect public var meeting: MeetingReference
    /// When Zoom was asked.
    public var at: Instant
    /// How many runs it listed; `nil` where it knows no such meeting, or no longer.
    public var runCount: Int64?

    /// Creates the event.
    public init(meeting: MeetingReference, at: Instant, runCount: Int64?) {
        self.meeting = meeting
        self.at = at
        self.runCount = runCount
    }
}
