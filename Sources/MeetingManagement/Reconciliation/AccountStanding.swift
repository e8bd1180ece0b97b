import EventSourcing
import ZoomAPI

/// How an account's Zoom has answered so far: whether it may be asked now, and for what.
struct AccountStanding: Sendable, Hashable {
    /// Which list of a run's participants is asked for.
    enum Route: Sendable, Hashable {
        /// The report, which costs more and tells more: registrants, and an application's own ids.
        case report
        /// That of past meetings, where the plan or the app's scopes do not allow the report.
        case past
    }

    private(set) var route = Route.report
    private(set) var pausedUntil: Instant?
    private(set) var withoutReportsUntil: Instant?
    private var isWithoutEnds = false
    private var failures = 0

    /// Whether it may be asked anything.
    func isOpen(at now: Instant) -> Bool { pausedUntil.map { $0 <= now } ?? true }

    /// Whether it may be asked for reports.
    func hasReports(at now: Instant) -> Bool { withoutReportsUntil.map { $0 <= now } ?? true }

    /// It answered.
    mutating func answered() {
        failures = 0
        pausedUntil = nil
    }

    /// It does not let its participants be read by a way.
    /// - Returns: `nil` where there is another to be tried; else until when it is not asked for any, and
    ///   whether that is news.
    mutating func refusedReport(
        by tried: Route,
        at now: Instant
    ) -> (until: Instant, isNews: Bool)? {
        guard tried == .past else {
            route = .past
            return nil
        }
        let isNews = hasReports(at: now)
        let until = now.advanced(bySeconds: ReconciliationTimes.withoutReportsSeconds)
        (route, withoutReportsUntil) = (.report, until)
        return (until, isNews)
    }

    /// It does not let the ends of runs be read.
    /// - Returns: whether that is news.
    mutating func refusedEnds() -> Bool {
        defer { isWithoutEnds = true }
        return !isWithoutEnds
    }

    /// It is not asked before.
    mutating func close(until instant: Instant) { pausedUntil = instant }

    /// It failed, and may not be asked for a while.
    /// - Returns: until when.
    mutating func failed(_ verdict: AccountVerdict, at now: Instant) -> Instant {
        failures += 1
        let seconds: Int64
        switch verdict {
        case .until(let instant):
            seconds = max(1, now.seconds(to: instant))
        case .locked:
            seconds = ReconciliationTimes.lockedSeconds
        case .troubled:
            let doubled = ReconciliationTimes.pauseSeconds << min(failures - 1, 8)
            seconds = min(doubled, ReconciliationTimes.pauseSecondsMax)
        }
        let until = now.advanced(bySeconds: seconds)
        pausedUntil = until
        return until
    }
}

/// What a failure says of the account as a whole.
enum AccountVerdict: Sendable, Hashable {
    /// Its calls are used up until then.
    case until(Instant)
    /// Its credentials are not taken.
    case locked
    /// Zoom is down, out of reach, or asked too often.
    case troubled
}

/// What a failed call says.
enum CallVerdict: Sendable, Hashable {
    /// Zoom has nothing there, or not yet.
    case notFound
    /// It is longer ago than Zoom tells of.
    case tooOld
    /// The plan, the role or the app's scopes do not allow it.
    case notAllowed
    /// Zoom refused for another reason, with its own number for it.
    case refused(Int64?)
    /// The answer cannot be used.
    case unreadable
    /// It is not about the call but about the account.
    case account(AccountVerdict)
    /// Whoever asked gave up.
    case cancelled

    /// Judges a failure.
    init(_ failure: ZoomFailure) {
        self =
            switch failure.reason {
            case .refused(let refusal): Self.verdict(on: refusal)
            case .scopeMissing: .notAllowed
            case .unauthorised, .noToken: .account(.locked)
            case .dailyLimit(let until), .dailyLimitOfOne(let until): .account(.until(until))
            case .limited, .failing, .outcomeUnknown: .account(.troubled)
            case .fault(.cancelled), .cancelled: .cancelled
            case .fault(.tooLong): .unreadable
            case .fault: .account(.troubled)
            case .unreadable, .pageRepeated, .pageExpired, .tooManyPages, .download: .unreadable
            }
    }

    private static func verdict(on refusal: ZoomRefusal) -> CallVerdict {
        switch refusal.code {
        case 12_702: .tooOld
        case 200, 4711: .notAllowed
        default: refusal.isNotFound ? .notFound : .refused(refusal.code)
        }
    }
}
