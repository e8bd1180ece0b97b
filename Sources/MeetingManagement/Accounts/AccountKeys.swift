public import Attendance
public import EventSourcing
public import ZoomAPI

/// Everything that is needed to speak to Zoom for an account, and to know its deliveries: what is kept
/// sealed, and never in the log.
///
/// Its secrets hide themselves in descriptions and reflections.
public struct AccountKeys: Sendable, Hashable {
    /// What admits browsers to a meeting by the Meeting SDK.
    public struct SDK: Sendable, Hashable {
        /// The SDK key, or the app's client id.
        public var key: String
        /// The SDK secret, or the app's client secret.
        public var secret: ZoomSecret

        /// Creates a pair.
        public init(key: String, secret: ZoomSecret) {
            self.key = key
            self.secret = secret
        }
    }

    /// Zoom's id of the account.
    public var account: String
    /// What people call it.
    public var label: String
    /// What it has bought, as far as Zoom's limits depend on it.
    public var plan: AccountPlan
    /// Where its tokens are granted; `nil` for Zoom itself.
    public var authorisation: String?
    /// Where its calls go; `nil` for Zoom itself.
    public var api: String?
    /// By what calls for it are allowed.
    public var access: AccountAccess
    /// What its deliveries are signed with; `nil` where none are expected.
    public var webhook: WebhookKeys?
    /// What admits browsers to its meetings; `nil` where none are.
    public var sdk: SDK?

    /// Gathers what is known of an account.
    public init(
        account: String,
        label: String,
        plan: AccountPlan = .pro,
        authorisation: String? = nil,
        api: String? = nil,
        access: AccountAccess,
        webhook: WebhookKeys? = nil,
        sdk: SDK? = nil
    ) {
        self.account = account
        self.label = label
        self.plan = plan
        self.authorisation = authorisation
        self.api = api
        self.access = access
        self.webhook = webhook
        self.sdk = sdk
    }

    /// Gathers what is known of an account that has an app of its own.
    public init(
        account: String,
        label: String,
        plan: AccountPlan = .pro,
        authorisation: String? = nil,
        api: String? = nil,
        credentials: ZoomCredentials,
        webhook: WebhookKeys? = nil,
        sdk: SDK? = nil
    ) {
        self.init(
            account: account,
            label: label,
            plan: plan,
            authorisation: authorisation,
            api: api,
            access: .own(credentials),
            webhook: webhook,
            sdk: sdk
        )
    }

    /// The app's client id, by which Zoom's log of deliveries is asked for; `nil` for a JWT application,
    /// and where the app is the master's.
    public var clientID: String? {
        guard case .own(.serverToServer(_, let clientID, _)) = access else { return nil }
        return clientID
    }

    /// The event that says that it is connected.
    func connected(at now: Instant) -> AccountConnected {
        AccountConnected(
            account: account,
            label: label,
            kind: access.kind,
            plan: plan,
            authorisation: authorisation,
            api: api,
            master: access.master,
            at: now
        )
    }

    /// The account as the client of Zoom's API takes it; `nil` where an address is none, and where the
    /// client is its master's.
    var zoomAccount: ZoomAccount? {
        guard let credentials = access.credentials else { return nil }
        var addresses = ZoomAddresses.zoom
        if let authorisation {
            guard let url = ZoomURL(authorisation) else { return nil }
            addresses.authorisation = url.origin
        }
        if let api {
            guard let url = ZoomURL(api) else { return nil }
            addresses.api = url.origin
        }
        return ZoomAccount(
            label: label,
            credentials: credentials,
            limits: ZoomRateLimits(plan: plan.zoomPlan),
            addresses: addresses
        )
    }
}

/// The secrets that an account's deliveries are signed with: the one in use, and those it replaced for as
/// long as they go on.
public struct WebhookKeys: Sendable, Hashable {
    /// A secret that was replaced.
    public struct Former: Sendable, Hashable {
        /// The secret.
        public var secret: ZoomSecret
        /// Until when it verifies.
        public var until: Instant
    }

    /// The secret in use.
    public private(set) var current: ZoomSecret
    /// Those it replaced, the latest first.
    public private(set) var former: [Former]

    /// Begins with one secret.
    public init(_ current: ZoomSecret) { self.init(current, former: []) }

    init(_ current: ZoomSecret, former: [Former]) {
        self.current = current
        self.former = former
    }

    /// Puts another secret in use; the one before goes on for a while.
    /// - Returns: until when; `nil` where the secret was in use already, and nothing changed.
    @discardableResult
    public mutating func replace(
        by secret: ZoomSecret,
        at now: Instant,
        overlapSeconds: Int64 = WebhookLimits.overlapSeconds
    ) -> Instant? {
        guard secret != current else { return nil }
        let end = now.advanced(bySeconds: max(overlapSeconds, 0))
        former = former.filter { now < $0.until && $0.secret != secret }
        former.insert(Former(secret: current, until: end), at: 0)
        current = secret
        return end
    }

    /// The same as the authenticator of deliveries takes it, under the account's id.
    func rotation(of account: String) -> WebhookSecretRotation? {
        let former = Array(former.reversed())
        let secrets = (former.map(\.secret) + [current]).compactMap {
            WebhookSecret(label: account, $0.revealed)
        }
        guard let oldest = secrets.first else { return nil }
        var rotation = WebhookSecretRotation(oldest)
        // Each replaces the one before, which verifies until its own time: counted from 1970.
        for (replaced, secret) in zip(former, secrets.dropFirst()) {
            rotation.replace(
                by: secret,
                at: Instant(seconds: 0),
                overlapSeconds: replaced.until.seconds
            )
        }
        return rotation
    }
}

extension AccountPlan {
    /// The plan as the client of Zoom's API calls it.
    var zoomPlan: ZoomPlan {
        switch self {
        case .free: .free
        case .pro: .pro
        case .business: .business
        }
    }
}
