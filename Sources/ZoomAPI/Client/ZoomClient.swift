import EventSourcing

/// Speaks to Zoom's REST API for one account.
///
/// It keeps the account's token and its pace: every call of the account goes through one client, or
/// Zoom counts what the other does not see. What is decided is decided by values without a network
/// (`TokenState`, `RateLimiter`, `RetryState`, `PageState`, `DownloadState`); the client acts.
public actor ZoomClient {
    /// For whom it speaks.
    public nonisolated let account: ZoomAccount
    nonisolated let edges: ZoomEdges
    nonisolated let limits: ZoomClientLimits
    nonisolated let tokens: TokenKeeper
    private var limiter: RateLimiter
    /// Through whom it speaks, where it is for a sub-account.
    private let master: (client: ZoomClient, subAccount: String)?

    /// Creates the client of an account; nothing is sent until it is asked for something.
    public init(
        account: ZoomAccount,
        edges: ZoomEdges,
        limits: ZoomClientLimits = ZoomClientLimits()
    ) {
        self.account = account
        self.edges = edges
        self.limits = limits
        self.tokens = TokenKeeper(account: account, edges: edges, limits: limits)
        self.limiter = RateLimiter(limits: account.limits)
        self.master = nil
    }

    private init(of subAccount: String, labelled label: String, under master: ZoomClient) {
        var account = master.account
        account.label = label
        self.account = account
        self.edges = master.edges
        self.limits = master.limits
        self.tokens = master.tokens
        self.limiter = RateLimiter(limits: account.limits)
        self.master = (master, subAccount)
    }

    /// A client of an account below this one's: all its calls are those of
    /// ``ZoomCall/inSubAccount(_:)``, made by this client, with its token and at its pace, for Zoom
    /// counts them as the master's.
    /// - Parameters:
    ///   - id: Zoom's id of the sub-account.
    ///   - label: What people here call it; it appears in errors.
    /// - Returns: the client.
    public nonisolated func client(ofSubAccount id: String, label: String) -> ZoomClient {
        ZoomClient(of: id, labelled: label, under: self)
    }

    /// Makes a call: waits for the account's turn, repeats what may be repeated, and reads the
    /// answer.
    /// - Throws: ``ZoomFailure`` when it has failed for good, or the task was cancelled.
    public func answer<Answer: Sendable>(
        to call: ZoomCall<Answer>
    ) async throws(ZoomFailure) -> Answer {
        if let master {
            do {
                return try await master.client.answer(to: call.inSubAccount(master.subAccount))
            } catch {
                throw failure(error.reason, of: error.operation, tries: error.tries)
            }
        }
        var retry = RetryState(method: call.operation.method, limits: limits)
        let answer = try await perform(call.operation, retry: &retry)
        do {
            return try call.decode(answer)
        } catch {
            throw failure(.unreadable(error), of: call.operation, tries: retry.tries)
        }
    }

    /// The scopes that the account's token has, in Zoom's words; none for a JWT application.
    /// - Throws: ``ZoomFailure`` when no token is to be had.
    public func scopes() async throws(ZoomFailure) -> [String] {
        try await tokens.token().scopes
    }

    private func perform(
        _ operation: ZoomOperation,
        retry: inout RetryState
    ) async throws(ZoomFailure) -> ZoomAnswer {
        while true {
            try await takeTurn(operation, tries: retry.tries)
            let token = try await tokens.token()
            let begin = edges.uptime()
            let outcome = await attempt(
                operation.request(with: token, secondsMax: retry.trySecondsMax)
            )
            let jitter = edges.jitter()
            if case .limited(let refusal) = outcome {
                limiter.refused(
                    refusal,
                    class: operation.rateClass,
                    at: edges.uptime(),
                    jitter: jitter
                )
            }
            let step = retry.step(
                after: outcome,
                taking: edges.uptime() - begin,
                now: edges.now(),
                jitter: jitter
            )
            switch step {
            case .finish(let answer): return answer
            case .renewToken: await tokens.reject(token)
            case .retry(let delay): try await pause(delay, operation, tries: retry.tries)
            case .fail(let reason): throw failure(reason, of: operation, tries: retry.tries)
            }
        }
    }

    private nonisolated func attempt(_ request: ZoomHTTPRequest) async -> AttemptOutcome {
        do {
            let answer = try await edges.transport.answer(
                to: request,
                bytesMax: limits.answerBytesMax
            )
            return AttemptOutcome(answer, now: edges.now())
        } catch {
            return .fault(error)
        }
    }

    private func takeTurn(_ operation: ZoomOperation, tries: Int) async throws(ZoomFailure) {
        let ticket = limiter.ticket(for: operation.rateClass)
        while true {
            switch limiter.step(for: ticket, at: edges.uptime(), now: edges.now()) {
            case .go: return
            case .exhausted(let until):
                throw failure(.dailyLimit(until: until), of: operation, tries: tries)
            case .wait(let delay):
                do throws(ZoomFailure) {
                    try await pause(delay, operation, tries: tries)
                } catch {
                    limiter.abandon(ticket)
                    throw error
                }
            }
        }
    }

    private nonisolated func pause(
        _ delay: Duration,
        _ operation: ZoomOperation,
        tries: Int
    ) async throws(ZoomFailure) {
        do {
            try await edges.sleep(delay)
        } catch {
            throw failure(.cancelled, of: operation, tries: tries)
        }
    }

    nonisolated func failure(
        _ reason: ZoomFailure.Reason,
        of operation: some CustomStringConvertible,
        tries: Int
    ) -> ZoomFailure {
        ZoomFailure(
            account: account.label,
            operation: operation.description,
            tries: tries,
            reason: reason
        )
    }
}
