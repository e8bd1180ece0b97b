import EventSourcing

/// Decides when a call may start so that no class exceeds its limits, whatever calls come together.
///
/// A call takes a ticket, asks until it may go, and gives the ticket back when it gives up.
struct RateLimiter {
    /// What a call with a ticket does.
    enum Step: Hashable {
        /// Starts now; it has been counted.
        case go
        /// Asks again after this long.
        case wait(Duration)
        /// Gives up: the day's calls are used until this instant.
        case exhausted(until: Instant)
    }

    /// A place in the queue of a class.
    struct Ticket: Hashable {
        let rateClass: ZoomRateClass
        let number: Int
    }

    private struct Queue {
        var window: ZoomRateLimits.Window
        /// When the latest calls started, at most as many as the window allows, in order.
        var starts: [Duration] = []
        /// The numbers of those who wait, in order.
        var waiting: [Int] = []
        /// Nothing starts before; set by refusals.
        var pausedUntil: Duration = .zero
        /// The day's calls are used until then; set by refusals.
        var exhaustedUntil: Instant?

        /// When the call at a place of the queue can start at the earliest, all before it starting
        /// as soon as they can.
        func opening(at place: Int, from uptime: Duration) -> Duration {
            let (rounds, rest) = place.quotientAndRemainder(dividingBy: window.calls)
            let free = window.calls - starts.count
            let first =
                rest < free ? uptime : starts[rest - free] + .seconds(window.seconds)
            return max(first, pausedUntil, uptime) + .seconds(window.seconds) * rounds
        }
    }

    private var queues: [ZoomRateClass: Queue]
    private let daily: [ZoomRateLimits.Daily]
    private var day = Int.min
    private var startedToday: [ZoomRateClass: Int] = [:]
    private var tickets = 0

    init(limits: ZoomRateLimits) {
        self.queues = limits.windows.mapValues { Queue(window: $0) }
        self.daily = limits.daily
    }

    /// Takes the next place in the queue of a class.
    mutating func ticket(for rateClass: ZoomRateClass) -> Ticket {
        tickets += 1
        queues[rateClass]?.waiting.append(tickets)
        return Ticket(rateClass: rateClass, number: tickets)
    }

    /// Gives a place back without a call.
    mutating func abandon(_ ticket: Ticket) {
        queues[ticket.rateClass]?.waiting.removeAll { $0 == ticket.number }
    }

    /// Says whether the call may start.
    /// - Parameters:
    ///   - ticket: The call's place.
    ///   - uptime: The clock that never goes back, which paces.
    ///   - now: The wall clock, by which Zoom's days end.
    /// - Returns: what the call does.
    mutating func step(for ticket: Ticket, at uptime: Duration, now: Instant) -> Step {
        guard var queue = queues[ticket.rateClass] else { return .go }
        beginDay(at: now)
        if let until = exhaustion(of: ticket.rateClass, now: now) {
            abandon(ticket)
            return .exhausted(until: until)
        }
        let place = queue.waiting.firstIndex(of: ticket.number) ?? 0
        let isFree = queue.starts.count < queue.window.calls
        let freeAt =
            isFree ? .zero : (queue.starts.first ?? .zero) + .seconds(queue.window.seconds)
        if freeAt <= uptime, queue.pausedUntil <= uptime {
            if !isFree { queue.starts.removeFirst() }
            queue.starts.append(uptime)
            queue.waiting.removeAll { $0 == ticket.number }
            queues[ticket.rateClass] = queue
            startedToday[ticket.rateClass, default: 0] += 1
            return .go
        }
        return .wait(max(queue.opening(at: place, from: uptime) - uptime, .milliseconds(1)))
    }

    /// Takes note of a refusal, so that no call runs into the same one; `jitter`, 0…1, spreads those
    /// who come back.
    mutating func refused(
        _ refusal: RateRefusal,
        class rateClass: ZoomRateClass,
        at uptime: Duration,
        jitter: Double
    ) {
        switch refusal {
        case .pace(let limit):
            guard var queue = queues[rateClass] else { return }
            let pause = Double(queue.window.seconds) * (1 + jitter / 2)
            queue.pausedUntil = max(queue.pausedUntil, uptime + .seconds(pause))
            // The account's plan may be smaller than was said.
            if let limit, limit > 0, limit < queue.window.calls {
                queue.window.calls = limit
                queue.starts.removeFirst(max(0, queue.starts.count - limit))
            }
            queues[rateClass] = queue
        case .day(let until):
            // Classes that are counted together are used up together.
            let pool = daily.first { $0.classes.contains(rateClass) }?.classes ?? []
            for rateClass in pool.union([rateClass]) { queues[rateClass]?.exhaustedUntil = until }
        case .dayOfOne: break
        }
    }

    private mutating func beginDay(at now: Instant) {
        let today = CivilTime(now).date.daysSinceEpoch
        guard today != day else { return }
        day = today
        startedToday = [:]
    }

    private mutating func exhaustion(of rateClass: ZoomRateClass, now: Instant) -> Instant? {
        if let until = queues[rateClass]?.exhaustedUntil {
            if now < until { return until }
            queues[rateClass]?.exhaustedUntil = nil
        }
        let isUsedUp = daily.contains { limit in
            limit.classes.contains(rateClass)
                && limit.classes.reduce(0) { $0 + (startedToday[$1] ?? 0) } >= limit.calls
        }
        return isUsedUp ? RateRefusal.midnight(after: now) : nil
    }
}
