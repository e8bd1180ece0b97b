public import EventSourcing

/// What people may decide about the attendance at one occurrence.
public enum CorrectionCommand: Sendable, Hashable {
    /// State when somebody was there or was not, in this order and all of it or nothing; the window is
    /// that of the occurrence, where it is known.
    case correct([AttendanceCorrected], within: TimeWindow?)
    /// Excuse somebody.
    case excuse(AttendeeExcused)
    /// State who some participants were.
    case identify(ParticipantsIdentified)
    /// Take a decision back.
    case withdraw(DecisionWithdrawn)
}

/// What was decided about the attendance at one occurrence and holds.
public struct CorrectionState: Sendable, Hashable {
    /// The corrections, in the order they were made.
    public var corrections: [AttendanceCorrected] = []
    /// The excuses, in the order they were given.
    public var excuses: [AttendeeExcused] = []
    /// Who was stated to be whom, in the order it was stated.
    public var identifications: [ParticipantsIdentified] = []
    /// What was taken back.
    public var withdrawn: Set<DecisionID> = []

    /// Nothing decided yet.
    public init() {}
}

/// Why a decision about attendance was refused.
public enum CorrectionRejection: Error, Sendable, Hashable {
    /// The time stated ends before or when it starts.
    case windowIsEmpty(TimeWindow)
    /// None of the time stated is time of the occurrence.
    case windowIsOutside(TimeWindow, of: TimeWindow)
    /// No participant was named.
    case nobodyNamed
    /// No such decision was made about the occurrence.
    case decisionUnknown(DecisionID)
}

/// The rules of corrections, excuses and identifications: every one can be taken back, and none is made twice.
public enum CorrectionDecider: Decider {
    /// Nothing is known.
    public static var initialState: CorrectionState { CorrectionState() }

    /// Decides about a command; see ``/EventSourcing/Decider``.
    public static func decide(
        _ command: CorrectionCommand,
        in state: CorrectionState
    ) throws(CorrectionRejection) -> [AttendanceEvent] {
        switch command {
        case .correct(let corrections, let whole):
            try check(corrections.map(\.window), within: whole)
            return state.ends(with: corrections)
                ? [] : corrections.map(AttendanceEvent.attendanceCorrected)
        case .excuse(let excuse):
            let last = state.excuses.last { $0.attendee == excuse.attendee }
            let isKnown = last?.reason == excuse.reason && last?.document == excuse.document
            return isKnown ? [] : [.attendeeExcused(excuse)]
        case .identify(let identification):
            guard !identification.participants.isEmpty else { throw .nobodyNamed }
            return state.knows(identification) ? [] : [.participantsIdentified(identification)]
        case .withdraw(let withdrawal):
            guard !state.withdrawn.contains(withdrawal.decision) else { return [] }
            guard state.holds(withdrawal.decision) else {
                throw .decisionUnknown(withdrawal.decision)
            }
            return [.decisionWithdrawn(withdrawal)]
        }
    }

    private static func check(
        _ windows: [TimeWindow],
        within whole: TimeWindow?
    ) throws(CorrectionRejection) {
        for window in windows {
            guard window.start < window.end else { throw .windowIsEmpty(window) }
            guard let whole, window.intersection(whole) == nil else { continue }
            throw .windowIsOutside(window, of: whole)
        }
    }

    /// Takes an event in; see ``/EventSourcing/Decider``.
    public static func evolve(_ state: inout CorrectionState, with event: AttendanceEvent) {
        switch event {
        case .attendanceCorrected(let correction):
            state.corrections.append(correction)
        case .attendeeExcused(let excuse):
            state.excuses.append(excuse)
        case .participantsIdentified(let identification):
            state.identifications.append(identification)
        case .decisionWithdrawn(let withdrawal):
            state.identifications.removeAll { $0.decision == withdrawal.decision }
            state.corrections.removeAll { $0.decision == withdrawal.decision }
            state.excuses.removeAll { $0.decision == withdrawal.decision }
            state.withdrawn.insert(withdrawal.decision)
        default:
            break
        }
    }
}

extension CorrectionState {
    /// Whether a decision was made and not taken back.
    fileprivate func holds(_ decision: DecisionID) -> Bool {
        corrections.contains { $0.decision == decision }
            || excuses.contains { $0.decision == decision }
            || identifications.contains { $0.decision == decision }
    }

    /// Whether the last that was stated of each of the participants is the same.
    fileprivate func knows(_ asked: ParticipantsIdentified) -> Bool {
        asked.participants.allSatisfy { participant in
            let last = identifications.last { $0.participants.contains(participant) }
            return last.map { $0.person == asked.person } ?? false
        }
    }

    /// Whether the last corrections of the attendee say the same: then it is the same command again.
    fileprivate func ends(with asked: [AttendanceCorrected]) -> Bool {
        let attendees = Set(asked.map(\.attendee))
        let known = corrections.filter { attendees.contains($0.attendee) }.suffix(asked.count)
        return known.count == asked.count
            && zip(known, asked).allSatisfy { $0.saysTheSame(as: $1) }
    }
}

extension AttendanceCorrected {
    fileprivate func saysTheSame(as other: Self) -> Bool {
        attendee == other.attendee && statement == other.statement && window == other.window
            && listed == other.listed && reason == other.reason
    }
}
