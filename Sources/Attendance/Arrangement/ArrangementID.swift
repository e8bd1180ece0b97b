public import EventSourcing

/// What the organisation wants to be held at Zoom, from the first wish on: Zoom's number comes later.
public struct ArrangementID: OpaqueIdentifier {
    /// The text of the identifier.
    public let text: String
    /// Wraps text that is known to be an arrangement's identifier.
    public init(_ text: String) { self.text = text }
    /// The arrangement as a subject: that of its topic, agenda and reasons.
    public var subject: SubjectID { SubjectID(text) }
}

/// For whom a meeting is.
public enum MeetingLink: Sendable, Hashable {
    /// For those of a course, of one session of it, or of one group; the organisation's own ids.
    case course(String, session: String?, group: String?)
    /// For those a person of the organisation invites.
    case user(PersonID)
    /// For everybody.
    case global
}
