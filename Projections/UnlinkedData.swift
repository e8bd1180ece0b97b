public import Attendance
public import EventSourcing

/// Until when personal data of a meeting is kept that nobody linked: a while after it was last told, by
/// the subjects it is about.
///
/// It is folded from the streams of what Zoom told of the meeting and its runs, and of its link.
public struct UnlinkedData: Projection, Hashable {
    /// For how many days it is kept.
    public static let days: Int64 = 30

    /// When something of each subject was last recorded, as far as that has not expired.
    private var told: [SubjectID: Instant] = [:]

    /// Nothing is known.
    public init() {}

    /// Whether nothing is left.
    public var isEmpty: Bool { told.isEmpty }

    /// When the first of it expires; `nil` where nothing is left.
    public var firstExpiry: Instant? { told.values.min().map(Self.expiry) }

    /// When the last of it expires; `nil` where nothing is left.
    public var lastExpiry: Instant? { told.values.max().map(Self.expiry) }

    /// Those whose data has been kept long enough.
    /// - Parameters:
    ///   - now: When it is asked.
    ///   - isDisowned: Whether the meeting is none of the organisation's: then nothing of it is kept.
    /// - Returns: the subjects.
    public func due(at now: Instant, isDisowned: Bool) -> Set<SubjectID> {
        Set(told.filter { isDisowned || Self.expiry(of: $0.value) <= now }.keys)
    }

    /// Lets go of what is known of some.
    public mutating func forget(_ subjects: Set<SubjectID>) {
        for subject in subjects { told[subject] = nil }
    }

    /// Takes in the next event of the log.
    public mutating func evolve(with recorded: Recorded<AttendanceEvent>) {
        if case .meetingExpired(let event) = recorded.event { forget(Set(event.subjects)) }
        for field in AttendanceCodec.encode(recorded.event).personal {
            told[field.subject] = recorded.recordedAt
        }
    }

    private static func expiry(of told: Instant) -> Instant {
        told.advanced(bySeconds: days * 86_400)
    }
}
