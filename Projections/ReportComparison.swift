import Attendance
import EventSourcing

/// How the stays of a run and its participants report compare, in numbers of stays.
public struct ReportComparison: Sendable, Hashable {
    /// Both say the same, up to 5 s.
    public private(set) var agrees = 0
    /// The report fills what did not come live.
    public private(set) var adds = 0
    /// They say different things.
    public private(set) var contradicts = 0
    /// The report has no such stay, though all of it was read.
    public private(set) var lacks = 0
    /// Only the report tells of it.
    public private(set) var isOnlyReported = 0
    /// The report says nothing of it, or not all of it was read.
    public private(set) var isUnreported = 0

    /// Compares what is known of a run.
    public init(of run: InstanceLedger) {
        for stay in run.everyone.flatMap({ $0.stays(in: run) }) {
            switch stay.report {
            case .agrees: agrees += 1
            case .adds: adds += 1
            case .contradicts: contradicts += 1
            case .lacks: lacks += 1
            case nil where stay.source == .report: isOnlyReported += 1
            case nil: isUnreported += 1
            }
        }
    }
}
