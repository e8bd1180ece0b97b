import Synchronization

@testable import Server

/// Waits of a service that take no time: each is told when it begins, and goes on until the test ends it or
/// its task is cancelled.
final class TestPause: Sendable {
    private let begun: AsyncStream<Duration>
    private let begins: AsyncStream<Duration>.Continuation
    private let ends = Mutex<AsyncStream<Void>.Continuation?>(nil)

    init() { (begun, begins) = AsyncStream.makeStream(of: Duration.self) }

    var pause: Pause {
        Pause { [self] duration in
            let (end, ends) = AsyncStream.makeStream(of: Void.self)
            self.ends.withLock { $0 = ends }
            begins.yield(duration)
            for await _ in end { return }
            throw CancellationError()
        }
    }

    /// How long the next wait is to be, once it has begun.
    func next() async -> Duration? { await begun.first { _ in true } }

    /// Ends the wait under way, as if its time had passed.
    func end() { ends.withLock { _ = $0?.yield() } }

    /// Ends the wait under way, and gives the length of the next.
    func endAndNext() async -> Duration? {
        end()
        return await next()
    }
}
