public import EventSourcing

/// Something that goes wrong with calls.
public struct Fault: Sendable, Hashable {
    /// What goes wrong.
    public var kind: Kind
    /// With which calls: how their path begins, such as `/report/`; `nil` for all.
    public var path: String?
    /// How many such calls are answered well before.
    public var after: Int64
    /// With how many it goes wrong; `nil` for all until it is over.
    public var times: Int64?
    /// When it is over, in simulated time; `nil` for never.
    public var until: Instant?

    /// What may go wrong.
    public enum Kind: Sendable, Hashable {
        /// Zoom is not there: 503, without JSON.
        case down
        /// The connection ends in the middle of the body.
        case cut
        /// Nothing is said for so many real seconds, then the answer.
        case silent(seconds: Int64)
        /// Too many calls at once: 429 of the rate class.
        case storm
        /// The account's calls of the day are used up: 429 that says until when.
        case dayUsed
        /// One user's calls of the day are used up: 429 that says neither type nor time.
        case dayOfOneUsed
        /// The account's tokens are revoked: 401, code 124.
        case revoke
        /// The places of all lists are forgotten, as 15 minutes after a page: 400, code 300.
        case expire
        /// The answer's error comes with status 200 (measured of some endpoints).
        case disguise
    }

    /// Creates a fault.
    public init(
        _ kind: Kind,
        path: String? = nil,
        after: Int64 = 0,
        times: Int64? = 1,
        until: Instant? = nil
    ) {
        self.kind = kind
        self.path = path
        self.after = after
        self.times = times
        self.until = until
    }

    /// Takes note of a call; `true` if it goes wrong with this one.
    mutating func strikes(path called: String, at now: Instant) -> Bool {
        guard called.hasPrefix(path ?? ""), until.map({ now < $0 }) ?? true, times != 0 else {
            return false
        }
        guard after == 0 else {
            after -= 1
            return false
        }
        times = times.map { $0 - 1 }
        return true
    }

    func isOver(at now: Instant) -> Bool {
        times == 0 || until.map { $0 <= now } ?? false
    }
}

/// A fault that begins at a time.
public struct ScheduledFault: Sendable, Hashable {
    /// When.
    public var at: Instant
    /// What.
    public var fault: Fault

    /// Schedules a fault.
    public init(at: Instant, _ fault: Fault) {
        self.at = at
        self.fault = fault
    }
}

extension Fault {
    /// Reads a fault of a scenario or of a control call.
    init(reading object: inout ScenarioObject, at start: Instant) throws(ScenarioError) {
        let words = [
            "down", "cut", "silent", "storm", "day_used", "day_of_one_used", "revoke", "expire",
            "disguise",
        ]
        let kinds = "one of \(words.joined(separator: ", "))"
        let word = try object.text("kind", needed: kinds)
        let seconds = try object.number("seconds", in: 0...3600, unless: 10)
        switch word {
        case "down": kind = .down
        case "cut": kind = .cut
        case "silent": kind = .silent(seconds: seconds)
        case "storm": kind = .storm
        case "day_used": kind = .dayUsed
        case "day_of_one_used": kind = .dayOfOneUsed
        case "revoke": kind = .revoke
        case "expire": kind = .expire
        case "disguise": kind = .disguise
        default: throw .unusable(place: object.place(of: "kind"), expected: kinds)
        }
        path = try object.text("path")
        after = try object.number("after", in: 0...1_000_000, unless: 0)
        let length = try object.number("for_seconds", in: 0...100_000_000, unless: 0)
        until = length == 0 ? nil : start.advanced(bySeconds: length)
        let count = try object.number("times", in: 0...1_000_000, unless: 0)
        times = count == 0 ? (until == nil ? 1 : nil) : count
        try object.finish()
    }
}
