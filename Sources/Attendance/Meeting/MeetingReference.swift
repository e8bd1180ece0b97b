public import EventSourcing

/// Which meeting a fact is about.
///
/// Every fact of Zoom carries it whole, since any may arrive first.
public struct MeetingReference: Sendable, Hashable {
    /// The meeting, by the keyed hash of account and number.
    public var id: MeetingID
    /// The account's id at Zoom.
    public var account: String
    /// The number at Zoom.
    ///
    /// An attribute: Zoom reuses numbers.
    public var number: String
    /// Meeting or webinar.
    public var kind: MeetingKind
    /// When the fact was stated, by Zoom's clock: the later statement about a field wins.
    public var statedAt: Instant?
    /// How the fact came here.
    public var source: FactSource

    /// Creates a reference.
    public init(
        id: MeetingID,
        account: String,
        number: String,
        kind: MeetingKind,
        statedAt: Instant?,
        source: FactSource
    ) {
        self.id = id
        self.account = account
        self.number = number
        self.kind = kind
        self.statedAt = statedAt
        self.source = source
    }
}

/// What a fact tells about the meeting itself, as far as it does.
public struct MeetingDetails: Sendable, Hashable {
    /// The topic.
    public var topic: Personal<String>?
    /// The IANA zone it was planned in.
    public var zone: String?
    /// The planned length in seconds.
    public var plannedSeconds: Int64?
    /// The keyed hash of the owner's Zoom user id.
    public var hostIndex: BlindIndex?

    /// Creates details; everything may be missing.
    public init(
        topic: Personal<String>? = nil,
        zone: String? = nil,
        plannedSeconds: Int64? = nil,
        hostIndex: BlindIndex? = nil
    ) {
        self.topic = topic
        self.zone = zone
        self.plannedSeconds = plannedSeconds
        self.hostIndex = hostIndex
    }
}

/// One planned date and time.
public struct PlannedTime: Sendable, Hashable {
    /// The occurrence, by the keyed hash of account, number and Zoom's occurrence id.
    public var occurrence: OccurrenceID
    /// The planned start.
    public var start: Instant
    /// The planned length in seconds; `nil` means that of the meeting.
    public var seconds: Int64?
    /// Whether Zoom says it was cancelled.
    public var isCancelled: Bool

    /// Creates a planned time.
    public init(
        occurrence: OccurrenceID,
        start: Instant,
        seconds: Int64?,
        isCancelled: Bool = false
    ) {
        self.occurrence = occurrence
        self.start = start
        self.seconds = seconds
        self.isCancelled = isCancelled
    }
}
