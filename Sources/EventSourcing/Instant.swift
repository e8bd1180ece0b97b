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
    ///
    /// What lies beyond the representable, some 292 thousand years away, becomes its edge: times come
    /// from outside, and none may stop the process.
    public init(seconds: Int64) {
        let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000)
        self.microseconds = overflows ? (seconds < 0 ? .min : .max) : product
    }

    /// Creates an instant from milliseconds since the Unix epoch, as Zoom stamps its events; `nil`
    /// outside the years 0001 to 9999.
    public init?(milliseconds: Int64) {
        guard (-62_135_596_800_000...253_402_300_799_999).contains(milliseconds) else { return nil }
        self.microseconds = milliseconds * 1000
    }

    /// Whole seconds since the Unix epoch, rounded down.
    public var seconds: Int64 {
        microseconds / 1_000_000 - (microseconds % 1_000_000 < 0 ? 1 : 0)
    }

    /// This instant moved by a number of seconds, which may be negative.
    public func advanced(bySeconds seconds: Int64) -> Instant {
        let step = Instant(seconds: seconds).microseconds
        let (sum, overflows) = microseconds.addingReportingOverflow(step)
        return Instant(microseconds: overflows ? (step < 0 ? .min : .max) : sum)
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
