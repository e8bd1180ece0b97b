public import EventSourcing

/// Why a call, a list or a download failed: of which account and operation, after how many tries,
/// and for what reason.
///
/// Its description quotes no argument, secret, token or answer.
public struct ZoomFailure: Error, Sendable, Hashable {
    /// What kind of failure it is.
    public enum Reason: Sendable, Hashable {
        /// Zoom refused.
        case refused(ZoomRefusal)
        /// Zoom takes neither the token nor the one that replaced it.
        case unauthorised(ZoomRefusal)
        /// The app lacks a scope; Zoom names it, or not.
        case scopeMissing([String])
        /// No token was to be had.
        case noToken(ZoomTokenRefusal)
        /// There were too many calls at once, each time.
        case limited
        /// The account's calls of the day are used up until this instant.
        case dailyLimit(until: Instant)
        /// The day's calls that concern this user or registrant are used up until this instant.
        case dailyLimitOfOne(until: Instant)
        /// Zoom could not, each time.
        case failing(status: Int)
        /// There was no whole answer, each time.
        case fault(ZoomTransportFault)
        /// Zoom may have done it or not; what was created must be looked for before it is tried
        /// again.
        case outcomeUnknown
        /// The answer cannot be read: it is no JSON, or lacks what it is about.
        case unreadable(ZoomAnswerFault?)
        /// A list led back to a page it had led to before.
        case pageRepeated(page: Int)
        /// A list has more pages than allowed.
        case tooManyPages
        /// Zoom no longer knows where a list goes on: its token lives 15 minutes. The pages before
        /// this one, counted from 1, were read.
        case pageExpired(page: Int)
        /// A download failed in a way of its own.
        case download(DownloadFault)
        /// The task was cancelled.
        case cancelled
    }

    /// The account's label.
    public let account: String
    /// The operation's name, without arguments.
    public let operation: String
    /// How often it was tried.
    public let tries: Int
    /// What kind of failure it is.
    public let reason: Reason

    /// Creates a failure.
    public init(account: String, operation: String, tries: Int, reason: Reason) {
        self.account = account
        self.operation = operation
        self.tries = tries
        self.reason = reason
    }
}

extension ZoomFailure: CustomStringConvertible {
    /// What was wrong, where, and what to do.
    public var description: String {
        let often = tries > 1 ? ", tried \(tries) times" : ""
        return "\(operation) of the account \(account)\(often): \(reason)"
    }
}

extension ZoomFailure.Reason: CustomStringConvertible {
    /// What was wrong, and what to do.
    public var description: String {
        switch self {
        case .refused(let refusal): refusal.description
        case .unauthorised(let refusal):
            "\(refusal), nor the one that replaced it; see that the app is activated"
        case .scopeMissing(let scopes):
            "the app lacks \(scopes.isEmpty ? "a scope" : scopes.joined(separator: ", ")); add it "
                + "to the app at Zoom's marketplace"
        case .noToken(let refusal): refusal.description
        case .limited: "Zoom refused for too many calls at once, each time; try again later"
        case .dailyLimit(let until): "the account's calls of the day are used up until \(until)"
        case .dailyLimitOfOne(let until):
            "the day's calls that concern this user or registrant are used up until \(until)"
        case .failing(let status): "Zoom answered HTTP \(status); try again later"
        case .fault(let fault): fault.description
        case .outcomeUnknown:
            "no answer says whether Zoom did it; look for what it creates before trying again"
        case .unreadable(let fault):
            fault.map { "Zoom's answer cannot be used: \($0)" } ?? "Zoom's answer is not JSON"
        case .pageRepeated(let page):
            "page \(page) leads back to one that was read before; read the list again"
        case .tooManyPages: "the list has more pages than allowed"
        case .pageExpired(let page):
            "Zoom no longer knows where page \(page) begins, for it keeps the place for 15 minutes; "
                + "read the list again, and faster"
        case .download(let fault): fault.description
        case .cancelled: "the task was cancelled"
        }
    }
}
