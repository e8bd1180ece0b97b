import EventSourcing

/// The price of a call (Zoom API, *Rate limits*).
enum RateClass: String, Sendable, CaseIterable {
    case light = "Light"
    case medium = "Medium"
    case heavy = "Heavy"
    case intensive = "Resource-intensive"

    /// How many an account may make in a while.
    func limit(_ plan: ZoomPlan) -> (calls: Int64, seconds: Int64) {
        switch (self, plan) {
        case (.light, .free): (4, 1)
        case (.light, .pro): (30, 1)
        case (.light, .business): (80, 1)
        case (.medium, .free): (2, 1)
        case (.medium, .pro): (20, 1)
        case (.medium, .business): (60, 1)
        case (.heavy, .free): (1, 1)
        case (.heavy, .pro): (10, 1)
        case (.heavy, .business): (40, 1)
        case (.intensive, .free), (.intensive, .pro): (10, 60)
        case (.intensive, .business): (20, 60)
        }
    }

    /// How many an account may make in a day; `nil` for as many as it likes.
    func dailyLimit(_ plan: ZoomPlan) -> Int64? {
        switch (self, plan) {
        case (.light, .free): 6000
        case (.medium, .free): 2000
        case (.heavy, .free): 1000
        case (.heavy, .pro), (.intensive, .pro), (.intensive, .free): 30_000
        case (.heavy, .business), (.intensive, .business): 60_000
        case (.light, _), (.medium, _): nil
        }
    }

    /// What is counted together in a day: heavy and resource-intensive are one, where one pays.
    func dailyPool(_ plan: ZoomPlan) -> String {
        plan != .free && (self == .heavy || self == .intensive) ? "Heavy" : rawValue
    }
}

/// Counts the calls of accounts against their limits.
struct RateMeter: Sendable {
    private struct Window {
        var start: Instant
        var count: Int64
    }

    private var windows: [String: Window] = [:]
    private var days: [String: DayCount] = [:]

    /// Takes note of a call, and gives the headers of its answer: seconds are counted by the client's
    /// clock, days by simulated time.
    /// - Throws: 429 with the headers as Zoom sends them.
    mutating func admit(
        _ rate: RateClass,
        account: String,
        plan: ZoomPlan,
        clock: Instant,
        now: Instant
    ) throws(ZoomFailure) -> [String: String] {
        let limit = rate.limit(plan)
        let key = "\(account) \(rate.rawValue)"
        var window = windows[key] ?? Window(start: clock, count: 0)
        let length = limit.seconds * 1_000_000
        let age = clock.microseconds - window.start.microseconds
        if age >= length || age < 0 { window = Window(start: clock, count: 0) }
        guard window.count < limit.calls else { throw .tooFast(rate, plan: plan) }
        if let daily = rate.dailyLimit(plan) {
            let pool = "\(account) \(rate.dailyPool(plan))"
            guard days[pool, default: DayCount()].add(at: now) <= daily else {
                throw .tooMany(rate, limit: daily, now: now)
            }
        }
        window.count += 1
        windows[key] = window
        return [
            "X-RateLimit-Category": rate.rawValue, "X-RateLimit-Type": "QPS",
            "X-RateLimit-Limit": String(limit.calls),
            "X-RateLimit-Remaining": String(limit.calls - window.count),
        ]
    }
}

extension ZoomFailure {
    /// Too many calls in a second.
    static func tooFast(_ rate: RateClass, plan: ZoomPlan) -> ZoomFailure {
        ZoomFailure(
            status: 429,
            code: 429,
            message:
                "You have reached the maximum per-second rate limit for this API. Try again later.",
            headers: [
                "X-RateLimit-Category": rate.rawValue, "X-RateLimit-Type": "QPS",
                "X-RateLimit-Limit": String(rate.limit(plan).calls), "X-RateLimit-Remaining": "0",
            ]
        )
    }

    /// Too many calls in a day; only this one says when to try again.
    static func tooMany(_ rate: RateClass, limit: Int64, now: Instant) -> ZoomFailure {
        let midnight = Instant(seconds: (now.seconds / 86_400 + 1) * 86_400)
        return ZoomFailure(
            status: 429,
            code: 429,
            message: "You have reached the maximum daily rate limit for this API. Refer to the "
                + "response header for details on when you can make another request.",
            headers: [
                "X-RateLimit-Category": rate.rawValue, "X-RateLimit-Type": "Daily-limit",
                "X-RateLimit-Limit": String(limit), "X-RateLimit-Remaining": "0",
                "Retry-After": midnight.zoomText,
            ]
        )
    }

    /// Too many attempts to register one person in a day.
    static func tooManyAttempts(_ email: String) -> ZoomFailure {
        ZoomFailure(
            status: 429,
            code: 429,
            message: "You have exceeded the daily rate limit of (3) for Add meeting registrant API "
                + "requests for the registrant (\(email)).",
            headers: [
                "X-RateLimit-Category": "Light", "X-RateLimit-Limit": "3",
                "X-RateLimit-Remaining": "0",
            ]
        )
    }

    /// Too many decisions about one registrant in a day; has neither type nor time.
    static let tooManyDecisions = ZoomFailure(
        status: 429,
        code: 429,
        message: "You have exceeded the daily rate limit (10) of registrant status updates "
            + "permitted for this particular registrant.",
        headers: [
            "X-RateLimit-Category": "Medium", "X-RateLimit-Limit": "10",
            "X-RateLimit-Remaining": "0",
        ]
    )

    /// Too many meetings planned or changed for one user in a day; has neither type nor time.
    static let tooManyChanges = ZoomFailure(
        status: 429,
        code: 429,
        message: "You have exceeded the daily rate limit (100) of Meeting Create/Update API "
            + "requests permitted for this particular user. You may resume these requests at "
            + "GMT 00:00:00.",
        headers: [
            "X-RateLimit-Category": "Light", "X-RateLimit-Limit": "100",
            "X-RateLimit-Remaining": "0",
        ]
    )
}
