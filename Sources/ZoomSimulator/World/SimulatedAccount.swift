import EventSourcing

/// A user of an account, as Zoom keeps them.
struct SimulatedUser: Sendable {
    var id: String
    var accountID: String
    var profile: ScenarioUser
    var personalNumber: Int64
    var createdAt: Instant
}

/// What a token allows, and for how long.
struct AccessGrant: Sendable {
    var accountID: String
    var expiresAt: Instant
    var scopes: [String]?
}
