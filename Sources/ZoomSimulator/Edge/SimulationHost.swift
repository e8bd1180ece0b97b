public import EventSourcing
import Logging
public import ServiceLifecycle

/// Keeps one simulated Zoom running: lets its time pass, sends what is due, answers calls.
public actor SimulationHost: Service {
    private var zoom: SimulatedZoom
    private var clock: SimulationClock
    private let settings: SimulatorSettings
    private let sender = WebhookSender()
    private let realNow: @Sendable () -> Instant
    private let logger: Logger
    private var due: [DeliveryAttempt] = []
    private var isStepping = false

    init(
        _ zoom: SimulatedZoom,
        settings: SimulatorSettings,
        logger: Logger,
        realNow: @escaping @Sendable () -> Instant
    ) {
        self.zoom = zoom
        self.settings = settings
        self.logger = logger
        self.realNow = realNow
        self.clock = SimulationClock(
            simulated: zoom.now,
            real: realNow(),
            scale: 0
        )
    }

    /// Lets time pass until the service is stopped.
    public func run() async throws {
        if settings.scale > 0 {
            // Endpoints prove themselves first: of what is planned then, they are to hear.
            await step(to: zoom.now.advanced(bySeconds: Self.preparationSeconds))
        }
        setScale(settings.scale)
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { sending in
                while !Task.isCancelled {
                    for attempt in await self.takeDue() {
                        sending.addTask { await self.deliver(attempt) }
                    }
                    try? await Task.sleep(for: .seconds(await self.pause()))
                }
            }
        }
        try await sender.close()
    }

    /// How long after the start all endpoints have been asked to prove themselves.
    private static let preparationSeconds: Int64 = 2

    private func takeDue() -> [DeliveryAttempt] {
        catchUp()
        defer { due = [] }
        return due
    }

    /// Lets simulated time reach the clock's, unless a step is being taken.
    private func catchUp() {
        guard !isStepping else { return }
        due += zoom.advance(to: clock.now(at: realNow()))
    }

    private func pause() -> Double {
        let next = zoom.nextTime.flatMap { clock.realSeconds(until: $0, at: realNow()) }
        return min(next ?? SimulatorLimits.lookSeconds, SimulatorLimits.lookSeconds)
    }

    private func deliver(_ attempt: DeliveryAttempt) async {
        let time = settings.signature == .real ? realNow() : attempt.dueAt
        let outcome = await sender.send(attempt, signedAt: time)
        logger.debug(
            "delivery attempted",
            metadata: [
                "event": "\(attempt.event)", "attempt": "\(attempt.number)",
                "outcome": "\(outcome.code)",
            ]
        )
        catchUp()
        zoom.report(outcome, of: attempt)
    }

    /// Lets simulated time go on to a moment at once, and waits until all that was due was answered.
    ///
    /// Deliveries go out one after the other in the order in which they are due, so that the same run
    /// arrives in the same order.
    public func step(to target: Instant) async {
        while isStepping { try? await Task.sleep(for: .milliseconds(5)) }
        for attempt in takeDue() { await deliver(attempt) }
        isStepping = true
        while let next = zoom.nextTime, next <= target {
            for attempt in zoom.advance(to: next) { await deliver(attempt) }
        }
        for attempt in zoom.advance(to: target) { await deliver(attempt) }
        clock.set(simulated: max(zoom.now, target), at: realNow())
        isStepping = false
    }

    /// Sets how many simulated seconds pass in a real one.
    public func setScale(_ scale: Double) {
        catchUp()
        clock.set(simulated: zoom.now, at: realNow(), scale: scale)
        zoom.pace = max(1, Int64(scale.rounded()))
    }

    /// Reads the clock: what the time is, and how fast it goes; while a step is taken it stands.
    func reading() -> (now: Instant, scale: Double) {
        catchUp()
        return (zoom.now, isStepping ? 0 : clock.scale)
    }

    /// Answers a call of the API.
    func answer(_ call: ZoomCall) -> ZoomAnswer {
        catchUp()
        return zoom.answer(call)
    }

    /// Sets where it is reached, which is known only once it listens.
    func setAddress(_ address: String) { zoom.address = address }

    /// Looks at the simulated Zoom as it is now.
    public func look<Value: Sendable>(
        _ look: @Sendable (SimulatedZoom) -> Value
    ) -> Value {
        catchUp()
        return look(zoom)
    }

    /// Changes the simulated Zoom, as a fault or somebody's doing does.
    public func change<Value: Sendable, Failure: Error>(
        _ change: @Sendable (inout SimulatedZoom) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        catchUp()
        return try change(&zoom)
    }

    /// What real time it is, by which calls per second are counted.
    nonisolated func arrival() -> Instant { realNow() }
}
