import Attendance
import EventSourcing

/// A continuous stay of one connection, as far as it is known.
struct Stay: Sendable, Hashable {
    var from: Instant?
    var to: Instant?
    var endInferred: Bool
    var source: FactSource
}

extension ParticipantLedger {
    /// The stays, by start.
    ///
    /// A hop to or from a breakout room ends one piece and begins the next in the same second: that
    /// is one stay, unless its beginning is not known, for what came after the hop is. A piece without
    /// a leave lasts until the run ends, and is marked so.
    func stays(runEnding end: Instant?) -> [Stay] {
        let stays = pieces.map { stay(of: $0, runEnding: end) }
            .enumerated()
            .sorted { Self.order($0) < Self.order($1) }
            .map(\.element)
        var joined: [Stay] = []
        for stay in stays {
            if var last = joined.last, last.from != nil, !last.endInferred, last.to == stay.from,
                stay.from != nil
            {
                last.to = stay.to
                last.endInferred = stay.endInferred
                last.source = last.source.joined(with: stay.source)
                joined[joined.count - 1] = last
            } else {
                joined.append(stay)
            }
        }
        return joined
    }

    private func stay(of piece: Piece, runEnding end: Instant?) -> Stay {
        let from = piece.joined
        // A client that died leaves a leave behind that can be stamped after the end of the run.
        if let left = piece.left {
            return Stay(
                from: from,
                to: max(left, from ?? left),
                endInferred: false,
                source: piece.source
            )
        }
        // Who left at a time Zoom did not tell is gone, and nothing after the join is known.
        if piece.hasLeft {
            return Stay(from: from, to: from, endInferred: true, source: piece.source)
        }
        return Stay(
            from: from,
            to: end.map { max($0, from ?? $0) },
            endInferred: end != nil,
            source: piece.source
        )
    }

    /// By time; a piece of no length comes before the one it hops into.
    private static func order(
        _ entry: (offset: Int, element: Stay)
    ) -> (Instant, Instant, Int, Int) {
        let stay = entry.element
        let start = stay.from ?? stay.to ?? .distantPast
        return (start, stay.to ?? .distantFuture, stay.from == nil ? 0 : 1, entry.offset)
    }
}
