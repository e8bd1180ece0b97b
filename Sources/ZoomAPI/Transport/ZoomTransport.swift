/// What carries requests to Zoom and answers back: HTTP in service, a script in tests.
///
/// It follows no redirect and repeats nothing; whoever asks decides that.
public protocol ZoomTransport: Sendable {
    /// Sends a request and hands on what arrives, in order, until the answer is whole.
    /// - Parameters:
    ///   - request: The request.
    ///   - receive: Takes each part; what it throws ends the exchange and is thrown on.
    /// - Throws: ``ZoomTransportFault``; also when the task is cancelled, without waiting for Zoom.
    func exchange(
        _ request: ZoomHTTPRequest,
        receive: (ZoomHTTPPart) async throws(ZoomTransportFault) -> Void
    ) async throws(ZoomTransportFault)
}

extension ZoomTransport {
    /// Sends a request and collects the answer.
    /// - Parameters:
    ///   - request: The request.
    ///   - bytesMax: How long the body may be; longer ones are given up.
    /// - Returns: the whole answer.
    /// - Throws: ``ZoomTransportFault``.
    func answer(
        to request: ZoomHTTPRequest,
        bytesMax: Int
    ) async throws(ZoomTransportFault) -> ZoomHTTPAnswer {
        var answer: ZoomHTTPAnswer?
        try await exchange(request) { (part) throws(ZoomTransportFault) in
            switch part {
            case .head(let head):
                answer = ZoomHTTPAnswer(status: head.status, headers: head.headers)
            case .bytes(let bytes):
                guard (answer?.body.count ?? 0) + bytes.count <= bytesMax else { throw .tooLong }
                answer?.body += bytes
            }
        }
        guard let answer else { throw .cut }
        return answer
    }
}

/// Why an exchange ended without a whole answer.
public enum ZoomTransportFault: String, Error, Sendable, Hashable, CaseIterable,
    CustomStringConvertible
{
    /// No connection could be made in time, or there is no way there, so that nothing was sent.
    case notReached = "no connection could be made"
    /// Nobody listens at the address, so that nothing was sent.
    case nobodyThere = "nobody answers at that address, which refuses connections"
    /// The host's name is not known, so that nothing was sent.
    case nameUnknown = "the name in the address leads nowhere"
    /// No secure connection came about, so that nothing was sent.
    case notSecure = "whoever answers at that address cannot be trusted, or speaks no TLS"
    /// Nothing arrived for too long, or the whole took too long.
    case silent = "no answer came in time"
    /// The connection ended before the answer did.
    case cut = "the connection ended before the answer did"
    /// What arrived is no HTTP.
    case garbled = "what arrived is no HTTP"
    /// The answer is longer than allowed.
    case tooLong = "the answer is longer than allowed"
    /// Whoever received the answer stopped.
    case stopped = "the receiver stopped"
    /// The task was cancelled.
    case cancelled = "the task was cancelled"
    /// The transport was shut down.
    case shutDown = "the connections were shut down"

    /// The fault in words, and what to see to.
    public var description: String { advice.map { "\(rawValue); \($0)" } ?? rawValue }

    private var advice: String? {
        switch self {
        case .notReached:
            "see that this machine reaches the internet, and that no firewall is in between"
        case .nobodyThere:
            "see that the address and its port are right, and that what should answer there runs"
        case .nameUnknown:
            "see that it is spelt right, and that this machine can look up names (DNS)"
        case .notSecure:
            "see that the address is right, that this machine's clock and its certificates "
                + "(ca-certificates) are, and that no proxy breaks into the connection"
        case .silent, .cut, .garbled, .tooLong, .stopped, .cancelled, .shutDown: nil
        }
    }

    /// Whether Zoom cannot have acted on the request.
    var cannotHaveActed: Bool {
        switch self {
        case .notReached, .nobodyThere, .nameUnknown, .notSecure, .shutDown: true
        case .silent, .cut, .garbled, .tooLong, .stopped, .cancelled: false
        }
    }
    /// Whether trying again may help.
    var mayPass: Bool {
        switch self {
        case .notReached, .nobodyThere, .nameUnknown, .silent, .cut, .garbled: true
        case .notSecure, .tooLong, .stopped, .cancelled, .shutDown: false
        }
    }
}
