import EventSourcing

/// Keeps an account's token: requests it when ``TokenState`` says so, and lets everybody else wait
/// for the one request.
actor TokenKeeper {
    private typealias Outcome = Result<ZoomAccessToken, ZoomFailure>

    private let account: ZoomAccount
    private let edges: ZoomEdges
    private let limits: ZoomClientLimits
    private var state = TokenState()
    private var waiters: [Int: CheckedContinuation<Outcome, Never>] = [:]
    private var waiterCount = 0

    /// The longest answer that is read; Zoom's have some hundred bytes, and scopes.
    private static let answerBytesMax = 256 << 10

    init(account: ZoomAccount, edges: ZoomEdges, limits: ZoomClientLimits) {
        self.account = account
        self.edges = edges
        self.limits = limits
    }

    /// A token that is good now.
    func token() async throws(ZoomFailure) -> ZoomAccessToken {
        switch state.needed(at: edges.uptime()) {
        case .use(let token): return token
        case .wait: break
        // In a task of its own, so that a caller who gives up does not take the others along.
        case .request: Task { await request() }
        }
        waiterCount += 1
        let number = waiterCount
        let cancelled = failure(.cancelled, tries: 0)
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if Task.isCancelled {
                    waiter.resume(returning: Outcome.failure(cancelled))
                } else {
                    waiters[number] = waiter
                }
            }
        } onCancel: {
            Task { await giveUp(number) }
        }.get()
    }

    /// Zoom refused a call because of this token.
    func reject(_ token: ZoomAccessToken) { state.rejected(token) }

    private func giveUp(_ number: Int) {
        waiters.removeValue(forKey: number)?.resume(
            returning: .failure(failure(.cancelled, tries: 0))
        )
    }

    private func request() async {
        let outcome = await granted()
        switch outcome {
        case .success(let token): state.granted(token)
        case .failure: state.refused()
        }
        let answered = waiters.values
        waiters = [:]
        for waiter in answered { waiter.resume(returning: outcome) }
    }

    private func granted() async -> Outcome {
        switch account.credentials {
        case .jwtApplication(let apiKey, let apiSecret):
            do {
                return .success(
                    try await ApplicationToken.signed(
                        apiKey: apiKey,
                        apiSecret: apiSecret,
                        addresses: account.addresses,
                        now: edges.now(),
                        uptime: edges.uptime()
                    )
                )
            } catch {
                return .failure(failure(.noToken(error), tries: 1))
            }
        case .serverToServer(let accountID, let clientID, let clientSecret):
            return await granted(
                TokenGrant.request(
                    accountID: accountID,
                    clientID: clientID,
                    clientSecret: clientSecret,
                    at: account.addresses.authorisation
                )
            )
        }
    }

    private func granted(_ request: ZoomHTTPRequest) async -> Outcome {
        // To be granted a token twice does no harm, though it is asked for by POST.
        var retry = RetryState(method: .put, limits: limits)
        while true {
            var request = request
            request.secondsMax = retry.trySecondsMax
            let begin = edges.uptime()
            let outcome: AttemptOutcome
            do {
                let answer = try await edges.transport.answer(
                    to: request,
                    bytesMax: Self.answerBytesMax
                )
                outcome = AttemptOutcome(answer, now: edges.now())
                if answer.status < 500, answer.status != 429 {
                    return read(answer, requestedAt: begin, tries: retry.tries + 1)
                }
            } catch {
                outcome = .fault(error)
            }
            let step = retry.step(
                after: outcome,
                taking: edges.uptime() - begin,
                now: edges.now(),
                jitter: edges.jitter()
            )
            switch step {
            case .retry(let delay): try? await edges.sleep(delay)
            case .fail(let reason): return .failure(failure(reason, tries: retry.tries))
            case .finish, .renewToken:
                return .failure(failure(.noToken(.noToken), tries: retry.tries))
            }
        }
    }

    private func read(
        _ answer: ZoomHTTPAnswer,
        requestedAt uptime: Duration,
        tries: Int
    ) -> Outcome {
        do {
            return .success(
                try TokenGrant.token(
                    in: answer,
                    addresses: account.addresses,
                    requestedAt: uptime
                )
            )
        } catch {
            return .failure(failure(.noToken(error), tries: tries))
        }
    }

    private func failure(_ reason: ZoomFailure.Reason, tries: Int) -> ZoomFailure {
        ZoomFailure(
            account: account.label,
            operation: "POST /oauth/token",
            tries: tries,
            reason: reason
        )
    }
}
