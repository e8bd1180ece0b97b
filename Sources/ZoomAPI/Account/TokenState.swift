/// Decides when a token is used, asked for or waited for, so that at most one request for a token is
/// on its way however many calls need it.
struct TokenState {
    private enum Phase {
        case none
        case requested
        case held(ZoomAccessToken)
    }

    /// What a call that needs a token does.
    enum Step: Hashable {
        /// Goes on with this one.
        case use(ZoomAccessToken)
        /// Requests one, and tells what came of it by ``granted(_:)`` or ``refused()``.
        case request
        /// Waits for what another has requested.
        case wait
    }

    private var phase = Phase.none

    /// A call needs a token; `uptime` is the clock that never goes back.
    mutating func needed(at uptime: Duration) -> Step {
        switch phase {
        case .held(let token) where uptime < token.usableUntil: return .use(token)
        case .none, .held:
            phase = .requested
            return .request
        case .requested: return .wait
        }
    }

    /// The request was answered with a token.
    mutating func granted(_ token: ZoomAccessToken) { phase = .held(token) }

    /// The request failed; the next that needs a token asks again.
    mutating func refused() { phase = .none }

    /// Zoom refused a call because of this token.
    ///
    /// Nothing happens when it is no longer the one in use: many calls may come back with the same
    /// refusal, and one new token serves them all.
    mutating func rejected(_ token: ZoomAccessToken) {
        if case .held(token) = phase { phase = .none }
    }
}
