/// How long to wait between tries: twice as long each time, with a part left to chance so that those
/// who failed together do not come back together.
enum Backoff {
    /// The first delay, in seconds.
    static let firstSeconds = 0.5
    /// The longest delay, in seconds.
    static let secondsMax = 30.0

    /// The delay after a number of failed tries.
    /// - Parameters:
    ///   - failures: How many tries have failed, at least 1.
    ///   - jitter: 0…1, by chance.
    /// - Returns: between half of the delay and the whole.
    static func delay(afterFailures failures: Int, jitter: Double) -> Duration {
        let doublings = min(max(failures, 1) - 1, 16)
        var whole = firstSeconds
        for _ in 0..<doublings { whole = min(whole * 2, secondsMax) }
        return .seconds(whole * (0.5 + 0.5 * min(max(jitter, 0), 1)))
    }
}
