import Attendance
import EventSourcing

/// A continuous stay of one connection, as far as it is known.
struct Stay: Sendable, Hashable {
    var from: Instant?
    var to: Instant?
    var endInferred: Bool
    var sources: Set<FactSource>

    /// Live facts count first; a file fills what they leave out.
    var source: FactSource { sources.contains(.live) ? .live : .file }
}

extension ParticipantLedger {
    /// The stays, by start.
    ///
    /// A hop to or from a breakout room ends one piece and begins the next in the same second: that
    /// is one stay. A piece without a leave lasts until the run ends, and is marked so.
    func stays(runEnding end: Instant?) -> [Stay] {
        let stays = pieces.values
            .map { stay(of: $0, runEnding: end) }
            .sorted { Self.order($0) < Self.order($1) }
        var joined: [Stay] = []
        for stay in stays {
            if var last = joined.last, let to = last.to, !last.endInferred, to == stay.from {
                last.to = stay.to
                last.endInferred = stay.endInferred
                last.sources.formUnion(stay.sources)
                joined[joined.count - 1] = last
            } else {
                joined.append(stay)
            }
        }
        return joined
    }

    private func stay(of piece: Piece, runEnding end: Instant?) -> Stay {
        let from = piece.joins.min()
        // A client that died leaves a leave behind that can be stamped after the end of the run.
        var to = piece.leaves.max()
        if let known = to, let from, known < from { to = from }
        let isOpen = to == nil
        return Stay(
            from: from,
            to: isOpen ? end.map { max($0, from ?? $0) } : to,
            endInferred: isOpen && end != nil,
            sources: piece.sources
        )
    }

    private static func order(_ stay: Stay) -> (Instant, Instant, Int) {
        // A piece of no length comes before the one it hops into.
        let start = stay.from ?? stay.to ?? .distantPast
        return (start, stay.to ?? .distantFuture, stay.from == nil ? 0 : 1)
    }
}
