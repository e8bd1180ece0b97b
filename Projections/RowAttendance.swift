import Attendance
import EventSourcing

/// The minutes of one row: the union of all stays, as corrected, and what share of the occurrence
/// that is.
struct RowAttendance {
    let connections: [AttendanceSheet.Connection]
    let counted: TimeSet
    /// Without corrections; `nil` where none holds.
    let secondsTold: Int64?
    let sharePercent: Int?
    let firstJoin: Instant?
    let lastLeave: Instant?
    let lateSeconds: Int64?
    let earlySeconds: Int64?
    let source: RowSource?
    /// Whether people stated, one way or the other, of the whole time.
    let isStated: Bool
    /// Whether anything tells that they were there.
    let isSeen: Bool

    /// Whether the beginning or the end of a stay is not known, and may have been far from what is.
    var isIncomplete: Bool { !isStated && connections.contains(where: \.isIncomplete) }

    /// Whether people stated that they were not there at all.
    var isDenied: Bool { isStated && counted.windows.isEmpty }

    init(
        of participants: [SubjectID],
        corrected statements: [CorrectionRegister.Statement],
        in assembly: SheetAssembly
    ) {
        var connections: [AttendanceSheet.Connection] = []
        var told: [TimeWindow] = []
        for run in assembly.runs {
            for ledger in participants.compactMap({ run.participants[$0] }) {
                var times: [TimeWindow] = []
                for stay in ledger.stays(in: run.ledger) {
                    connections.append(Self.connection(stay))
                    if let window = Self.counted(stay, in: run.ledger) { times.append(window) }
                }
                if !assembly.pack.counting.includesBreakoutRooms, !ledger.breakouts.isEmpty {
                    var set = TimeSet(times)
                    set.subtract(ledger.timesInBreakoutRooms)
                    times = set.windows
                }
                told += times
            }
        }
        connections.sort { Self.order($0) < Self.order($1) }
        self.connections = connections
        let corrections = statements.compactMap(\.correction)
        let facts = TimeSet(told)
        let present = Self.corrected(facts, by: corrections)
        // What people state counts no longer than the occurrence lasted, planned or not.
        let limits = assembly.counted ?? (corrections.isEmpty ? nil : assembly.actual)
        counted = present.counted(in: limits)
        secondsTold = corrections.isEmpty ? nil : facts.counted(in: limits).seconds
        isSeen = !connections.isEmpty || !counted.windows.isEmpty
        let seconds = counted.seconds
        // Of somebody who was not seen no share is known; it is not nothing (I-6).
        sharePercent =
            isSeen ? assembly.whole.map { Int(min(100, seconds * 100 / $0.seconds)) } : nil
        isStated = Self.coversWhole(corrections, of: assembly)
        let isThere = connections.contains { $0.to == nil }
        if corrections.isEmpty {
            firstJoin = connections.compactMap(\.from).min()
            lastLeave = isThere ? nil : connections.compactMap(\.to).max()
        } else {
            firstJoin = present.windows.first?.start
            lastLeave = isThere ? nil : present.windows.last?.end
        }
        let isUnknown = !isStated && connections.contains { $0.from == nil }
        lateSeconds = Self.late(counted, of: assembly.whole, isUnknown: isUnknown)
        earlySeconds = isThere ? nil : Self.early(counted, of: assembly.whole, isUnknown: isUnknown)
        source = Self.source(of: connections, isCorrected: !corrections.isEmpty)
    }

    private static func connection(_ stay: Stay) -> AttendanceSheet.Connection {
        AttendanceSheet.Connection(
            from: stay.from,
            to: stay.to,
            endInferred: stay.endInferred,
            isEndUnknown: stay.isEndUnknown,
            source: stay.source,
            report: stay.report
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

    private static func coversWhole(
        _ corrections: [AttendanceCorrected],
        of assembly: SheetAssembly
    ) -> Bool {
        guard let whole = assembly.whole, !corrections.isEmpty else { return false }
        return TimeSet(corrections.map(\.window)).clipped(to: whole) == TimeSet([whole])
    }

    private static func late(
        _ counted: TimeSet,
        of whole: TimeWindow?,
        isUnknown: Bool
    ) -> Int64? {
        guard let whole, let first = counted.windows.first, !isUnknown else { return nil }
        return max(0, whole.start.seconds(to: first.start))
    }

    private static func early(
        _ counted: TimeSet,
        of whole: TimeWindow?,
        isUnknown: Bool
    ) -> Int64? {
        guard let whole, let last = counted.windows.last, !isUnknown else { return nil }
        return max(0, last.end.seconds(to: whole.end))
    }

    private static func source(
        of connections: [AttendanceSheet.Connection],
        isCorrected: Bool
    ) -> RowSource? {
        if isCorrected { return .manual }
        guard let first = connections.first else { return nil }
        let source = connections.dropFirst().reduce(first.source) { $0.joined(with: $1.source) }
        let checks = Set(connections.filter { $0.source != .report }.map(\.report))
        if checks.contains(.contradicts) || checks.contains(.lacks) { return .contradictory }
        if source == .report { return .report }
        if !checks.contains(nil) { return .reconciled }
        return source == .live ? .live : .file
    }

    private static func order(
        _ connection: AttendanceSheet.Connection
    ) -> (Instant, Instant, Int, String) {
        let start = connection.from ?? connection.to ?? .distantPast
        let end = connection.to ?? .distantFuture
        let report = connection.report?.rawValue ?? ""
        let detail = "\(connection.endInferred) \(connection.source.rawValue) \(report)"
        return (start, end, connection.from == nil ? 0 : 1, detail)
    }
}

extension ParticipantLedger {
    /// From each way in to the next way out; a room that nothing tells the leaving of lasted as long as
    /// the stay.
    fileprivate var timesInBreakoutRooms: TimeSet {
        var windows: [TimeWindow] = []
        var entered: Instant?
        // Who changes rooms leaves one and enters the other in the same second.
        for way in breakouts.sorted(by: {
            ($0.at, $0.isEntry ? 1 : 0) < ($1.at, $1.isEntry ? 1 : 0)
        }) {
            if way.isEntry {
                entered = entered ?? way.at
            } else if let start = entered {
                windows.append(TimeWindow(start: start, end: way.at))
                entered = nil
            }
        }
        if let entered { windows.append(TimeWindow(start: entered, end: .distantFuture)) }
        return TimeSet(windows)
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
    fileprivate var isIncomplete: Bool {
        from == nil || isEndUnknown || (endInferred && to == from)
    }
}
