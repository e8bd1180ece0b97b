import EventSourcing
import ZoomAPI

/// Why something wanted of Zoom was not done, by what follows from it.
enum Setback: Error, Hashable {
    /// It is not tried again unless somebody wants it to be.
    case refused(String)
    /// Nothing is to be had of the account for a while; until when, where Zoom says.
    case account(String, until: Instant?)
    /// What concerns one host or registrant is used up for the day.
    case day(String, until: Instant)
    /// It is tried again.
    case later(String)
    /// This process stops.
    case stopped
    /// The log failed.
    case log(EventLogError)

    init(_ failure: ZoomFailure) {
        let reason = "\(failure.operation): \(failure.reason)"
        self =
            switch failure.reason {
            case .refused: .refused(reason)
            case .unauthorised, .scopeMissing, .noToken, .limited, .failing, .fault:
                .account(reason, until: nil)
            case .dailyLimit(let until): .account(reason, until: until)
            case .dailyLimitOfOne(let until): .day(reason, until: until)
            case .outcomeUnknown, .unreadable, .pageRepeated, .tooManyPages, .pageExpired,
                .download:
                .later(reason)
            case .cancelled: .stopped
            }
    }

    init(_ fault: ZoomInputFault) { self = .refused(fault.description) }

    /// What is kept of it: without personal data, for calls are named without their arguments.
    var reason: String? {
        switch self {
        case .refused(let reason), .account(let reason, _), .day(let reason, _),
            .later(let reason):
            reason
        case .stopped, .log: nil
        }
    }
}
