import Synchronization
import ZoomAPI

/// Carries requests as HTTP does, and lets a test do something just before some go out.
final class MeddlingTransport: ZoomTransport {
    private let inner: HTTPTransport
    private let pattern: String
    private let meddle: @Sendable (_ number: Int) async -> Void
    private let count = Mutex(0)

    /// Meddles with requests whose address has a pattern; they are numbered from 1.
    init(
        _ inner: HTTPTransport,
        before pattern: String,
        _ meddle: @escaping @Sendable (_ number: Int) async -> Void
    ) {
        self.inner = inner
        self.pattern = pattern
        self.meddle = meddle
    }

    func exchange(
        _ request: ZoomHTTPRequest,
        receive: (ZoomHTTPPart) async throws(ZoomTransportFault) -> Void
    ) async throws(ZoomTransportFault) {
        if request.url.text.contains(pattern) {
            let number = count.withLock { count in
                count += 1
                return count
            }
            await meddle(number)
        }
        try await inner.exchange(request, receive: receive)
    }
}
