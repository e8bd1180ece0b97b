import Foundation

/// How many made-up cases a property is tried on.
public enum Seeds {
    /// As many as `MUSTER_SEEDS` asks for, else so many as take no time.
    public static func usually(_ count: UInt64) -> Range<UInt64> {
        let asked = ProcessInfo.processInfo.environment["MUSTER_SEEDS"].flatMap { UInt64($0) }
        return 0..<(asked ?? count)
    }
}
