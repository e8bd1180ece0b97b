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
    /// No connection could be made, so that nothing was sent.
    case notReached = "no connection could be made"
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

    /// The fault in words.
    public var description: String { rawValue }

    /// Whether Zoom cannot have acted on the request.
    var cannotHaveActed: Bool { self == .notReached || self == .shutDown }
    /// Whether trying again may help.
    var mayPass: Bool {
        switch self {
        case .notReached, .silent, .cut, .garbled: true
        case .tooLong, .stopped, .cancelled, .shutDown: false
        }
    }
}
