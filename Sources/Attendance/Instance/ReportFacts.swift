public import EventSourcing

/// A row of the participants report that Zoom makes of a run after its end.
///
/// One row a join or hop. It is tied to what came live by the run and ``Participant/userID`` only,
/// never by a name.
public struct ParticipantReported: Sendable, Hashable {
    /// The run.
    @Indirect public var instance: InstanceReference
    /// Whom the row is about; the report names no connection.
    @Indirect public var participant: Participant
    /// When they joined; `nil` where Zoom left it out.
    public var joined: Instant?
    /// When they left; `nil` where Zoom left it out.
    public var left: Instant?
    /// Whether it only tells of the waiting room.
    public var isWaiting: Bool

    /// Creates the fact.
    public init(
        instance: InstanceReference,
        participant: Participant,
        joined: Instant?,
        left: Instant?,
        isWaiting: Bool = false
    ) {
        self.instance = instance
        self.participant = participant
        self.joined = joined
        self.left = left
        self.isWaiting = isWaiting
    }
}

/// The participants report of a run was read.
public struct ReportRead: Sendable, Hashable {
    /// The run.
    @Indirect public var instance: InstanceReference
    /// How many rows it had.
    public var rowCount: Int64
    /// Whether every page of it was read: then whoever is not on it was not there.
    public var isComplete: Bool

    /// Creates the fact.
    public init(instance: InstanceReference, rowCount: Int64, isComplete: Bool) {
        self.instance = instance
        self.rowCount = rowCount
        self.isComplete = isComplete
    }
}

/// Zoom was asked for the participants report of a run, and gave none: it is not asked again by itself.
///
/// It says nothing of who was there: a run without a report proves nobody's absence (I-6).
public struct ReportMissed: Sendable, Hashable {
    /// Why there is none.
    ///
    /// The raw values are the storage format.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// Zoom knows no such run, or nothing of it.
        case notFound = "not_found"
        /// The report has no rows, as that of whoever was alone.
        case empty
        /// The run is longer ago than Zoom tells of.
        case tooOld = "too_old"
        /// Zoom refused for a reason of its own.
        case refused
        /// What Zoom answered cannot be read.
        case unreadable
    }

    /// The run.
    @Indirect public var instance: InstanceReference
    /// Why there is none.
    public var reason: Reason
    /// Zoom's own number for why it refused; `nil` where it gave none.
    public var code: Int64?
    /// When Zoom was asked last.
    public var at: Instant

    /// Creates the event.
    public init(instance: InstanceReference, reason: Reason, code: Int64? = nil, at: Instant) {
        self.instance = instance
        self.reason = reason
        self.code = code
        self.at = at
    }
}
