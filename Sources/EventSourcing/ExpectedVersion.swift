/// What a writer believes a stream to hold; the log refuses the append when it is wrong.
public enum ExpectedVersion: Sendable, Hashable {
    /// The stream holds nothing.
    case noStream
    /// The last event of the stream has this version.
    case exactly(Int64)
    /// The writer does not care: received facts are taken as they come.
    case any

    /// Whether a stream whose last event has a version (`nil` when it is empty) is as expected.
    public func allows(_ lastVersion: Int64?) -> Bool {
        switch self {
        case .noStream: lastVersion == nil
        case .exactly(let version): lastVersion == version
        case .any: true
        }
    }

    /// What the next writer must expect who has read a stream up to a version.
    public static func after(_ lastVersion: Int64?) -> ExpectedVersion {
        lastVersion.map(ExpectedVersion.exactly) ?? .noStream
    }
}
