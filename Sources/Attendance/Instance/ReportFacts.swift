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
