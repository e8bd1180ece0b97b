import EventSourcing

/// Decides what follows a try of one call: that it is done, that it is tried again and when, or that
/// it has failed.
///
/// A call ends after a bounded number of tries and a bounded time. What may have been done is never
/// repeated where doing it twice differs from doing it once.
struct RetryState {
    /// What follows.
    enum Step: Hashable {
        /// The call is done.
        case finish(ZoomAnswer)
        /// The token is given back, and the call tried with another.
        case renewToken
        /// The call is tried again after this long.
        case retry(after: Duration)
        /// The call has failed.
        case fail(ZoomFailure.Reason)
    }

    private let method: ZoomMethod
    private let limits: ZoomClientLimits
    private(set) var tries = 0
    private var spent: Duration = .zero
    private var hasRenewedToken = false
    /// Whether an earlier try may have been acted on.
    private var mayHaveActed = false

    init(method: ZoomMethod, limits: ZoomClientLimits) {
        self.method = method
        self.limits = limits
    }

    /// How long the next try may take, in whole seconds and at least 1.
    var trySecondsMax: Int64 {
        min(limits.trySecondsMax, max(1, limits.callSecondsMax - spent.components.seconds))
    }

    /// A try came to its end.
    /// - Parameters:
    ///   - outcome: What came of it.
    ///   - duration: How long it took.
    ///   - now: The wall clock.
    ///   - jitter: 0…1, by chance.
    /// - Returns: what follows.
    mutating func step(
        after outcome: AttemptOutcome,
        taking duration: Duration,
        now: Instant,
        jitter: Double
    ) -> Step {
        tries += 1
        spent += duration
        switch outcome {
        case .answered(let answer): return .finish(answer)
        case .refused(let refusal):
            // What was to be removed is gone, and who removed it was a try without an answer.
            if method == .delete, mayHaveActed, refusal.isNotFound {
                return .finish(ZoomAnswer(bytes: [], json: .null))
            }
            return .fail(.refused(refusal))
        case .tokenRejected(let refusal):
            guard !hasRenewedToken else {
                let lacksScope = refusal.code == 4711
                return .fail(lacksScope ? .scopeMissing(refusal.scopes) : .unauthorised(refusal))
            }
            hasRenewedToken = true
            return .renewToken
        case .limited(.day(let until)): return .fail(.dailyLimit(until: until))
        case .limited(.dayOfOne(let until)): return .fail(.dailyLimitOfOne(until: until))
        case .limited(.pace): return again(or: .limited, jitter: jitter)
        case .failing(let status, let until):
            let wait = until.map { Duration.seconds(now.seconds(to: $0)) } ?? .zero
            return uncertain(.failing(status: status), atLeast: wait, jitter: jitter)
        case .unreadable: return uncertain(.unreadable(nil), jitter: jitter)
        case .fault(let fault):
            if fault == .cancelled { return .fail(.cancelled) }
            if fault.cannotHaveActed, fault.mayPass {
                return again(or: .fault(fault), jitter: jitter)
            }
            guard fault.mayPass else { return .fail(.fault(fault)) }
            return uncertain(.fault(fault), jitter: jitter)
        }
    }

    /// After a try that Zoom may have acted on.
    private mutating func uncertain(
        _ reason: ZoomFailure.Reason,
        atLeast wait: Duration = .zero,
        jitter: Double
    ) -> Step {
        mayHaveActed = true
        guard method.isRepeatable else { return .fail(.outcomeUnknown) }
        return again(or: reason, atLeast: wait, jitter: jitter)
    }

    private mutating func again(
        or reason: ZoomFailure.Reason,
        atLeast wait: Duration = .zero,
        jitter: Double
    ) -> Step {
        let delay = max(wait, Backoff.delay(afterFailures: tries, jitter: jitter))
        guard tries < limits.triesMax, spent + delay < .seconds(limits.callSecondsMax) else {
            return .fail(reason)
        }
        spent += delay
        return .retry(after: delay)
    }
}
