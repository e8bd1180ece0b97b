import Attendance
import EventSourcing

/// The minutes of one row: the union of all stays, what share of the occurrence that is, and the
/// status that follows.
struct RowAttendance {
    let connections: [AttendanceSheet.Connection]
    let seconds: Int64
    let sharePercent: Int?
    let status: AttendanceStatus

    init(of participants: [SubjectID], in assembly: SheetAssembly) {
        var connections: [AttendanceSheet.Connection] = []
        var known: [TimeWindow] = []
        for run in assembly.runs {
            for ledger in participants.compactMap({ run.participants[$0] }) {
                for stay in ledger.stays(runEnding: run.end) {
                    connections.append(Self.connection(stay))
                    if let window = Self.counted(stay, in: run) { known.append(window) }
                }
            }
        }
        self.connections = connections.sorted { Self.order($0) < Self.order($1) }
        let seconds = TimeWindow.unionSeconds(known)
        let length = Self.lengthSeconds(of: assembly)
        self.seconds = seconds
        // Of somebody who was not seen no share is known; it is not nothing (I-6).
        self.sharePercent =
            connections.isEmpty ? nil : length.map { Int(min(100, seconds * 100 / $0)) }
        self.status = Self.status(
            sharePercent: sharePercent,
            seconds: seconds,
            isSeen: !connections.isEmpty,
            isIncomplete: connections.contains(where: \.isIncomplete),
            isOver: assembly.span.end != nil,
            pack: assembly.pack
        )
    }

    var firstJoin: Instant? { connections.compactMap(\.from).min() }

    var lastLeave: Instant? {
        connections.contains { $0.to == nil } ? nil : connections.compactMap(\.to).max()
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

    /// The planned length, else the actual one once it is over.
    private static func lengthSeconds(of assembly: SheetAssembly) -> Int64? {
        if let planned = assembly.occurrence.planned, planned.seconds > 0 { return planned.seconds }
        guard let start = assembly.span.start, let end = assembly.span.end, start < end else {
            return nil
        }
        return start.seconds(to: end)
    }

    private static func status(
        sharePercent: Int?,
        seconds: Int64,
        isSeen: Bool,
        isIncomplete: Bool,
        isOver: Bool,
        pack: RulePack
    ) -> AttendanceStatus {
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

extension AttendanceSheet.Connection {
    /// Whether its beginning or its end is not known, and may have been far from what is.
    fileprivate var isIncomplete: Bool { from == nil || (endInferred && to == from) }
}
