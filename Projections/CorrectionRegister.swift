public import Attendance
public import EventSourcing

/// What people decided about who was there: every decision with its author, and with whoever took it
/// back.
public struct CorrectionRegister: Projection {
    /// One decision.
    struct Entry: Sendable, Hashable {
        /// What was decided.
        var statement: Statement
        var by: Actor
        var at: Instant
        /// When the log took it in: decisions keep the order of the log, whatever the clock showed.
        var recordedAt: Instant
        /// By whom it was taken back.
        var withdrawal: Withdrawal?
    }

    enum Statement: Sendable, Hashable {
        case corrected(AttendanceCorrected)
        case excused(AttendeeExcused)
        case identified(ParticipantsIdentified)
    }

    struct Withdrawal: Sendable, Hashable {
        var by: Actor
        var at: Instant
        var reason: Personal<String>
    }

    /// The decisions about time, in their order, by the occurrence as it was named at the time.
    private(set) var entries: [OccurrenceID: [Entry]] = [:]
    /// The decisions about who somebody was, in their order: they name participants, and hold at
    /// whatever occurrence those belong to.
    private(set) var identifications: [MeetingID: [Entry]] = [:]
    private var identifiedAt: [DecisionID: MeetingID] = [:]

    /// Nothing decided.
    public init() {}

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        switch recorded.event {
        case .attendanceCorrected(let event):
            entries[event.occurrence, default: []].append(Entry(.corrected(event), in: recorded))
        case .attendeeExcused(let event):
            entries[event.occurrence, default: []].append(Entry(.excused(event), in: recorded))
        case .participantsIdentified(let event):
            identifiedAt[event.decision] = event.meeting
            identifications[event.meeting, default: []]
                .append(Entry(.identified(event), in: recorded))
        case .decisionWithdrawn(let event):
            let withdrawal = Withdrawal(
                by: recorded.actor,
                at: recorded.occurredAt,
                reason: event.reason
            )
            if let meeting = identifiedAt[event.decision] {
                identifications[meeting]?.withdraw(event.decision, withdrawal)
            }
            entries[event.occurrence]?.withdraw(event.decision, withdrawal)
        default:
            break
        }
    }
}

extension CorrectionRegister.Entry {
    fileprivate init(
        _ statement: CorrectionRegister.Statement,
        in recorded: Recorded<AttendanceEvent>
    ) {
        self.init(
            statement: statement,
            by: recorded.actor,
            at: recorded.occurredAt,
            recordedAt: recorded.recordedAt
        )
    }
}

extension [CorrectionRegister.Entry] {
    fileprivate mutating func withdraw(
        _ decision: DecisionID,
        _ withdrawal: CorrectionRegister.Withdrawal
    ) {
        for index in indices where self[index].statement.decision == decision {
            self[index].withdrawal = withdrawal
        }
    }
}

extension CorrectionRegister.Statement {
    var decision: DecisionID {
        switch self {
        case .corrected(let event): event.decision
        case .excused(let event): event.decision
        case .identified(let event): event.decision
        }
    }

    /// The name it gave the occurrence.
    var occurrence: OccurrenceID {
        switch self {
        case .corrected(let event): event.occurrence
        case .excused(let event): event.occurrence
        case .identified(let event): event.occurrence
        }
    }

    /// Whose row it is about.
    var attendee: SubjectID? {
        switch self {
        case .corrected(let event): event.attendee
        case .excused(let event): event.attendee
        case .identified(let event): event.attendee
        }
    }

    /// Whether it only says whose some connections were.
    var isIdentification: Bool {
        if case .identified = self { true } else { false }
    }

    /// Whom it is about.
    var subjects: Set<SubjectID> {
        switch self {
        case .corrected(let event): [event.attendee]
        case .excused(let event): [event.attendee]
        case .identified(let event): event.subjects
        }
    }

    /// Whether it is about a row that goes by some subjects.
    func isAbout(_ others: Set<SubjectID>) -> Bool { !subjects.isDisjoint(with: others) }

    /// The personal fields it holds.
    var fields: [Personal<String>] {
        switch self {
        case .corrected(let event): [event.reason]
        case .excused(let event): [event.reason] + [event.document].compactMap { $0 }
        case .identified(let event): [event.reason]
        }
    }
}

extension CorrectionRegister.Entry {
    /// The personal fields it holds.
    var fields: [Personal<String>] {
        statement.fields + [withdrawal?.reason].compactMap { $0 }
    }

    /// It as the sheet says it.
    func line(in disclosure: Disclosure) -> AttendanceSheet.CorrectionLine {
        var line = AttendanceSheet.CorrectionLine(
            decision: statement.decision,
            kind: .excused,
            reason: "",
            by: by,
            at: at,
            withdrawn: withdrawal.map {
                AttendanceSheet.Withdrawal(
                    by: $0.by,
                    at: $0.at,
                    reason: $0.reason.shown(in: disclosure)
                )
            }
        )
        switch statement {
        case .corrected(let event):
            line.kind = event.statement == .present ? .present : .notPresent
            line.window = event.window
            line.reason = event.reason.shown(in: disclosure)
        case .excused(let event):
            line.reason = event.reason.shown(in: disclosure)
            line.document = event.document?.shown(in: disclosure)
        case .identified(let event):
            line.kind = event.person == nil ? .separated : .identified
            line.reason = event.reason.shown(in: disclosure)
            line.participants = event.participants.sorted()
        }
        return line
    }
}
