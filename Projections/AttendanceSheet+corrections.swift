public import Attendance
public import EventSourcing

extension AttendanceSheet {
    /// What somebody decided about one row, whether it holds or was taken back.
    public struct CorrectionLine: Sendable, Hashable {
        /// What was decided.
        public enum Kind: String, Sendable, Hashable {
            /// That the attendee was there.
            case present
            /// That the attendee was not there.
            case notPresent = "not_present"
            /// That the attendee is excused.
            case excused
            /// That some participants are the attendee.
            case identified
            /// That the participant is nobody they were taken for.
            case separated
        }

        /// The decision, by which it can be taken back.
        public var decision: DecisionID
        /// What was decided.
        public var kind: Kind
        /// Of what time, where it is about time.
        public var window: TimeWindow?
        /// Why.
        public var reason: String
        /// Where the proof of an excuse is kept.
        public var document: String?
        /// The participants who were identified.
        public var participants: [SubjectID]
        /// Who decided.
        public var by: Actor
        /// When they did.
        public var at: Instant
        /// By whom it was taken back, if it was.
        public var withdrawn: Withdrawal?

        /// Creates a line.
        public init(
            decision: DecisionID,
            kind: Kind,
            window: TimeWindow? = nil,
            reason: String,
            document: String? = nil,
            participants: [SubjectID] = [],
            by: Actor,
            at: Instant,
            withdrawn: Withdrawal? = nil
        ) {
            self.decision = decision
            self.kind = kind
            self.window = window
            self.reason = reason
            self.document = document
            self.participants = participants
            self.by = by
            self.at = at
            self.withdrawn = withdrawn
        }
    }

    /// By whom a decision was taken back.
    public struct Withdrawal: Sendable, Hashable {
        /// Who took it back.
        public var by: Actor
        /// When they did.
        public var at: Instant
        /// Why.
        public var reason: String

        /// Says by whom.
        public init(by: Actor, at: Instant, reason: String) {
            self.by = by
            self.at = at
            self.reason = reason
        }
    }
}

extension AttendanceSheet.Row {
    /// When they were away in between, of the time that counts.
    public var gaps: [TimeWindow] {
        zip(counted, counted.dropFirst()).map { TimeWindow(start: $0.end, end: $1.start) }
    }

    /// What was decided and holds.
    public var correctionsInForce: [AttendanceSheet.CorrectionLine] {
        corrections.filter { $0.withdrawn == nil }
    }

    /// Whether the attendee is excused.
    public var isExcused: Bool { correctionsInForce.contains { $0.kind == .excused } }
}

extension AttendanceSheet.CorrectionLine {
    var json: JSON {
        [
            "decision": .string(decision.text),
            "kind": .string(kind.rawValue),
            "from": .time(window?.start),
            "to": .time(window?.end),
            "reason": .string(reason),
            "document": .optional(document),
            "participants": .array(participants.map { .string($0.text) }),
            "by": .string(by.text),
            "at": .time(at),
            "withdrawn": withdrawn.map {
                ["by": .string($0.by.text), "at": .time($0.at), "reason": .string($0.reason)]
            } ?? .null,
        ]
    }
}
