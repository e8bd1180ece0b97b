/// How far a client goes for one call.
public struct ZoomClientLimits: Sendable, Hashable {
    /// How often a call is tried before it fails.
    public var triesMax = 6
    /// How long the tries of a call and the pauses between them may take together, in seconds;
    /// waiting for the account's turn does not count.
    public var callSecondsMax: Int64 = 120
    /// How long one try may take until its last byte, in seconds.
    public var trySecondsMax: Int64 = 30
    /// How long the body of an answer may be.
    public var answerBytesMax = 16 << 20
    /// How many pages a list may have.
    public var pagesMax = 10_000
    /// How long a download may take with all its tries, in seconds.
    public var downloadSecondsMax: Int64 = 6 * 3600
    /// How many redirects a download may follow.
    public var redirectsMax = 5

    /// The limits of service.
    public init() {}
}
