public import Attendance
public import EventSourcing

/// The facts of one run: sets of statements, from which stays are derived when they are asked for.
public struct InstanceLedger: Sendable, Hashable {
    /// The run.
    public let id: InstanceID
    /// Zoom's uuid of the run.
    public let uuid: String
    /// Whether it was only a webinar's practice session.
    public private(set) var isPractice = false
    /// The meeting it is a run of; of several that claim one uuid, always the same.
    public private(set) var meeting: MeetingID
    /// When it started, as its events repeat; the earliest where they differ.
    private var toldStart: Instant?
    /// When it ended; the latest where Zoom told several ends.
    private var toldEnd: Instant?
    /// When it started and ended, as Zoom's API says afterwards; that counts where no event told it, or
    /// the sheet would depend on whether Zoom was asked before a late delivery came.
    private var answeredStart: Instant?
    private var answeredEnd: Instant?
    /// The first moment any event tells of.
    private var firstKnown: Instant?
    /// The last moment any event tells of.
    public private(set) var lastKnown: Instant?
    /// When the next run of the meeting began: one number never runs twice at a time.
    private var successor: Instant?
    /// Whether its end came as it happened.
    public private(set) var isEndLive = false
    /// Whether every page of its participants report was read, and somebody was on it.
    ///
    /// Zoom's report of whoever was alone is empty, and proves nothing.
    public private(set) var isReported = false
    /// Whether anything of its participants report was read.
    private var isReportBegun = false
    /// Why Zoom, when it was last asked, gave no report.
    private var missed: LastStatement<ReportMissed.Reason>?
    private(set) var participants: [SubjectID: ParticipantLedger] = [:]
    private(set) var sighted: [SubjectID: ParticipantLedger] = [:]
    /// The rows of its report.
    private(set) var reported: [SubjectID: ParticipantLedger] = [:]

    /// When it started; where only its report tells of it, when the first of that joined.
    public var start: Instant? {
        toldStart ?? answeredStart ?? (isReported ? firstKnown : nil)
    }

    /// Its start, or the first moment known of it.
    public var begin: Instant {
        toldStart ?? answeredStart ?? firstKnown ?? Instant(microseconds: 0)
    }

    /// When it ended; `nil` while it runs, as far as anything tells.
    ///
    /// Without a told end it is over once Zoom has made a report of it, or the next run began: then the
    /// last moment known stands for its end.
    public var end: Instant? {
        if let end = toldEnd ?? answeredEnd { return end }
        guard let lastKnown else { return nil }
        let isFollowed = successor.map { lastKnown <= $0 } ?? false
        return isReported || isFollowed ? lastKnown : nil
    }

    /// Whether its end was never told.
    public var isEndInferred: Bool { toldEnd == nil && answeredEnd == nil && end != nil }

    init(_ reference: InstanceReference) {
        self.id = reference.id
        self.uuid = reference.uuid
        self.meeting = reference.meeting.id
    }

    /// Everyone who connected, whether it came live or was reported, in an order of their own.
    public var everyone: [ParticipantLedger] {
        reconciled.values.sorted { $0.subject < $1.subject }
    }

    /// Everyone who connected, with what was sighted of them, and each row of the report with the
    /// connection it is about: that which had its user id.
    ///
    /// A row that belongs to no connection known is a participant of its own.
    var reconciled: [SubjectID: ParticipantLedger] {
        guard !reported.isEmpty || !sighted.isEmpty else { return participants }
        var everyone = participants
        for (subject, sighting) in sighted { everyone[subject]?.adopt(sighted: sighting) }
        var bearers: [String: SubjectID] = [:]
        for participant in participants.values {
            for piece in participant.pieces where !piece.userID.isEmpty {
                let known = bearers[piece.userID]
                bearers[piece.userID] =
                    known.map { min($0, participant.subject) }
                    ?? participant.subject
            }
        }
        for row in reported.values.sorted(by: { $0.subject < $1.subject }) {
            var remaining = row
            for piece in row.pieces {
                guard let bearer = bearers[piece.userID] else { continue }
                everyone[bearer]?.adopt(piece, of: row)
                remaining.drop(piece)
            }
            if !remaining.pieces.isEmpty { everyone[row.subject] = remaining }
        }
        return everyone
    }

    /// Whether nothing can have been missed while it went on: its end and some join came live, nobody
    /// left who had not come, the receiver ran all the while, and nothing speaks against the account's
    /// subscription having been valid.
    func isCovered(
        by receiver: ReceiverRegister,
        under accounts: AccountRegister,
        of account: String
    ) -> Bool {
        guard let start, let end, isEndLive, hasLiveJoin, !hasGhost else { return false }
        return receiver.ran(from: start, to: end)
            && accounts.mayHaveHeld(account: account, from: start, to: end)
    }

    private var hasLiveJoin: Bool {
        participants.values.contains { participant in
            participant.pieces.contains { $0.source == .live && $0.joined != nil }
        }
    }

    private var hasGhost: Bool {
        participants.values.contains { participant in
            participant.pieces.contains { $0.hasLeft && !$0.hasJoined }
        }
    }

    /// Takes in what a fact says of the run, and then the rest of it.
    mutating func note(_ reference: InstanceReference, _ change: (inout Self) -> Void) {
        let claimed = reference.meeting.id
        if claimed != meeting { meeting = min(meeting, claimed) }
        if let start = reference.start {
            if reference.meeting.source == .api {
                answeredStart = min(answeredStart ?? start, start)
            } else {
                toldStart = min(toldStart ?? start, start)
            }
            noteMoment(start)
        }
        change(&self)
    }

    mutating func noteEnd(_ fact: InstanceEnded) {
        if fact.isPractice { isPractice = true }
        guard let end = fact.at else { return }
        if fact.instance.meeting.source == .api {
            answeredEnd = max(answeredEnd ?? end, end)
        } else {
            toldEnd = max(toldEnd ?? end, end)
        }
        if fact.instance.meeting.source == .live { isEndLive = true }
        noteMoment(end)
    }

    mutating func note(_ fact: ConnectionJoined) {
        let subject = fact.participant.subject
        participants[subject, default: ParticipantLedger(subject: subject)].noteJoin(fact)
        if let at = fact.at { noteMoment(at) }
    }

    mutating func note(_ fact: ConnectionLeft) {
        let subject = fact.participant.subject
        participants[subject, default: ParticipantLedger(subject: subject)].noteLeave(fact)
        if let at = fact.at { noteMoment(at) }
    }

    mutating func note(_ fact: ParticipantSighted) {
        let subject = fact.participant.subject
        sighted[subject, default: ParticipantLedger(subject: subject)].noteSighting(fact)
    }

    mutating func note(_ fact: ParticipantReported) {
        let subject = fact.participant.subject
        guard !fact.isWaiting else {
            sighted[subject, default: ParticipantLedger(subject: subject)].noteWaiting(fact)
            return
        }
        reported[subject, default: ParticipantLedger(subject: subject)].noteReport(fact)
        if let joined = fact.joined { noteMoment(joined) }
        if let left = fact.left { noteMoment(left) }
    }

    mutating func note(_ fact: ReportRead) {
        if fact.rowCount > 0 { isReportBegun = true }
        if fact.isComplete && fact.rowCount > 0 { isReported = true }
    }

    mutating func note(_ event: ReportMissed) {
        let reason = event.reason
        missed = .later(missed, LastStatement(reason, at: event.at, text: reason.rawValue))
    }

    /// What is known of its participants report.
    public var reportStanding: ReportStanding {
        if isReported { return .complete }
        if let missed { return .missed(missed.value) }
        return isReportBegun ? .partial : .unread
    }

    /// Whether everyone who is known to have come is known to have left.
    public var isDeserted: Bool {
        reconciled.values.allSatisfy { participant in
            participant.pieces.allSatisfy {
                $0.hasLeft || $0.reported?.left != nil || participant.nextJoin(after: $0) != nil
            }
        }
    }

    /// Notes when the next run of the meeting began.
    mutating func note(successor: Instant) { self.successor = successor }

    mutating func noteMoment(_ instant: Instant) {
        firstKnown = min(firstKnown ?? instant, instant)
        lastKnown = max(lastKnown ?? instant, instant)
    }
}
