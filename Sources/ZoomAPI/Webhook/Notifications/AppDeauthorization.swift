public import EventSourcing

/// The app was removed from an account; no event of that account follows
/// (Zoom, *App deauthorization*).
public struct AppDeauthorization: Sendable, Hashable {
    /// The account.
    public var accountID: String?
    /// Who removed it.
    public var userID: String?
    /// Which app.
    public var clientID: String?
    /// When.
    public var time: Instant?

    init(json payload: JSON) {
        self.accountID = payload.text("account_id")
        self.userID = payload.text("user_id")
        self.clientID = payload.text("client_id")
        self.time = payload.timestamp("deauthorization_time")
    }
}
