public import Attendance
public import EventSourcing

extension AttendanceSheet {
    /// What is said of one attendee.
    public struct Row: Sendable, Hashable {
        /// The attendee: a person, a registrant or an unidentified participant.
        public var attendee: SubjectID
        /// Trainer or attendee.
        public var role: AttendeeRole
        /// The name: the person's, else the registrant's, else the one shown at Zoom.
        public var name: String
        /// The e-mail address, where one is known.
        public var email: String?
        /// The person, where the attendee is known to the organisation.
        public var person: PersonID?
        /// The organisation's own id of the person.
        public var ownID: String?
        /// What ties the connections to the attendee, such as `registrant`.
        public var evidence: [IdentityEvidence]
        /// Whether they were connected, and nothing tells who they are.
        public var isUnidentified: Bool
        /// Present, partial, absent, not seen yet or unknown.
        public var status: AttendanceStatus
        /// Why it is no other, where that is not plain from the figures.
        public var reasons: [StatusReason]
        /// Where the time comes from; `nil` where there is none.
        public var source: RowSource?
        /// The first join known.
        public var firstJoin: Instant?
        /// The last leave known; `nil` while connected.
        public var lastLeave: Instant?
        /// Seconds there: the union of all connections, corrected by what people decided, within the
        /// time that counts.
        public var secondsPresent: Int64
        /// What ``secondsPresent`` would be without corrections; `nil` where none holds.
        public var secondsTold: Int64?
        /// ``secondsPresent`` of the length of the occurrence, in whole per cent rounded down;
        /// `nil` while that length is unknown, and for whoever was not seen.
        public var sharePercent: Int?
        /// When they were there, as it counts: in order, and none touching the next.
        public var counted: [TimeWindow]
        /// How long after the time that counts began they came, in seconds; `nil` where that is not
        /// known.
        public var lateSeconds: Int64?
        /// How long before it ended they left for good, in seconds; `nil` where that is not known, and
        /// while they are there.
        public var earlySeconds: Int64?
        /// How long a trainer was there at the same time, in seconds.
        public var secondsWithTrainer: Int64
        /// Every stay, by start.
        public var connections: [Connection]
        /// What people decided about the row, in their order.
        public var corrections: [CorrectionLine]
        /// The signatures in force, by slot.
        public var signatures: [SignatureLine]
        /// What they would not sign, and have not signed since, by time.
        public var declined: [DeclinedLine]
        /// What the rules find.
        public var verdicts: [Verdict]
        /// Whom an unidentified participant may be, by their names; never more than a proposal (I-7).
        public var proposals: [Proposal]

        /// Creates a row from its parts.
        public init(
            attendee: SubjectID,
            role: AttendeeRole,
            name: String,
            email: String? = nil,
            person: PersonID? = nil,
            ownID: String? = nil,
            evidence: [IdentityEvidence] = [],
            isUnidentified: Bool = false,
            status: AttendanceStatus,
            reasons: [StatusReason] = [],
            source: RowSource? = nil,
            firstJoin: Instant? = nil,
            lastLeave: Instant? = nil,
            secondsPresent: Int64 = 0,
            secondsTold: Int64? = nil,
            sharePercent: Int? = nil,
            counted: [TimeWindow] = [],
            lateSeconds: Int64? = nil,
            earlySeconds: Int64? = nil,
            secondsWithTrainer: Int64 = 0,
            connections: [Connection] = [],
            corrections: [CorrectionLine] = [],
            signatures: [SignatureLine] = [],
            declined: [DeclinedLine] = [],
            verdicts: [Verdict] = [],
            proposals: [Proposal] = []
        ) {
            self.attendee = attendee
            self.role = role
            self.name = name
            self.email = email
            self.person = person
            self.ownID = ownID
            self.evidence = evidence
            self.isUnidentified = isUnidentified
            self.status = status
            self.reasons = reasons
            self.source = source
            self.firstJoin = firstJoin
            self.lastLeave = lastLeave
            self.secondsPresent = secondsPresent
            self.secondsTold = secondsTold
            self.sharePercent = sharePercent
            self.counted = counted
            self.lateSeconds = lateSeconds
            self.earlySeconds = earlySeconds
            self.secondsWithTrainer = secondsWithTrainer
            self.connections = connections
            self.corrections = corrections
            self.signatures = signatures
            self.declined = declined
            self.verdicts = verdicts
            self.proposals = proposals
        }
    }
}
