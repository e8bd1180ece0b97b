public import Attendance
public import EventSourcing

extension Instant: ExpressibleByStringLiteral {
    /// A time in a test, as RFC 3339 text.
    public init(stringLiteral text: String) {
        guard let instant = Instant(text) else { preconditionFailure("\(text) is no time") }
        self = instant
    }
}

extension Actor: ExpressibleByStringLiteral {
    /// An actor in a test.
    public init(stringLiteral text: String) { self.init(text) }
}

extension SubjectID: ExpressibleByStringLiteral {
    /// A subject in a test.
    public init(stringLiteral text: String) { self.init(text) }
}

extension BlindIndex: ExpressibleByStringLiteral {
    /// A keyed hash in a test.
    public init(stringLiteral text: String) { self.init(text) }
}
