import EventSourcing

/// A browser that showed the access token, until it leaves or half a day has passed.
///
/// Its cookie holds when it began and a number drawn for it, with a code that only this server can make
/// (HMAC-SHA256): nothing about it is kept here.
struct Session: Hashable, Sendable {
    /// What tells it from others; not secret.
    let id: String
    let began: Instant

    /// Who acts by it, for the log.
    var actor: Actor { Actor("session:\(id.prefix(16))") }

    /// The text that its code is made of.
    var statement: String { "\(began.seconds).\(id)" }

    init(id: String, began: Instant) {
        self.id = id
        self.began = began
    }

    /// Whether it has not ended at a moment.
    func isGood(at now: Instant) -> Bool {
        began <= now && now < began.advanced(bySeconds: Self.secondsMax)
    }

    private static let secondsMax: Int64 = 12 * 3600
}
