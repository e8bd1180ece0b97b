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

    /// The decisions in their order, by the occurrence as it was named at the time.
    private(set) var entries: [OccurrenceID: [Entry]] = [:]

    /// Nothing decided.
    public init() {}

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        switch recorded.event {
        case .attendanceCorrected(let event):
            note(.corrected(event), about: event.occurrence, in: recorded)
        case .attendeeExcused(let event):
            note(.excused(event), about: event.occurrence, in: recorded)
        case .participantsIdentified(let event):
            note(.identified(event), about: event.occurrence, in: recorded)
        case .decisionWithdrawn(let event):
            withdraw(event, in: recorded)
        default:
            break
        }
    }

    private mutating func note(
        _ statement: Statement,
        about occurrence: OccurrenceID,
        in recorded: Recorded<AttendanceEvent>
    ) {
        entries[occurrence, default: []]
            .append(Entry(statement: statement, by: recorded.actor, at: recorded.occurredAt))
    }

    private mutating func withdraw(
        _ event: DecisionWithdrawn,
        in recorded: Recorded<AttendanceEvent>
    ) {
        let withdrawal = Withdrawal(
            by: recorded.actor,
            at: recorded.occurredAt,
            reason: event.reason
        )
        let known = entries[event.occurrence] ?? []
        for index in known.indices where known[index].statement.decision == event.decision {
            entries[event.occurrence]?[index].withdrawal = withdrawal
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

    /// Whether it is about a row that goes by some subjects.
    func isAbout(_ subjects: Set<SubjectID>) -> Bool {
        if case .identified(let event) = self, !subjects.isDisjoint(with: event.participants) {
            return true
        }
        return attendee.map(subjects.contains) ?? false
    }

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
