import Attendance
import EventSourcing

/// The minutes of one row: the union of all stays, as corrected, what share of the occurrence that
/// is, and the status that follows.
struct RowAttendance {
    let connections: [AttendanceSheet.Connection]
    let seconds: Int64
    /// Without corrections; `nil` where none holds.
    let secondsTold: Int64?
    let sharePercent: Int?
    let status: AttendanceStatus
    let firstJoin: Instant?
    let lastLeave: Instant?

    init(
        of participants: [SubjectID],
        corrected statements: [CorrectionRegister.Statement],
        in assembly: SheetAssembly
    ) {
        var connections: [AttendanceSheet.Connection] = []
        var told: [TimeWindow] = []
        for run in assembly.runs {
            for ledger in participants.compactMap({ run.participants[$0] }) {
                for stay in ledger.stays(runEnding: run.end) {
                    connections.append(Self.connection(stay))
                    if let window = Self.counted(stay, in: run) { told.append(window) }
                }
            }
        }
        self.connections = connections.sorted { Self.order($0) < Self.order($1) }
        let corrections = statements.compactMap(\.correction)
        let facts = TimeSet(told)
        let present = Self.corrected(facts, by: corrections)
        // What people state counts no longer than the occurrence lasted, planned or not.
        let limits = assembly.counted ?? (corrections.isEmpty ? nil : Self.actual(of: assembly))
        let counted = present.counted(in: limits)
        self.seconds = counted.seconds
        self.secondsTold = corrections.isEmpty ? nil : facts.counted(in: limits).seconds
        let isSeen = !connections.isEmpty || !counted.windows.isEmpty
        let length = Self.whole(of: assembly)?.seconds
        // Of somebody who was not seen no share is known; it is not nothing (I-6).
        self.sharePercent = isSeen ? length.map { Int(min(100, counted.seconds * 100 / $0)) } : nil
        let isStated = Self.coversWhole(corrections, of: assembly)
        let isDenied = isStated && counted.windows.isEmpty
        self.status = Self.status(
            sharePercent: sharePercent,
            isSeen: isSeen,
            isDenied: isDenied,
            isIncomplete: !isStated && connections.contains(where: \.isIncomplete),
            isOver: assembly.span.end != nil,
            pack: assembly.pack
        )
        let isThere = connections.contains { $0.to == nil }
        if corrections.isEmpty {
            firstJoin = connections.compactMap(\.from).min()
            lastLeave = isThere ? nil : connections.compactMap(\.to).max()
        } else {
            firstJoin = present.windows.first?.start
            lastLeave = isThere ? nil : present.windows.last?.end
        }
    }

    private static func connection(_ stay: Stay) -> AttendanceSheet.Connection {
        AttendanceSheet.Connection(
            from: stay.from,
            to: stay.to,
            endInferred: stay.endInferred,
            source: stay.source
        )
    }

    /// What of a stay counts: both ends known, or up to the last moment known while it goes on,
    /// within the run.
    private static func counted(_ stay: Stay, in run: InstanceLedger) -> TimeWindow? {
        guard let from = stay.from, let to = stay.to ?? run.lastKnown, from < to else { return nil }
        let window = TimeWindow(start: from, end: to)
        let bounds = TimeWindow(start: run.start ?? from, end: run.end ?? to)
        return window.intersection(bounds)
    }

    /// Of several statements about one moment the last holds.
    private static func corrected(_ told: TimeSet, by corrections: [AttendanceCorrected]) -> TimeSet
    {
        corrections.reduce(into: told) { times, correction in
            switch correction.statement {
            case .present: times.formUnion(correction.window)
            case .notPresent: times.subtract(correction.window)
            }
        }
    }

    /// Whether people stated, one way or the other, of the whole time that somebody was there or not.
    private static func coversWhole(
        _ corrections: [AttendanceCorrected],
        of assembly: SheetAssembly
    ) -> Bool {
        guard let whole = whole(of: assembly) else { return false }
        return TimeSet(corrections.map(\.window)).clipped(to: whole) == TimeSet([whole])
    }

    /// The planned time, else that from the first start to the last end once it is over.
    private static func whole(of assembly: SheetAssembly) -> TimeWindow? {
        if let planned = assembly.occurrence.planned, planned.seconds > 0 { return planned }
        return actual(of: assembly)
    }

    /// From the first start to the last end, once it is over.
    private static func actual(of assembly: SheetAssembly) -> TimeWindow? {
        guard let start = assembly.span.start, let end = assembly.span.end, start < end else {
            return nil
        }
        return TimeWindow(start: start, end: end)
    }

    private static func status(
        sharePercent: Int?,
        isSeen: Bool,
        isDenied: Bool,
        isIncomplete: Bool,
        isOver: Bool,
        pack: RulePack
    ) -> AttendanceStatus {
        if isDenied { return .absent }
        // Nothing proves yet that Zoom told everything, so nobody unseen is called absent (I-6).
        guard isSeen else { return isOver ? .unknown : .notSeenYet }
        guard let sharePercent else { return .present }
        if sharePercent >= pack.presencePercentMin { return .present }
        return isIncomplete ? .unknown : .partial
    }

    private static func order(
        _ connection: AttendanceSheet.Connection
    ) -> (Instant, Instant, Int, String) {
        let start = connection.from ?? connection.to ?? .distantPast
        let end = connection.to ?? .distantFuture
        let detail = "\(connection.endInferred) \(connection.source.rawValue)"
        return (start, end, connection.from == nil ? 0 : 1, detail)
    }
}

extension TimeSet {
    /// What of it counts.
    fileprivate func counted(in window: TimeWindow?) -> TimeSet {
        window.map { clipped(to: $0) } ?? self
    }
}

extension CorrectionRegister.Statement {
    fileprivate var correction: AttendanceCorrected? {
        if case .corrected(let event) = self { event } else { nil }
    }
}

extension AttendanceSheet.Connection {
    /// Whether its beginning or its end is not known, and may have been far from what is.
    fileprivate var isIncomplete: Bool { from == nil || (endInferred && to == from) }
}
