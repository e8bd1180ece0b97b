/// Decides how a file is fetched: where it is asked for, from which byte on, which bytes are new, and
/// what follows when an exchange ends.
///
/// Every byte is handed on once and in order, however often the connection ends.
struct DownloadState {
    /// What follows an exchange.
    enum Step: Hashable {
        /// The next request follows after this long.
        case again(after: Duration)
        /// The token is given back first.
        case renewToken
        /// The file is whole.
        case done
        /// The download has failed.
        case fail(ZoomFailure.Reason)
    }

    /// What the head of an answer promises.
    private enum Promise: Hashable {
        case nothing
        case bytes
        case elsewhere(ZoomURL)
        case newToken
        case pause(ZoomFailure.Reason)
        case complete
        case failure(DownloadFault)
    }

    private let source: ZoomURL
    private let limits: ZoomClientLimits
    private let bytesMax: Int64
    private var location: ZoomURL
    private var promise = Promise.nothing
    private var redirects = 0
    private var hasRenewedToken = false
    private var failures = 0
    private var receivedBefore: Int64 = 0
    /// How many bytes of the body under way were handed on before.
    private var toSkip: Int64 = 0
    private var total: Int64?
    private var entityTag: String?
    /// How many requests were made.
    private(set) var requests = 0
    /// How many bytes were handed on.
    private(set) var received: Int64 = 0

    init(source: ZoomURL, bytesMax: Int64, limits: ZoomClientLimits) {
        self.source = source
        self.location = source
        self.bytesMax = bytesMax
        self.limits = limits
    }

    /// The next request; the token goes only where the file itself was said to be.
    mutating func request(with token: String) -> ZoomHTTPRequest {
        requests += 1
        promise = .nothing
        toSkip = 0
        receivedBefore = received
        var headers: ZoomHeaders = [:]
        if location.hasSameOrigin(as: source) { headers["authorization"] = "Bearer \(token)" }
        if received > 0 {
            headers["range"] = "bytes=\(received)-"
            headers["if-range"] = entityTag
        }
        return ZoomHTTPRequest(method: .get, url: location, headers: headers)
    }

    /// The head of the answer arrived.
    mutating func began(_ head: ZoomHTTPHead) {
        promise = promised(by: head)
    }

    /// How many bytes of the next piece were handed on before, and are dropped.
    /// - Returns: `nil` when the piece is not to be handed on at all.
    /// - Throws: ``ZoomTransportFault/tooLong`` beyond the limit.
    mutating func arrived(count: Int) throws(ZoomTransportFault) -> Int? {
        guard promise == .bytes else { return nil }
        let dropped = Int(min(toSkip, Int64(count)))
        toSkip -= Int64(dropped)
        received += Int64(count - dropped)
        guard received <= bytesMax else {
            promise = .failure(.tooLong)
            throw .tooLong
        }
        return dropped
    }

    /// The download has taken longer than it may.
    mutating func expire() { promise = .failure(.tookTooLong) }

    /// The exchange ended.
    /// - Parameters:
    ///   - fault: Why it did before the answer was whole; `nil` when it was.
    ///   - jitter: 0…1, by chance.
    /// - Returns: what follows.
    mutating func ended(_ fault: ZoomTransportFault?, jitter: Double) -> Step {
        switch promise {
        case .failure(let failure): return .fail(.download(failure))
        case .complete: return .done
        case .newToken:
            hasRenewedToken = true
            return .renewToken
        case .elsewhere(let url):
            redirects += 1
            guard redirects <= limits.redirectsMax else {
                return .fail(.download(.tooManyRedirects))
            }
            location = url
            return .again(after: .zero)
        case .pause(let reason): return again(or: reason, jitter: jitter)
        // What ends in the midst of what was there before is another file.
        case .bytes where fault == nil && total == nil && toSkip > 0:
            return .fail(.download(.changed))
        // Once all is there, how the connection ended does not matter.
        case .bytes where total.map({ $0 == received }) ?? (fault == nil): return .done
        case .bytes, .nothing:
            let fault = fault ?? .cut
            if fault == .cancelled { return .fail(.cancelled) }
            if fault == .stopped { return .fail(.download(.stopped)) }
            guard fault.mayPass else { return .fail(.fault(fault)) }
            return again(or: .fault(fault), jitter: jitter)
        }
    }

    private mutating func again(or reason: ZoomFailure.Reason, jitter: Double) -> Step {
        // A download that advances may go on; links that were followed may have expired.
        failures = received > receivedBefore ? 1 : failures + 1
        location = source
        redirects = 0
        guard failures < limits.triesMax else { return .fail(reason) }
        return .again(after: Backoff.delay(afterFailures: failures, jitter: jitter))
    }

    private mutating func promised(by head: ZoomHTTPHead) -> Promise {
        switch head.status {
        case 200: return whole(head)
        case 206: return rest(head)
        case 301, 302, 303, 307, 308:
            guard let next = head.headers["location"].flatMap(location.redirected) else {
                return .failure(.unusableRedirect)
            }
            return .elsewhere(next)
        case 401 where !hasRenewedToken && location.hasSameOrigin(as: source): return .newToken
        case 416: return received > 0 && received == total ? .complete : .failure(.changed)
        case 429: return .pause(.limited)
        case 500...: return .pause(.failing(status: head.status))
        default:
            // A link that was followed holds for a while only; the file's own address gives another.
            return location == source
                ? .failure(.refused(status: head.status))
                : .pause(.download(.refused(status: head.status)))
        }
    }

    private mutating func whole(_ head: ZoomHTTPHead) -> Promise {
        if head.headers["content-type"]?.lowercased().hasPrefix("text/html") == true {
            return .failure(.notAFile)
        }
        let length = head.headers["content-length"].flatMap { Int64($0) }
        guard isSame(head, total: length) else { return .failure(.changed) }
        total = length ?? total
        toSkip = received
        return (total ?? 0) <= bytesMax ? .bytes : .failure(.tooLong)
    }

    private mutating func rest(_ head: ZoomHTTPHead) -> Promise {
        guard let range = head.headers["content-range"].flatMap(Self.range),
            range.start == received, isSame(head, total: range.total)
        else { return .failure(.changed) }
        total = range.total ?? total
        return .bytes
    }

    /// Whether the file is the one that was begun, as far as can be told.
    private mutating func isSame(_ head: ZoomHTTPHead, total newTotal: Int64?) -> Bool {
        let tag = head.headers["etag"].flatMap { $0.hasPrefix("W/") ? nil : $0 }
        defer { entityTag = tag ?? entityTag }
        guard received > 0 else { return true }
        if let tag, let entityTag, tag != entityTag { return false }
        if let newTotal, let total, newTotal != total { return false }
        return newTotal.map { $0 >= received } ?? true
    }

    /// Reads `bytes 100-199/200` or `bytes 100-199/*` (RFC 9110, 14.4).
    private static func range(_ text: String) -> (start: Int64, total: Int64?)? {
        let words = text.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let parts = words[1].split(separator: "/")
        guard parts.count == 2, let dash = parts[0].firstIndex(of: "-"),
            let start = Int64(parts[0][..<dash]), start >= 0
        else { return nil }
        return (start, Int64(parts[1]))
    }
}
