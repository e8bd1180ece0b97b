/// How costly Zoom holds a call to be (Zoom API, *Rate limits*).
public enum ZoomRateClass: String, Sendable, Hashable, CaseIterable {
    /// Reading or changing one thing.
    case light = "Light"
    /// Listing.
    case medium = "Medium"
    /// Reports.
    case heavy = "Heavy"
    /// Dashboards.
    case resourceIntensive = "Resource-intensive"
}

/// What an account has bought, as far as limits depend on it.
public enum ZoomPlan: String, Sendable, Hashable, CaseIterable {
    /// Nothing.
    case free
    /// Pro.
    case pro
    /// Business, Education, Enterprise and above.
    case business
}

/// How many calls an account may make (Zoom API, *Rate limits*: per account, all its apps together;
/// days are UTC's).
public struct ZoomRateLimits: Sendable, Hashable {
    /// So many calls within any stretch of so many seconds.
    public struct Window: Sendable, Hashable {
        /// The number of calls, at least 1.
        public var calls: Int
        /// The length of the stretch in seconds.
        public var seconds: Int64
    }

    /// So many calls a day, counted over some classes together.
    public struct Daily: Sendable, Hashable {
        /// The classes that count.
        public var classes: Set<ZoomRateClass>
        /// The number of calls.
        public var calls: Int
    }

    /// The limits of short stretches, by class.
    public var windows: [ZoomRateClass: Window]
    /// The limits of days.
    public var daily: [Daily]

    /// Takes a share of a plan's limits.
    /// - Parameters:
    ///   - plan: The account's plan.
    ///   - sharePercent: How much of the limits this installation uses, 1…100; the account's other
    ///     apps need the rest.
    public init(plan: ZoomPlan, sharePercent: Int = 80) {
        let share = min(max(sharePercent, 1), 100)
        func part(_ calls: Int) -> Int { max(1, calls * share / 100) }
        let perSecond: [ZoomRateClass: Int]
        switch plan {
        case .free:
            perSecond = [.light: 4, .medium: 2, .heavy: 1]
            daily = [
                Daily(classes: [.light], calls: part(6000)),
                Daily(classes: [.medium], calls: part(2000)),
                Daily(classes: [.heavy], calls: part(1000)),
                Daily(classes: [.resourceIntensive], calls: part(30_000)),
            ]
        case .pro:
            perSecond = [.light: 30, .medium: 20, .heavy: 10]
            daily = [Daily(classes: [.heavy, .resourceIntensive], calls: part(30_000))]
        case .business:
            perSecond = [.light: 80, .medium: 60, .heavy: 40]
            daily = [Daily(classes: [.heavy, .resourceIntensive], calls: part(60_000))]
        }
        windows = perSecond.mapValues { Window(calls: part($0), seconds: 1) }
        windows[.resourceIntensive] = Window(calls: part(plan == .business ? 20 : 10), seconds: 60)
    }
}
