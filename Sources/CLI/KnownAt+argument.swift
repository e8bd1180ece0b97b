public import ArgumentParser
public import MeetingManagement

extension KnownAt: ExpressibleByArgument {
    /// Reads a position, or a time (RFC 3339).
    public init?(argument: String) { self.init(argument) }
}
