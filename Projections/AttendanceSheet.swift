public import Attendance
public import EventSourcing

/// The attendance sheet of one occurrence: who came, when, for how long, and who signed.
///
/// This is the sheet's *content*: a function of the facts, not of their order of arrival (I-3). What
/// depends on this log (positions, revision, receipt) is its ``SheetProvenance``.
public struct AttendanceSheet: Sendable, Hashable {
    /// The training provider's name.
    public var organisation: String
    /// What was planned at Zoom.
    public var meeting: MeetingLine
    /// The date and time the sheet is about.
    public var occurrence: OccurrenceLine
    /// The runs at Zoom that belong to the occurrence, by start.
    public var instances: [InstanceLine]
    /// One row an attendee, by name.
    public var rows: [Row]
    /// The rule pack the sheet is judged by, such as `generic@3`.
    public var rulePack: String
    /// Whether it is known that Zoom told everything: its deliveries were taken all the while, or its
    /// report was read.
    public var isComplete: Bool
    /// The rows of files of the portal that may be about this occurrence, by time.
    public var listed: [ListedLine]
    /// What the rules find about the sheet as a whole.
    public var verdicts: [Verdict]

    /// Creates a sheet from its parts.
    public init(
        organisation: String,
        meeting: MeetingLine,
        occurrence: OccurrenceLine,
        instances: [InstanceLine],
        rows: [Row],
        rulePack: String,
        isComplete: Bool = false,
        listed: [ListedLine] = [],
        verdicts: [Verdict] = []
    ) {
        self.organisation = organisation
        self.meeting = meeting
        self.occurrence = occurrence
        self.instances = instances
        self.rows = rows
        self.rulePack = rulePack
        self.isComplete = isComplete
        self.listed = listed
        self.verdicts = verdicts
    }

    /// The meeting as the sheet names it.
    public struct MeetingLine: Sendable, Hashable {
        /// Zoom's number, 9 to 11 digits.
        public var number: String
        /// The topic, where Zoom told it.
        public var topic: String?
        /// Meeting or webinar.
        public var kind: MeetingKind

        /// Creates the line.
        public init(number: String, topic: String?, kind: MeetingKind) {
            self.number = number
            self.topic = topic
            self.kind = kind
        }
    }

    /// The occurrence as the sheet names it.
    public struct OccurrenceLine: Sendable, Hashable {
        /// The occurrence.
        public var id: OccurrenceID
        /// When it was to start and end, where it was planned.
        public var planned: TimeWindow?
        /// When its first instance started.
        public var actualStart: Instant?
        /// When its last instance ended; `nil` while one runs or an end is missing.
        public var actualEnd: Instant?
        /// The IANA zone it was planned in.
        public var zone: String?
        /// Why signatures are asked for, as the trainer put it.
        public var reason: String?
        /// The time that counts towards presence; `nil` where it is that of the runs.
        public var counted: TimeWindow?
        /// The slots a signature was asked for, by start.
        public var slots: [Slot]

        /// Creates the line.
        public init(
            id: OccurrenceID,
            planned: TimeWindow? = nil,
            actualStart: Instant? = nil,
            actualEnd: Instant? = nil,
            zone: String? = nil,
            reason: String? = nil,
            counted: TimeWindow? = nil,
            slots: [Slot] = []
        ) {
            self.id = id
            self.planned = planned
            self.actualStart = actualStart
            self.actualEnd = actualEnd
            self.zone = zone
            self.reason = reason
            self.counted = counted
            self.slots = slots
        }
    }

    /// One run at Zoom.
    public struct InstanceLine: Sendable, Hashable {
        /// Zoom's uuid of the run.
        public var uuid: String
        /// When it started, where any event told.
        public var start: Instant?
        /// When it ended; `nil` while it runs or when its end is missing.
        public var end: Instant?
        /// Whether no end was told: then ``end`` is the last moment known, of a run that is known to be
        /// over.
        public var endInferred: Bool

        /// Creates the line.
        public init(uuid: String, start: Instant?, end: Instant?, endInferred: Bool = false) {
            self.uuid = uuid
            self.start = start
            self.end = end
            self.endInferred = endInferred
        }
    }

    /// One stay between a join and a leave.
    public struct Connection: Sendable, Hashable {
        /// The join; `nil` when Zoom never told it.
        public var from: Instant?
        /// The leave, or the end of the instance where no leave came; `nil` while connected.
        public var to: Instant?
        /// Whether ``to`` is the end of the instance, because no leave came.
        public var endInferred: Bool
        /// Whether they left at a time nobody told: then ``to`` is the last moment known.
        public var isEndUnknown: Bool
        /// Where the facts came from.
        public var source: FactSource
        /// What the report of the run says of it; `nil` where it says nothing.
        public var report: ReportCheck?

        /// Creates a stay.
        public init(
            from: Instant?,
            to: Instant?,
            endInferred: Bool = false,
            isEndUnknown: Bool = false,
            source: FactSource,
            report: ReportCheck? = nil
        ) {
            self.from = from
            self.to = to
            self.endInferred = endInferred
            self.isEndUnknown = isEndUnknown
            self.source = source
            self.report = report
        }
    }

    /// A signature in force.
    public struct SignatureLine: Sendable, Hashable {
        /// The slot it covers.
        public var slot: SlotID
        /// Whether an attendee or the trainer signed.
        public var capacity: SigningCapacity
        /// As whom they signed: the row may go by another name since.
        ///
        /// It is no part of the sheet's content; what is kept of the signature is named by it.
        public var signer: SubjectID
        /// When the server received it.
        public var signedAt: Instant
        /// SHA-256 of the PNG as received.
        public var sha256: SHA256Digest
        /// Width of the image in pixels.
        public var width: Int
        /// Height of the image in pixels.
        public var height: Int

        /// Creates a line.
        public init(
            slot: SlotID,
            capacity: SigningCapacity,
            signer: SubjectID,
            signedAt: Instant,
            sha256: SHA256Digest,
            width: Int,
            height: Int
        ) {
            self.slot = slot
            self.capacity = capacity
            self.signer = signer
            self.signedAt = signedAt
            self.sha256 = sha256
            self.width = width
            self.height = height
        }
    }

    /// What somebody would not sign.
    public struct DeclinedLine: Sendable, Hashable {
        /// The slot.
        public var slot: SlotID
        /// Whether an attendee or the trainer was asked.
        public var capacity: SigningCapacity
        /// When they said so.
        public var at: Instant
        /// Why, in their words.
        public var reason: String

        /// Creates a line.
        public init(slot: SlotID, capacity: SigningCapacity, at: Instant, reason: String) {
            self.slot = slot
            self.capacity = capacity
            self.at = at
            self.reason = reason
        }
    }
}
