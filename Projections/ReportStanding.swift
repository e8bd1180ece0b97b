public import Attendance

/// What is known of a run's participants report.
public enum ReportStanding: Sendable, Hashable {
    /// Nobody has read it.
    case unread
    /// Some of it was read, or all of it so early that rows may be missing.
    case partial
    /// All of it was read, and somebody was on it.
    case complete
    /// Zoom was asked for as long as made sense, and gave none.
    case missed(ReportMissed.Reason)
}
