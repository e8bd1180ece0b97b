import EventSourcing

/// What came of one try of an operation.
enum AttemptOutcome: Hashable {
    /// Zoom did it.
    case answered(ZoomAnswer)
    /// Zoom refused, and will again.
    case refused(ZoomRefusal)
    /// Zoom refused because of the token.
    case tokenRejected(ZoomRefusal)
    /// Zoom refused because there were too many calls.
    case limited(RateRefusal)
    /// Zoom could not; it may say when it can.
    case failing(status: Int, until: Instant?)
    /// Zoom says it did, but what it says cannot be read.
    case unreadable
    /// There was no whole answer.
    case fault(ZoomTransportFault)

    /// Judges an answer.
    /// - Parameters:
    ///   - answer: The answer, whatever its status.
    ///   - now: The wall clock.
    init(_ answer: ZoomHTTPAnswer, now: Instant) {
        let json = answer.body.isEmpty ? JSON.null : try? JSON(parsing: answer.body)
        // Some errors come with status 200 (measured).
        let refusal = json.flatMap { ZoomRefusal(status: answer.status, json: $0) }
        switch answer.status {
        case 429: self = .limited(RateRefusal(answer.head.headers, now: now))
        case 200..<300 where refusal?.code == 429:
            self = .limited(RateRefusal(answer.head.headers, now: now))
        case 200..<300:
            if let refusal {
                self = refusal.isOfToken ? .tokenRejected(refusal) : .refused(refusal)
            } else if let json {
                self = .answered(ZoomAnswer(bytes: answer.body, json: json))
            } else {
                self = .unreadable
            }
        case 500...:
            let until = RateRefusal.retryAfter(answer.head.headers, now: now)
            self = .failing(status: answer.status, until: until)
        default:
            let refusal = refusal ?? ZoomRefusal(status: answer.status, code: nil)
            self = refusal.isOfToken ? .tokenRejected(refusal) : .refused(refusal)
        }
    }
}
