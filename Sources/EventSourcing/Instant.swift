/// A moment in time: microseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// The pure modules know no other clock value. Years 0001 to 9999 are representable in text.
public struct Instant: Sendable, Hashable, Comparable {
    /// Microseconds since the Unix epoch, UTC.
    public let microseconds: Int64

    /// Creates an instant from microseconds since the Unix epoch, UTC.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Creates an instant from whole seconds since the Unix epoch, UTC.
    public init(seconds: Int64) {
        self.microseconds = seconds * 1_000_000
    }

    /// Whole seconds since the Unix epoch, rounded down.
    public var seconds: Int64 {
        microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
    }

    /// This instant moved by a number of seconds, which may be negative.
    public func advanced(bySeconds seconds: Int64) -> Instant {
        Instant(microseconds: microseconds + seconds * 1_000_000)
    }

    /// Whole seconds from this instant to a later one; negative when it is earlier.
    public func seconds(to later: Instant) -> Int64 {
        later.seconds - seconds
    }

    /// The earlier comes first.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }
}
