public import Attendance
public import EventSourcing
public import ZoomAPI

/// What came of asking Zoom, for whoever keeps a record of it: of accounts and runs by their ids, never of
/// people.
public enum ReconciliationNote: Sendable, Hashable {
    /// A report was taken in; not for good while rows may be missing.
    case reported(run: String, rows: Int, isSettled: Bool)
    /// Zoom gave no report, and is not asked again.
    case missed(run: String, ReportMissed.Reason)
    /// Zoom said when a run ended.
    case ended(run: String)
    /// Runs were listed of which so many were not known.
    case listed(meeting: MeetingID, unknown: Int)
    /// Runs of an account's hosts were found of which nothing had come.
    case uncovered(account: String, runs: Int)
    /// Zoom does not say what an account's hosts ran while nothing could be delivered.
    case hostsUntold(account: String, ZoomFailure)
    /// A call about a meeting was refused, and will be made again in a day.
    case refused(meeting: MeetingID, ZoomFailure)
    /// Nothing is asked of an account until then.
    case paused(account: String, until: Instant, ZoomFailure)
    /// An account's plan, or its app's scopes, allow no reports: none is asked for until then.
    case withoutReports(account: String, until: Instant, ZoomFailure)
    /// No credentials are known of an account.
    case notConnected(account: String)
    /// What was answered could not be stored, or the log could not be read.
    case failed(String)

    /// Whether somebody should do something about it.
    public var isTrouble: Bool {
        switch self {
        case .reported, .missed, .ended, .listed, .uncovered: false
        case .hostsUntold, .refused, .paused, .withoutReports, .notConnected, .failed: true
        }
    }
}

extension ReconciliationNote: CustomStringConvertible {
    /// What happened, and what to do where something is to be done.
    public var description: String {
        switch self {
        case .reported(let run, let rows, let isSettled):
            "the report of run \(run) has \(rows) rows\(isSettled ? "" : " so far")"
        case .missed(let run, let reason): "there is no report of run \(run): \(reason.words)"
        case .ended(let run): "run \(run) has ended, which was not told"
        case .listed(let meeting, let unknown):
            "of the runs of meeting \(meeting), \(unknown) were not known"
        case .uncovered(let account, let runs):
            "of what hosts of account \(account) ran while nothing could be delivered, \(runs) were not "
                + "known"
        case .hostsUntold(let account, let failure):
            "what hosts of account \(account) ran while nothing could be delivered is not known, but for "
                + "the meetings known by their numbers: \(failure)"
        case .refused(let meeting, let refusal):
            "a question about meeting \(meeting) was refused: \(refusal)"
        case .paused(let account, let until, let failure):
            "nothing is asked of account \(account) until \(until): \(failure)"
        case .withoutReports(let account, let until, let failure):
            "account \(account) has no reports, so absence is known only where deliveries show it; "
                + "asked again after \(until): \(failure)"
        case .notConnected(let account):
            "account \(account) is not connected, so its reports cannot be asked for; "
                + "muster account add connects it"
        case .failed(let reason): "what Zoom answered was not taken in: \(reason)"
        }
    }
}

extension ReportMissed.Reason {
    /// Why there is no report, in words.
    var words: String {
        switch self {
        case .notFound: "Zoom has nothing of it"
        case .empty: "it has no rows, as that of whoever was alone"
        case .tooOld: "it is longer ago than Zoom tells of"
        case .refused: "Zoom refuses it"
        case .unreadable: "what Zoom answers cannot be read"
        }
    }
}
