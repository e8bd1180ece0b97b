import Attendance
import EventSourcing

/// A continuous stay of one connection, as far as it is known.
struct Stay: Sendable, Hashable {
    var from: Instant?
    var to: Instant?
    var endInferred: Bool
    /// Whether they left at a time nobody told, so that ``to`` is only the last moment known.
    var isEndUnknown: Bool
    var source: FactSource
    /// What the run's report says of it; `nil` where it has no such row.
    var report: ReportCheck?
}

extension ParticipantLedger {
    /// How far what came live and the report may be apart, in microseconds, and still agree.
    private static let agreement: Int64 = 5_000_000

    /// The stays, by start.
    ///
    /// A hop to or from a breakout room ends one piece and begins the next in the same second: that
    /// is one stay, unless its beginning is not known, for what came after the hop is. A piece without
    /// a leave lasts until the next begins, for nobody is in two rooms by one connection; the last until
    /// the run ends, and is marked so.
    func stays(in run: InstanceLedger) -> [Stay] {
        var stays = stays(runEnding: run.end)
        if run.isReported, pieces.allSatisfy({ $0.reported == nil }) {
            for index in stays.indices { stays[index].report = .lacks }
        }
        return stays
    }

    /// The times of the pieces, as far as both ends are known.
    func windows(in run: InstanceLedger) -> [TimeWindow] {
        pieces.compactMap { piece in
            let stay = stay(of: piece, runEnding: run.end)
            guard let from = stay.from, let to = stay.to, !stay.isEndUnknown else { return nil }
            return TimeWindow(start: from, end: to)
        }
    }

    private func stays(runEnding end: Instant?) -> [Stay] {
        // Most stayed on one connection from one join to one leave.
        if pieces.count == 1 { return [stay(of: pieces[0], runEnding: end)] }
        let stays = pieces.map { stay(of: $0, runEnding: end) }
            .enumerated()
            .sorted { Self.order($0) < Self.order($1) }
            .map(\.element)
        var joined: [Stay] = []
        for stay in stays {
            if var last = joined.last, last.from != nil, !last.endInferred, !last.isEndUnknown,
                last.to == stay.from, stay.from != nil
            {
                last.to = stay.to
                last.endInferred = stay.endInferred
                last.isEndUnknown = stay.isEndUnknown
                last.source = last.source.joined(with: stay.source)
                last.report = ReportCheck.joined(last.report, stay.report)
                joined[joined.count - 1] = last
            } else {
                joined.append(stay)
            }
        }
        return joined
    }

    private func stay(of piece: Piece, runEnding end: Instant?) -> Stay {
        let from = piece.begin
        var stay = Stay(
            from: from,
            to: nil,
            endInferred: false,
            isEndUnknown: false,
            source: piece.source,
            report: Self.check(piece)
        )
        // A client that died leaves a leave behind that can be stamped after the end of the run.
        if let left = piece.left ?? piece.reported?.left {
            stay.to = max(left, from ?? left)
            // Who left before they came left at a time nobody knows.
            stay.isEndUnknown = from.map { left < $0 } ?? false
        } else if piece.hasLeft {
            // Who left at a time Zoom did not tell is gone, and nothing after the join is known.
            stay.to = from
            stay.endInferred = true
            stay.isEndUnknown = true
        } else if let next = nextJoin(after: piece) {
            stay.to = next
        } else {
            stay.to = end.map { max($0, from ?? $0) }
            stay.endInferred = end != nil
        }
        return stay
    }

    /// When the same connection next came in by another user id: then it left, though nobody told.
    func nextJoin(after piece: Piece) -> Instant? {
        guard pieces.count > 1, let from = piece.begin,
            let place = pieces.firstIndex(where: { $0.userID == piece.userID })
        else { return nil }
        return pieces.indices.compactMap { other in
            pieces[other].begin.flatMap { (from, place) < ($0, other) ? $0 : nil }
        }.min()
    }

    private static func check(_ piece: Piece) -> ReportCheck? {
        guard let reported = piece.reported, piece.source != .report else { return nil }
        let isApart =
            isApart(piece.joined, reported.joined) || isApart(piece.left, reported.left)
        if isApart { return .contradicts }
        let isMore =
            (piece.joined == nil && reported.joined != nil)
            || (piece.left == nil && reported.left != nil)
        return isMore ? .adds : .agrees
    }

    private static func isApart(_ live: Instant?, _ reported: Instant?) -> Bool {
        guard let live, let reported else { return false }
        return abs(live.microseconds - reported.microseconds) > agreement
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

extension ParticipantLedger.Piece {
    /// When it began; the report only says what is missing.
    fileprivate var begin: Instant? { joined ?? reported?.joined }
}

extension ReportCheck {
    /// What is said of several pieces of one stay: a contradiction anywhere is one; what only some
    /// pieces are reported of is not agreed.
    fileprivate static func joined(_ left: ReportCheck?, _ right: ReportCheck?) -> ReportCheck? {
        if left == right { return left }
        if left == .contradicts || right == .contradicts { return .contradicts }
        return left == nil || right == nil ? nil : .adds
    }
}
