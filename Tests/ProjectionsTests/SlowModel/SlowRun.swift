import Attendance
import EventSourcing

/// One run, from all that was told of it.
struct SlowRun {
    let facts: [AttendanceEvent]
    /// The earliest start that a fact carries; what Zoom's API says counts where no other fact does.
    let start: Instant?
    /// The latest end told, likewise; without one, the last moment known of a run that is known to be over.
    private(set) var end: Instant?
    /// One piece a participant and user id.
    private(set) var pieces: [SlowPiece] = []
    /// Everyone told of.
    private(set) var participants: [SubjectID: SlowParticipant] = [:]

    init(_ facts: [AttendanceEvent]) {
        self.facts = facts
        let (answered, told) = (facts.filter(\.isAnswer), facts.filter { !$0.isAnswer })
        start =
            told.compactMap { $0.instance?.start }.min()
            ?? answered.compactMap { $0.instance?.start }.min()
        end =
            told.compactMap { Self.end(in: $0) }.max()
            ?? answered.compactMap { Self.end(in: $0) }.max()
        for fact in facts { takeConnection(fact) }
        let connected = pieces
        for case .participantReported(let row) in facts where !row.isWaiting {
            takeRow(row, among: connected)
        }
        if end == nil, isReported { end = lastMoment }
    }

    /// Takes it that the run was over when another began.
    mutating func note(next: Instant) {
        if end == nil, let last = lastMoment, last <= next { end = last }
    }

    /// The first moment told of.
    var begin: Instant? { start ?? moments.min() }

    /// The stays as they count.
    var stays: [SlowStay] {
        let close = end ?? lastMoment
        return pieces.map { piece in
            let next = pieces.filter { $0.follows(piece) }.compactMap(\.join).min()
            return SlowStay(piece, start: start, close: close, next: next, hasEnded: end != nil)
        }
    }

    /// Whether whoever is not told of was not there.
    func isComplete(receiver: [SlowWatch]) -> Bool {
        isReported || isWatched(by: receiver)
    }

    private var isReported: Bool {
        facts.contains {
            guard case .reportRead(let report) = $0 else { return false }
            return report.isComplete && report.rowCount >= 1
        }
    }

    private func isWatched(by receiver: [SlowWatch]) -> Bool {
        guard let start,
            let end = facts.filter({ !$0.isAnswer }).compactMap({ Self.end(in: $0) }).max()
        else {
            return false
        }
        let hasLiveEnd = facts.contains { Self.end(in: $0) != nil && $0.isLive }
        let hasLiveJoin = pieces.contains { piece in
            piece.joins.contains { $0.instance.meeting.source == .live }
        }
        let isCovered = receiver.contains { watch in
            guard watch.start <= start else { return false }
            guard let stop = watch.end else { return true }
            return end <= stop
        }
        return isCovered && hasLiveEnd && hasLiveJoin && !pieces.contains(where: \.isGhost)
    }

    private mutating func takeConnection(_ fact: AttendanceEvent) {
        switch fact {
        case .connectionJoined(let joined):
            let index = piece(of: joined.participant.subject, joined.participant.userID)
            pieces[index].joins.append(joined)
            note(joined.participant, as: joined.participant.subject) { $0.isConnected = true }
        case .connectionLeft(let left):
            let index = piece(of: left.participant.subject, left.participant.userID)
            pieces[index].leaves.append(left)
            note(left.participant, as: left.participant.subject) { $0.isConnected = true }
        case .participantSighted(let sighted):
            note(sighted.participant, as: sighted.participant.subject) { $0.isSighted = true }
        default: break
        }
    }

    private mutating func takeRow(_ row: ParticipantReported, among connected: [SlowPiece]) {
        let userID = row.participant.userID ?? ""
        let match = userID.isEmpty ? nil : connected.first { $0.userID == userID }
        let subject = match?.subject ?? row.participant.subject
        pieces[piece(of: subject, row.participant.userID)].rows.append(row)
        note(row.participant, as: subject) { $0.isConnected = true }
    }

    /// The place of a piece; a new one where there is none.
    private mutating func piece(of subject: SubjectID, _ userID: String?) -> Int {
        let known = pieces.firstIndex { $0.userID == userID && $0.subject == subject }
        if let known { return known }
        pieces.append(SlowPiece(subject: subject, userID: userID))
        return pieces.count - 1
    }

    private mutating func note(
        _ fact: Participant,
        as subject: SubjectID,
        _ change: (inout SlowParticipant) -> Void
    ) {
        var participant = participants[subject] ?? SlowParticipant(subject)
        participant.learn(from: fact)
        change(&participant)
        participants[subject] = participant
    }

    /// The last moment anything but a sighting tells of.
    private var lastMoment: Instant? { moments.max() }

    var moments: [Instant] {
        let times = facts.flatMap { fact -> [Instant?] in
            switch fact {
            case .connectionJoined(let joined): [joined.at]
            case .connectionLeft(let left): [left.at]
            case .instanceEnded(let ended): [ended.at]
            case .participantReported(let row) where !row.isWaiting: [row.joined, row.left]
            default: []
            }
        }
        return (times + [start]).compactMap { $0 }
    }

    private static func end(in fact: AttendanceEvent) -> Instant? {
        guard case .instanceEnded(let ended) = fact else { return nil }
        return ended.at
    }
}

/// A time the receiver ran; without an end it still runs.
struct SlowWatch {
    let start: Instant
    let end: Instant?

    /// The times it ran, each from a start to the first stop after it.
    static func all(in events: [AttendanceEvent]) -> [SlowWatch] {
        let stops = events.compactMap { event -> Instant? in
            guard case .receiverStopped(let stopped) = event else { return nil }
            return stopped.at
        }
        return events.compactMap { event -> SlowWatch? in
            guard case .receiverStarted(let started) = event else { return nil }
            return SlowWatch(start: started.at, end: stops.filter { $0 > started.at }.min())
        }
    }
}

extension AttendanceEvent {
    /// Whether it is a fact about a run that Zoom's API answered.
    fileprivate var isAnswer: Bool { instance?.meeting.source == .api }

    /// Whether it is a fact about a run that was received as it happened.
    fileprivate var isLive: Bool { instance?.meeting.source == .live }
}
