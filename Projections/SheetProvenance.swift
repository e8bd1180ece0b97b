public import EventSourcing

/// Where a sheet came from in this log: what its content leaves out on purpose (I-3).
public struct SheetProvenance: Sendable, Hashable {
    /// Where the sheet stands in its life.
    public enum State: String, Sendable, Hashable {
        /// No revision was closed yet.
        case provisional
        /// The content is that of the last closed revision.
        case closed
        /// The content has changed since the last closed revision.
        case amended
    }

    /// Provisional, closed or amended.
    public var state: State
    /// The last closed revision; 0 when none was.
    public var revision: Int
    /// When that revision was closed.
    public var closedAt: Instant?
    /// The number of events the content was folded from: the log's size.
    public var logSize: Int64
    /// When the last of them was recorded.
    public var knownAt: Instant?
    /// The version of the fold that made the content.
    public var foldVersion: Int
    /// The revision that took its place, where one did and that is told.
    public var supersededBy: Int?

    /// Creates a provenance.
    public init(
        state: State,
        revision: Int,
        closedAt: Instant?,
        logSize: Int64,
        knownAt: Instant?,
        foldVersion: Int,
        supersededBy: Int? = nil
    ) {
        self.state = state
        self.revision = revision
        self.closedAt = closedAt
        self.logSize = logSize
        self.knownAt = knownAt
        self.foldVersion = foldVersion
        self.supersededBy = supersededBy
    }
}
