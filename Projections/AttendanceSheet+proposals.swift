public import Attendance
public import EventSourcing

extension AttendanceSheet {
    /// Whom somebody unidentified may be.
    public struct Proposal: Sendable, Hashable {
        /// The row of the sheet.
        public var attendee: SubjectID
        /// How alike the names are, in per cent.
        public var likeness: Int

        /// Proposes a row.
        public init(attendee: SubjectID, likeness: Int) {
            self.attendee = attendee
            self.likeness = likeness
        }
    }

    /// A row of a file that somebody saved from Zoom's web portal: it adds no time before a person
    /// confirms it.
    public struct ListedLine: Sendable, Hashable {
        /// The row of the file.
        public var row: SubjectID
        /// The line in its file, from 1.
        public var line: Int64
        /// The name it shows.
        public var name: String
        /// The e-mail address it shows.
        public var email: String?
        /// When they joined, where the file tells.
        public var from: Instant?
        /// When they left, where the file tells.
        public var to: Instant?
        /// The length Zoom printed, in seconds: whole minutes rounded up.
        public var seconds: Int64?
        /// Whether a connection that is known otherwise has just this time: then it tells nothing new.
        public var isTold: Bool
        /// The decision that confirmed it; `nil` while none has.
        public var confirmed: DecisionID?
        /// Whom it may be about.
        public var proposals: [Proposal]

        /// Whether somebody may have been there of whom nothing else tells.
        public var isOpen: Bool { confirmed == nil && !isTold }

        /// Creates a line.
        public init(
            row: SubjectID,
            line: Int64,
            name: String,
            email: String? = nil,
            from: Instant? = nil,
            to: Instant? = nil,
            seconds: Int64? = nil,
            isTold: Bool = false,
            confirmed: DecisionID? = nil,
            proposals: [Proposal] = []
        ) {
            self.row = row
            self.line = line
            self.name = name
            self.email = email
            self.from = from
            self.to = to
            self.seconds = seconds
            self.isTold = isTold
            self.confirmed = confirmed
            self.proposals = proposals
        }
    }
}
