public import EventSourcing

/// What a client needs of the world: two clocks, sleep, chance and a transport.
public struct ZoomEdges: Sendable {
    /// The wall clock, by which Zoom's days and tokens end.
    public var now: @Sendable () -> Instant
    /// A clock that never goes back, which paces and measures.
    public var uptime: @Sendable () -> Duration
    /// Waits; throws as soon as the task is cancelled.
    public var sleep: @Sendable (Duration) async throws(CancellationError) -> Void
    /// A number from 0 to 1, by chance.
    public var jitter: @Sendable () -> Double
    /// Carries requests.
    public var transport: any ZoomTransport

    /// Takes all five as they are given.
    public init(
        now: @escaping @Sendable () -> Instant,
        uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void,
        jitter: @escaping @Sendable () -> Double,
        transport: any ZoomTransport
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.jitter = jitter
        self.transport = transport
    }

    /// The system's clock, sleep and chance.
    /// - Parameters:
    ///   - now: The wall clock.
    ///   - transport: Carries requests.
    /// - Returns: the edges of service.
    public static func live(
        now: @escaping @Sendable () -> Instant,
        transport: any ZoomTransport
    ) -> ZoomEdges {
        let start = ContinuousClock.now
        return ZoomEdges(
            now: now,
            uptime: { start.duration(to: .now) },
            sleep: { (duration) throws(CancellationError) in
                do { try await Task.sleep(for: duration) } catch { throw CancellationError() }
            },
            jitter: { .random(in: 0...1) },
            transport: transport
        )
    }
}
