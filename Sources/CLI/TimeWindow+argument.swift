public import ArgumentParser
public import Attendance
import EventSourcing

extension TimeWindow: ExpressibleByArgument {
    /// Reads `FROM/TO`, both RFC 3339.
    public init?(argument: String) {
        let ends = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard ends.count == 2, let start = Instant(String(ends[0])),
            let end = Instant(String(ends[1])), start < end
        else { return nil }
        self.init(start: start, end: end)
    }
}
