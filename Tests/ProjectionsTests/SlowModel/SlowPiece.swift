import Attendance
import EventSourcing

/// What a run tells of one participant under one user id.
struct SlowPiece {
    let subject: SubjectID
    let userID: String?
    /// The joins received as they happened, or from a file.
    var joins: [ConnectionJoined] = []
    /// The leaves received as they happened, or from a file.
    var leaves: [ConnectionLeft] = []
    /// The rows of the run's report about it.
    var rows: [ParticipantReported] = []

    /// When it began; the report only says what is missing.
    var join: Instant? { joins.compactMap(\.at).min() ?? rows.compactMap(\.joined).min() }

    /// When it ended; the report only says what is missing.
    var leave: Instant? { leaves.compactMap(\.at).max() ?? rows.compactMap(\.left).max() }

    /// Whether it is where the same connection was next.
    func follows(_ other: SlowPiece) -> Bool {
        guard subject == other.subject, let join, let before = other.join else { return false }
        let (id, otherID) = (Array((userID ?? "").utf8), Array((other.userID ?? "").utf8))
        return before < join || (before == join && otherID.lexicographicallyPrecedes(id))
    }

    /// Whether a leave was received, and no join ever was.
    var isGhost: Bool { joins.isEmpty && !leaves.isEmpty }
}

/// A piece as it counts.
struct SlowStay {
    let subject: SubjectID
    /// The seconds of the Unix epoch that count, from the first up to the last but one.
    let seconds: Range<Int64>
    /// Whether it began, or ended, at a time nobody told.
    let isUntold: Bool

    /// Looks at a piece of a run that began, and had ended or was last told of, at some moments, and
    /// whose connection was somewhere else next.
    init(
        _ piece: SlowPiece,
        start: Instant?,
        close: Instant?,
        next: Instant?,
        hasEnded: Bool
    ) {
        subject = piece.subject
        guard let join = piece.join, let close else {
            (seconds, isUntold) = (0..<0, true)
            return
        }
        let end = piece.leave ?? (piece.leaves.isEmpty ? next ?? close : join)
        let isHop = piece.leaves.isEmpty && next != nil
        let isInferred =
            piece.leave == nil && !isHop && (hasEnded || !piece.leaves.isEmpty)
        isUntold = (isInferred && end == join) || end < join
        let from = max(join, start ?? join).seconds
        let to = min(end, close).seconds
        seconds = from..<max(from, to)
    }
}
