import EventSourcing

/// What an answer of status 429 says: which limit was reached, and until when (Zoom API, *Rate
/// limits*; the third form measured).
enum RateRefusal: Hashable {
    /// Too many calls at once; the limit is said where Zoom says it.
    case pace(limit: Int?)
    /// The day's calls are used up until this instant.
    case day(until: Instant)
    /// The day's calls that concern one user or one registrant are used up until this instant; all
    /// others may go on.
    case dayOfOne(until: Instant)

    /// Reads the head of an answer.
    /// - Parameters:
    ///   - headers: `X-RateLimit-Type` is `QPS` or `Daily-limit`, and absent where the limit is one
    ///     user's; `Retry-After` is a time in RFC 3339, or seconds.
    ///   - now: The wall clock; days end at midnight UTC.
    init(_ headers: ZoomHeaders, now: Instant) {
        let type = headers["x-ratelimit-type"]?.lowercased() ?? ""
        let limit = headers["x-ratelimit-limit"].flatMap { Int($0) }
        let until = Self.retryAfter(headers, now: now)
        if type.hasPrefix("daily") {
            self = .day(until: until ?? Self.midnight(after: now))
        } else if type.isEmpty, headers["x-ratelimit-category"] != nil {
            self = .dayOfOne(until: until ?? Self.midnight(after: now))
        } else {
            self = .pace(limit: limit)
        }
    }

    /// The next midnight UTC.
    static func midnight(after now: Instant) -> Instant {
        let day = CivilTime(now).date.daysSinceEpoch + 1
        return Instant(seconds: Int64(day) * 86_400)
    }

    /// When the answer allows another try; `nil` when it does not say, or names what has passed or
    /// lies more than two days ahead.
    static func retryAfter(_ headers: ZoomHeaders, now: Instant) -> Instant? {
        guard let text = headers["retry-after"] else { return nil }
        let seconds = Int64(text).map { now.advanced(bySeconds: $0) }
        guard let until = Instant(text) ?? seconds, until > now,
            until <= now.advanced(bySeconds: 2 * 86_400)
        else { return nil }
        return until
    }
}
