public import EventSourcing

/// Somebody stated that an attendee was there, or was not, for a stretch of time, whatever Zoom told
/// of it.
///
/// It is about time and not about a connection, so that it holds whatever facts still come. Of
/// several about one moment the last holds.
public struct AttendanceCorrected: Sendable, Hashable {
    /// What is stated.
    ///
    /// The raw values are the storage format.
    public enum Statement: String, Sendable, Hashable {
        /// The attendee was there.
        case present
        /// The attendee was not there.
        case notPresent = "not_present"
    }

    /// The meeting, which the occurrence does not name.
    public var meeting: MeetingID
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// The decision.
    public var decision: DecisionID
    /// The row of the sheet.
    public var attendee: SubjectID
    /// What is stated.
    public var statement: Statement
    /// Of what time.
    public var window: TimeWindow
    /// The row of a portal's file that is confirmed with it.
    public var listed: SubjectID?
    /// Why.
    public var reason: Personal<String>

    /// Creates the event.
    public init(
        meeting: MeetingID,
        occurrence: OccurrenceID,
        decision: DecisionID,
        attendee: SubjectID,
        statement: Statement,
        window: TimeWindow,
        listed: SubjectID? = nil,
        reason: Personal<String>
    ) {
        self.meeting = meeting
        self.occurrence = occurrence
        self.decision = decision
        self.attendee = attendee
        self.statement = statement
        self.window = window
        self.listed = listed
        self.reason = reason
    }
}

/// Somebody excused an attendee; what they missed stays missed.
public struct AttendeeExcused: Sendable, Hashable {
    /// The meeting, which the occurrence does not name.
    public var meeting: MeetingID
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// The decision.
    public var decision: DecisionID
    /// The row of the sheet.
    public var attendee: SubjectID
    /// Why.
    public var reason: Personal<String>
    /// Where the proof is kept, such as the number of a certificate.
    public var document: Personal<String>?

    /// Creates the event.
    public init(
        meeting: MeetingID,
        occurrence: OccurrenceID,
        decision: DecisionID,
        attendee: SubjectID,
        reason: Personal<String>,
        document: Personal<String>?
    ) {
        self.meeting = meeting
        self.occurrence = occurrence
        self.decision = decision
        self.attendee = attendee
        self.reason = reason
        self.document = document
    }
}

/// Somebody stated who some participants were, or that they are nobody they were taken for.
///
/// It holds against everything Zoom tells of them (I-7).
public struct ParticipantsIdentified: Sendable, Hashable {
    /// The meeting, which the occurrence does not name.
    public var meeting: MeetingID
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// The decision.
    public var decision: DecisionID
    /// The participants: the connections of one row of the sheet.
    public var participants: [SubjectID]
    /// Who they were; `nil` states that what tied them to somebody does not.
    public var person: PersonID?
    /// How it is known.
    public var reason: Personal<String>
    /// The participants and the person.
    public var subjects: Set<SubjectID> {
        Set(participants).union([person?.subject].compactMap { $0 })
    }
    /// Whose row it is about: the person's, or else that of the connections.
    public var attendee: SubjectID? { person?.subject ?? participants.min() }

    /// Creates the event.
    public init(
        meeting: MeetingID,
        occurrence: OccurrenceID,
        decision: DecisionID,
        participants: [SubjectID],
        person: PersonID?,
        reason: Personal<String>
    ) {
        self.meeting = meeting
        self.occurrence = occurrence
        self.decision = decision
        self.participants = participants
        self.person = person
        self.reason = reason
    }
}

/// Somebody took a decision back.
public struct DecisionWithdrawn: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: OccurrenceID
    /// The decision taken back.
    public var decision: DecisionID
    /// Why.
    public var reason: Personal<String>

    /// Creates the event.
    public init(occurrence: OccurrenceID, decision: DecisionID, reason: Personal<String>) {
        self.occurrence = occurrence
        self.decision = decision
        self.reason = reason
    }
}
