import Attendance
import EventSourcing

/// Decides when what waits is tried again: twice as long after each failure, up to five minutes, so that
/// an outage is noticed to be over soon after it is.
struct OutboxSchedule: Sendable, Hashable {
    /// What is tried: an arrangement, at an account, for a host.
    struct Lane: Sendable, Hashable {
        var arrangement: ArrangementID
        var account: String
        var host: BlindIndex?
    }

    private struct Hold: Sendable, Hashable {
        var failures: Int
        var until: Instant
    }

    /// The first delay, in seconds.
    static let delaySecondsMin: Int64 = 10
    /// The longest delay, in seconds.
    static let delaySecondsMax: Int64 = 300

    private var accounts: [String: Hold] = [:]
    private var arrangements: [ArrangementID: Hold] = [:]
    private var days: [ArrangementID: Instant] = [:]

    /// Whether something may be tried.
    func isDue(_ lane: Lane, at now: Instant) -> Bool { dueAt(lane).map { $0 <= now } ?? true }

    /// From when on something may be tried; `nil` where it may at once.
    func dueAt(_ lane: Lane) -> Instant? {
        [
            accounts[lane.account]?.until, arrangements[lane.arrangement]?.until,
            days[lane.arrangement],
        ].compactMap { $0 }.max()
    }

    /// Takes note that something was done.
    mutating func succeeded(_ lane: Lane) {
        accounts[lane.account] = nil
        arrangements[lane.arrangement] = nil
        days[lane.arrangement] = nil
    }

    /// Takes note that somebody wants something of an arrangement now: it need not wait for what could
    /// not be done of it before.
    mutating func wanted(_ arrangement: ArrangementID) {
        arrangements[arrangement] = nil
        days[arrangement] = nil
    }

    /// Takes note that something was not done.
    mutating func failed(_ lane: Lane, by setback: Setback, at now: Instant) {
        switch setback {
        case .account(_, let until):
            accounts[lane.account] = hold(after: accounts[lane.account], until: until, at: now)
        case .day(_, let until): days[lane.arrangement] = max(until, now)
        case .later:
            let known = arrangements[lane.arrangement]
            arrangements[lane.arrangement] = hold(after: known, until: nil, at: now)
        case .refused, .stopped, .log: break
        }
    }

    private func hold(after known: Hold?, until: Instant?, at now: Instant) -> Hold {
        // Those who were under way when the first failed say nothing new.
        if let known, now < known.until, until == nil { return known }
        let failures = (known?.failures ?? 0) + 1
        let delay = min(
            Self.delaySecondsMin << min(Int64(failures) - 1, 16),
            Self.delaySecondsMax
        )
        return Hold(failures: failures, until: max(until ?? now, now.advanced(bySeconds: delay)))
    }
}

extension Arrangement.Step {
    /// Whether Zoom counts it among the creations and changes of a host.
    var isCounted: Bool {
        switch self {
        case .create, .change: true
        case .cancel, .end: false
        }
    }
}
