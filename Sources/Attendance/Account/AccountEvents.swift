public import EventSourcing

/// A set of credentials of the organisation was connected, or what is known of it was replaced.
///
/// Secrets are never in the log.
public struct AccountConnected: Sendable, Hashable {
    /// Zoom's id of the account.
    public var account: String
    /// What people call it.
    public var label: String
    /// By what kind of app it proves who it is.
    public var kind: CredentialsKind
    /// What it has bought, as far as Zoom's limits depend on it.
    public var plan: AccountPlan
    /// Where its tokens are granted; `nil` for Zoom itself.
    public var authorisation: String?
    /// Where its calls go; `nil` for Zoom itself.
    public var api: String?
    /// Zoom's id of the account above it, whose app speaks for it; `nil` where it has an app of its own.
    public var master: String?
    /// When it was connected.
    public var at: Instant

    /// Creates the event.
    public init(
        account: String,
        label: String,
        kind: CredentialsKind,
        plan: AccountPlan,
        authorisation: String? = nil,
        api: String? = nil,
        master: String? = nil,
        at: Instant
    ) {
        self.account = account
        self.label = label
        self.kind = kind
        self.plan = plan
        self.authorisation = authorisation
        self.api = api
        self.master = master
        self.at = at
    }
}

/// The kinds of apps by which an account proves who it is.
public enum CredentialsKind: String, Sendable, Hashable, CaseIterable {
    /// An app of the kind *Server-to-Server OAuth*.
    case serverToServer = "server_to_server"
    /// An app of the kind *JWT*.
    case jwtApplication = "jwt_application"
    /// None of its own: that of the account above it.
    case master
}

/// What an account has bought, as far as Zoom's limits depend on it.
public enum AccountPlan: String, Sendable, Hashable, CaseIterable {
    /// Nothing.
    case free
    /// Pro.
    case pro
    /// Business, Education, Enterprise and above.
    case business
}

/// A secret of an account was replaced: that it was, not by what.
public struct AccountSecretChanged: Sendable, Hashable {
    /// What kind of secret.
    public enum Secret: String, Sendable, Hashable, CaseIterable {
        /// What tokens are granted for.
        case credentials
        /// What deliveries are signed with.
        case webhook
        /// What admits browsers to a meeting.
        case sdk
    }

    /// Zoom's id of the account.
    public var account: String
    /// What kind of secret.
    public var secret: Secret
    /// Until when the one before goes on beside it; `nil` where it does not.
    public var formerUntil: Instant?
    /// When it was replaced.
    public var at: Instant

    /// Creates the event.
    public init(account: String, secret: Secret, formerUntil: Instant? = nil, at: Instant) {
        self.account = account
        self.secret = secret
        self.formerUntil = formerUntil
        self.at = at
    }
}

/// Somebody set how people come into the meetings of an account of which nothing else is said.
public struct AccountDefaultsSet: Sendable, Hashable {
    /// Zoom's id of the account.
    public var account: String
    /// How they do; what is `nil` is as with any account.
    public var settings: MeetingSettings
    /// When it was set.
    public var at: Instant

    /// Creates the event.
    public init(account: String, settings: MeetingSettings, at: Instant) {
        self.account = account
        self.settings = settings
        self.at = at
    }
}

/// An account was removed, and its secrets were destroyed.
public struct AccountRemoved: Sendable, Hashable {
    /// Zoom's id of the account.
    public var account: String
    /// When it was removed.
    public var at: Instant

    /// Creates the event.
    public init(account: String, at: Instant) {
        self.account = account
        self.at = at
    }
}

/// Zoom asked whether we know an account's webhook secret, and was answered.
public struct EndpointValidated: Sendable, Hashable {
    /// Zoom's id of the account.
    public var account: String
    /// When it was answered.
    public var at: Instant

    /// Creates the fact.
    public init(account: String, at: Instant) {
        self.account = account
        self.at = at
    }
}

/// What Zoom told of an account's subscription when it was asked.
public struct SubscriptionFound: Sendable, Hashable {
    /// How the subscription stands.
    public enum Standing: String, Sendable, Hashable, CaseIterable {
        /// It is there, with every event that attendance needs.
        case valid
        /// There is none.
        case missing
        /// It lacks events that attendance needs.
        case incomplete
        /// It is there, but its last validation failed.
        case failing
    }

    /// Zoom's id of the account.
    public var account: String
    /// How the subscription stands.
    public var standing: Standing
    /// Zoom's names of the events it lacks, in order.
    public var lacking: [String]
    /// When Zoom told.
    public var at: Instant

    /// Creates the fact.
    public init(account: String, standing: Standing, lacking: [String] = [], at: Instant) {
        self.account = account
        self.standing = standing
        self.lacking = lacking
        self.at = at
    }
}
